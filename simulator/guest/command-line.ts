/**
 * @module A command line taken apart as `cmd` does it: the commands on it, and the words of each.
 */

/** What a program is started with: of a line in quotes `cmd /c` takes the outermost ones off, whatever quotes are within. */
const WRAPPED = /^\s*(?:\S*\\)?cmd(?:\.exe)?(?:\s+\/[^ck\s]\S*)*\s+\/[ck]\s*"(.*)"\s*$/i;

/** What stands in the quotes of `cmd /c "..."`, or `undefined` where a line is no such one. */
export function wrappedLine(commandLine: string): string | undefined {
  return WRAPPED.exec(commandLine)?.[1];
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

/** A command with its words, the program's name first. `inCmd`: `cmd` runs it, which has commands of its own, such as `del`. */
export interface Command {
  words: string[];
  inCmd: boolean;
}

/** Every command on a line, those after `cmd /c` too. */
export function commandsIn(line: string, inCmd = false): Command[] {
  const within = inCmd ? undefined : wrappedLine(line);
  if (within !== undefined) {
    return commandsIn(within, true);
  }
  return splitCommands(line).flatMap(command => {
    const [first = "", ...rest] = words(command);
    const at = programName(first) === "cmd" ? rest.findIndex(word => /^\/[ck]$/i.test(word)) : -1;
    return at < 0
      ? [{ words: [programName(first), ...rest], inCmd }]
      : commandsIn(joinWords(rest.slice(at + 1)), true);
  });
}
