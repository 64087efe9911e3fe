/** @module The ids of a group's seats: `1-10`, `1-4,7`, a number, or a list of these. */

import { ValueError } from "./fault";

const remedy = 'Write "1-10", "1-4,7" or a list like [1, 2, 3]; ids are whole numbers from 0 to 9999';
/** More seats in one group are a slip; a room has 5 to 40. */
const most = 1000;

/**
 * @returns the ids in the order written
 * @throws ValueError when there is no id, one is no whole number, or one stands there twice
 */
export function parseIds(value: string | number | readonly (string | number)[]): number[] {
  const parts = typeof value === "string" || typeof value === "number" ? [value] : value;
  const ids: number[] = [];
  for (const part of parts) ids.push(...(typeof part === "number" ? [part] : idsOf(part)));
  for (const id of ids) {
    if (!Number.isInteger(id) || id < 0 || id > 9999) throw new ValueError(`${id} is not an id`, remedy);
  }
  if (ids.length === 0) throw new ValueError("there is no id", remedy);
  if (ids.length > most) throw new ValueError(`${ids.length} ids are more than a group may have`, remedy);
  const doubled = ids.find((id, index) => ids.indexOf(id) !== index);
  if (doubled !== undefined) throw new ValueError(`id ${doubled} stands there twice`, remedy);
  return ids;
}

function idsOf(text: string): number[] {
  return text.split(",").flatMap(piece => {
    const match = /^\s*(\d{1,4})\s*(?:-\s*(\d{1,4})\s*)?$/.exec(piece);
    if (!match) throw new ValueError(`${JSON.stringify(text)} is not a list of ids`, remedy);
    const first = Number(match[1]);
    const last = match[2] === undefined ? first : Number(match[2]);
    if (last < first) throw new ValueError(`${JSON.stringify(piece.trim())} counts backwards`, remedy);
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
}
