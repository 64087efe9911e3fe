/** @module The screens that a recording shows, one after the other, as a terminal draws them. */

import { type IBufferCell, Terminal } from "@xterm/headless";
import type { Recording } from "./recording";

/** Neighbouring characters of one look. */
export interface Run {
  readonly column: number;
  readonly text: string;
  /** One of the 16 colours of terminals; undefined for the usual one. */
  readonly colour?: number;
  readonly bold: boolean;
  readonly dim: boolean;
}

export type Row = readonly Run[];

export interface Screen {
  /** Milliseconds since the beginning. */
  readonly at: number;
  readonly rows: readonly Row[];
}

/** Milliseconds: what is written within them is one screen, as no eye sees a line that is cleared and written again. */
const glance = 50;

export async function screensOf({ columns, rows, events }: Recording): Promise<Screen[]> {
  const terminal = new Terminal({ cols: columns, rows, allowProposedApi: true });
  const screens: Screen[] = [];
  for (const [index, { at, bytes }] of events.entries()) {
    await new Promise<void>(done => terminal.write(bytes, done));
    const next = events[index + 1];
    if (next === undefined || next.at - at >= glance) screens.push({ at, rows: rowsOf(terminal) });
  }
  terminal.dispose();
  return screens;
}

function rowsOf(terminal: Terminal): Row[] {
  const { active } = terminal.buffer;
  return Array.from({ length: terminal.rows }, (_, index) => {
    const line = active.getLine(active.viewportY + index);
    const cells = Array.from({ length: terminal.cols }, (_, column) => line?.getCell(column));
    return runsOf(cells);
  });
}

function runsOf(cells: readonly (IBufferCell | undefined)[]): Row {
  const runs: Run[] = [];
  for (const [column, cell] of cells.entries()) {
    if (!cell || cell.getWidth() === 0) continue;
    const text = cell.getChars() || " ";
    const look = lookOf(cell);
    const before = runs.at(-1);
    if (before && isAlike(before, look)) runs[runs.length - 1] = { ...before, text: before.text + text };
    else runs.push({ column, text, ...look });
  }
  return runs.flatMap(trimmed);
}

function lookOf(cell: IBufferCell): Pick<Run, "colour" | "bold" | "dim"> {
  const colour = cell.isFgPalette() ? { colour: cell.getFgColor() } : {};
  return { ...colour, bold: cell.isBold() !== 0, dim: cell.isDim() !== 0 };
}

function isAlike(run: Run, look: Pick<Run, "colour" | "bold" | "dim">): boolean {
  return run.colour === look.colour && run.bold === look.bold && run.dim === look.dim;
}

/** Without the blanks around it; nothing of a run that is blank. */
function trimmed(run: Run): Run[] {
  const text = run.text.trimEnd();
  const blanks = text.length - text.trimStart().length;
  return text === "" ? [] : [{ ...run, column: run.column + blanks, text: text.trimStart() }];
}
