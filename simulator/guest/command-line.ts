/**
 * @module A command line taken apart as `cmd` does it: the commands on it, and the words of each.
 */

/** `cmd /c line`, or `/k`. */
const WRAPPED = /^\s*(?:\S*\\)?cmd(?:\.exe)?(?:\s+\/[^ck\s]\S*)*\s+\/[ck]\s*(.*?)\s*$/i;

/**
 * What `cmd` makes of the line that it is started with, or `undefined` where a line is no such one. It takes the first and the last
 * quotation mark off, whatever there is within; not off a program's path that is all there is in quotes (help of `cmd`).
 */
export function wrappedLine(commandLine: string): string | undefined {
  const line = WRAPPED.exec(commandLine)?.[1];
  if (line === undefined || !line.startsWith('"')) {
    return line;
  }
  const isPath = /^"[^"]*"[^"]+$/.test(line);
  return isPath ? line : line.slice(1).replace(/"([^"]*)$/, "$1");
}

/** Commands on one line or many: `a & b`, `a && b`, `a; b`, `(a)`, and what stands in quotes after `cmd /c`. */
export function splitCommands(text: string): string[] {
  return text
    .split(/\r?\n/)
    .filter(line => !/^\s*@?(rem\b|::|#)/i.test(line))
    .flatMap(line => line.match(/(?:"[^"]*"|'[^']*'|[^&|;(){}"'])+/g) ?? [])
    .map(part => part.trim())
    .filter(part => part !== "");
}

/** Without the quotes around them. */
export function words(command: string): string[] {
  return (command.match(/"[^"]*"|'[^']*'|[^\s"']+/g) ?? []).map(word =>
    word.replace(/^@/, "").replace(/^(["'])(.*)\1$/, "$2"),
  );
}

/** `C:\Windows\System32\net.exe` is `net`. */
export function programName(word: string): string {
  return (word.split(/[\\/]/).at(-1) ?? "").toLowerCase().replace(/\.(exe|com)$/, "");
}

/** Words back to a line; one word was a quoted command line of its own. */
export function joinWords(parts: string[]): string {
  return parts.length === 1
    ? (parts[0] ?? "")
    : parts.map(part => (/\s/.test(part) ? `"${part}"` : part)).join(" ");
}
