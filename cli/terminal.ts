/** @module Results to standard output, everything else to standard error; colours only where a person looks. */

import pc from "picocolors";

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
  process.stdout.write(`${text}\n`);
}

/** Something on the way to it. */
export function tell(text: string): void {
  process.stderr.write(`${text}\n`);
}

export function warn(text: string): void {
  tell(`${tint.yellow("warning:")} ${text}`);
}

/** Characters in a line of results. */
export function width(): number {
  return process.stdout.columns ?? 120;
}
