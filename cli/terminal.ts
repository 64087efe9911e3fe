/**
 * @module Results to standard output, everything else to standard error; colours only where a person looks. Names and words
 * come from engines and guests: none of them gets at the terminal.
 */

import pc from "picocolors";
import { visible } from "../room/text/printable";

/** Colours for a stream: none when it is no terminal, or when NO_COLOR asks for none. */
function colours(stream: { readonly isTTY?: boolean }) {
  return pc.createColors(stream.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== "dumb");
}

/** For results. */
export const ink = colours(process.stdout);
/** For what is told on the way. */
export const tint = colours(process.stderr);

/** A result. */
export function print(text: string): void {
  process.stdout.write(`${visible(text)}\n`);
}

/** Something on the way to it. */
export function tell(text: string): void {
  process.stderr.write(`${visible(text)}\n`);
}

/** What is read in a way that somebody may not expect. */
export function tellNotes({ notes }: { readonly notes: readonly string[] }): void {
  for (const note of notes) tell(note);
}

/** Says what is going on for as long as it does, where a person looks. */
export async function telling<T>(text: string, work: () => Promise<T>): Promise<T> {
  if (!process.stderr.isTTY) return work();
  process.stderr.write(tint.dim(`${text} ...`));
  try {
    return await work();
  } finally {
    process.stderr.write("\r\u001b[2K");
  }
}

export function warn(text: string): void {
  tell(`${tint.yellow("warning:")} ${text}`);
}

/** Characters in a line of results. */
export function width(): number {
  return process.stdout.columns ?? 120;
}
