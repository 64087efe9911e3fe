/** @module The ids of a group's seats: `1-10`, `1-4,7`, a number, or a list of these. */

import { ValueError } from "../text/value-error";

const remedy = 'Write "1-10", "1-4,7" or a list like [1, 2, 3]; ids are whole numbers from 0 to 9999';
/** More seats in one group are a slip; a room has 5 to 40. */
const most = 1000;

/**
 * @returns the ids in the order written
 * @throws ValueError when there is no id, one is no whole number, or one stands there twice
 */
export function parseIds(value: string | number | readonly (string | number)[]): number[] {
  const parts = typeof value === "string" || typeof value === "number" ? [value] : value;
  const ids = new Set<number>();
  for (const part of parts) {
    for (const id of typeof part === "number" ? [part] : idsOf(part)) {
      if (!Number.isInteger(id) || id < 0 || id > 9999) throw new ValueError(`${id} is not an id`, remedy);
      if (ids.has(id)) throw new ValueError(`id ${id} stands there twice`, remedy);
      if (ids.size === most) throw new ValueError(`a group has at most ${most} ids`, remedy);
      ids.add(id);
    }
  }
  if (ids.size === 0) throw new ValueError("there is no id", remedy);
  return [...ids];
}

/** One after the other, so that a list that is too long is never made. */
function* idsOf(text: string): Generator<number> {
  for (const piece of text.split(",")) {
    const match = /^\s*(\d{1,4})\s*(?:-\s*(\d{1,4})\s*)?$/.exec(piece);
    if (!match) throw new ValueError(`${shortened(text)} is not a list of ids`, remedy);
    const first = Number(match[1]);
    const last = match[2] === undefined ? first : Number(match[2]);
    if (last < first) throw new ValueError(`${JSON.stringify(piece.trim())} counts backwards`, remedy);
    for (let id = first; id <= last; id++) yield id;
  }
}

function shortened(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}...` : text);
}
