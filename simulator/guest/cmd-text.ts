/**
 * @module A line or a script as `cmd` goes through it: quotation marks close or take in the rest of the line, a remark takes it
 * in too, and `exit` comes last (help of `cmd`, `rem` and `exit`).
 */

import { splitCommands } from "./command-line";

/** The commands that are run, those within brackets too, whether or not their condition holds; an `exit` there is left out. */
export function commandsOfCmd(text: string): string[] {
  const commands: string[] = [];
  let depth = 0;
  for (const line of text.split(/\r?\n/)) {
    const parts = partsOf(line, depth);
    depth = parts.depth;
    for (const { part, certain } of parts.found) {
      if (/^[\s@(]*(rem\s+\S|::)/i.test(part)) break;
      const isExit = /^[\s@(]*exit\b/i.test(part);
      if (!isExit || certain) commands.push(...splitCommands(part));
      if (isExit && certain) return commands;
    }
  }
  return commands;
}

interface Parts {
  /** `certain`: it stands in no brackets, and not behind an `||`, which is for failures. */
  found: { part: string; certain: boolean }[];
  /** How many brackets are open at the end of the line. */
  depth: number;
}

function partsOf(line: string, openBefore: number): Parts {
  const found: Parts["found"] = [];
  let [depth, quoted, part, certain] = [openBefore, false, "", openBefore === 0];
  for (let at = 0; at < line.length; at++) {
    const sign = line[at] ?? "";
    if (sign === '"') quoted = !quoted;
    if (quoted || !/[&|]/.test(sign)) {
      const escapes = !quoted && sign === "^";
      if (!quoted && sign === "(") depth += 1;
      if (!quoted && sign === ")") depth -= 1;
      // What is escaped is a plain sign; the marks of texts are not looked for any more.
      part += escapes ? (line[++at] ?? "").replace(/["&|]/, "") : sign;
      continue;
    }
    const twice = line[at + 1] === sign;
    found.push({ part, certain });
    part = "";
    certain = depth <= 0 && !(sign === "|" && twice);
    at += twice ? 1 : 0;
  }
  // An open quotation mark has taken all into this part, and is closed for those who read it next.
  found.push({ part: quoted ? `${part}"` : part, certain });
  return { found, depth };
}
