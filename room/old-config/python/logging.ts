/**
 * @module A logging configuration of Python, which the old file names: how much goes into the log file, and how large that
 * gets.
 * @see https://docs.python.org/2.7/library/logging.config.html#configuration-file-format
 */

import type { FileFault } from "../fault";
import { evaluate } from "./expression";
import { type Ini, type IniValue, parseIni } from "./ini";

/** As in the settings of the log. */
export interface OldLogging {
  readonly level: "debug" | "info" | "warn" | "error" | "off";
  /** Bytes, whole MiB. */
  readonly maxSize?: number;
  readonly keep?: number;
}

export interface ReadLogging {
  readonly logging: OldLogging;
  /** What cannot be taken over, in the order of the file. */
  readonly notes: readonly FileFault[];
}

/** Python's numbers: what is at least this grave is written. */
const LEVELS: ReadonlyMap<string, number> = new Map([
  ["NOTSET", 0],
  ["DEBUG", 10],
  ["INFO", 20],
  ["WARN", 30],
  ["WARNING", 30],
  ["ERROR", 40],
  ["FATAL", 50],
  ["CRITICAL", 50],
]);

const FILE_HANDLER = /(?:^|\.)(?:File|RotatingFile|TimedRotatingFile|WatchedFile)Handler$/;

const mebibyte = 1024 ** 2;

/** Longest file that is read, in characters: such a file has some 1000. */
const LONGEST = 256 * 1024;

/** Reads it as far as there is a counterpart. Never throws. */
export function readPythonLogging(text: string): ReadLogging {
  if (text.length > LONGEST) {
    const message = `the file has ${text.length} characters, too many for a logging configuration`;
    return { logging: { level: "info" }, notes: [{ line: 1, path: "", message, remedy: "It is left out" }] };
  }
  return new LoggingReader(parseIni(text)).read();
}

class LoggingReader {
  private readonly notes: FileFault[] = [];

  constructor(private readonly ini: Ini) {}

  read(): ReadLogging {
    const root = this.level("logger_root") ?? 30;
    const files = this.names("logger_root", "handlers").filter(name => this.isFile(`handler_${name}`));
    const levels = files.map(name => Math.max(root, this.level(`handler_${name}`) ?? 0));
    const rotations = files.map(name => this.rotation(`handler_${name}`));
    for (const name of this.names("loggers", "keys")) if (name !== "root") this.noteLogger(name);
    for (const name of this.names("formatters", "keys")) {
      this.note(`formatter_${name}`, undefined, "has no counterpart", "Choose logging.format: text or json");
    }
    const level = wordOf(files.length > 0 ? Math.min(...levels) : root);
    const notes = this.notes.sort((a, b) => a.line - b.line);
    return { logging: { level, ...rotations.find(rotation => rotation !== undefined) }, notes };
  }

  private value(section: string, key: string): IniValue | undefined {
    return this.ini.get(section)?.get(key);
  }

  private names(section: string, key: string): string[] {
    const names = this.value(section, key)?.value.split(",") ?? [];
    return names.map(name => name.trim()).filter(name => name !== "");
  }

  /** A note on a key, or on the whole section. */
  private note(section: string, key: string | undefined, message: string, remedy: string): void {
    const values = [...(this.ini.get(section)?.values() ?? [])];
    const line = (key === undefined ? undefined : this.value(section, key)?.line) ?? values[0]?.line ?? 1;
    this.notes.push({
      line,
      path: key === undefined ? `[${section}]` : `[${section}] ${key}`,
      message,
      remedy,
    });
  }

  private level(section: string): number | undefined {
    const written = this.value(section, "level")?.value;
    if (written === undefined) return undefined;
    const known = LEVELS.get(written);
    if (known === undefined) {
      this.note(section, "level", `${JSON.stringify(written)} is no level of Python`, "It is left out");
    }
    return known;
  }

  private isFile(section: string): boolean {
    const kind = this.value(section, "class")?.value ?? "";
    if (FILE_HANDLER.test(kind)) return true;
    const remedy = "The log is a file, and what is going on is shown at the terminal";
    this.note(section, "class", `${kind || "a handler without a class"} has no counterpart`, remedy);
    return false;
  }

  /** `(file, mode, maxBytes, backupCount)` of a handler that rotates. */
  private rotation(section: string): Pick<OldLogging, "maxSize" | "keep"> | undefined {
    const kind = this.value(section, "class")?.value ?? "";
    if (kind.endsWith("TimedRotatingFileHandler")) {
      this.note(section, "class", "begins a new file by the time", "Here it is the size: logging.maxSize");
    }
    if (!/(?:^|\.)RotatingFileHandler$/.test(kind)) return undefined;
    const [, , bytes, count] = splitTuple(this.value(section, "args")?.value ?? "").map(numberIn);
    if (bytes === undefined || bytes <= 0) return undefined;
    const keep = Math.min(Math.max(count ?? 1, 1), 100);
    return { maxSize: Math.ceil(bytes / mebibyte) * mebibyte, keep };
  }

  private noteLogger(name: string): void {
    const section = `logger_${name}`;
    const about = this.value(section, "qualname")?.value ?? name;
    this.note(
      section,
      "qualname",
      `${JSON.stringify(about)} has no counterpart`,
      "Levels of their own have program, seats, engine and delivery: logging.levels",
    );
  }
}

function wordOf(level: number): OldLogging["level"] {
  if (level <= 10) return "debug";
  if (level <= 20) return "info";
  return level <= 30 ? "warn" : "error";
}

/** The parts of a tuple as they stand; commas within quotes and brackets part nothing. */
function splitTuple(text: string): string[] {
  const opened = text.trim().replace(/^\(/, "");
  const inner = opened.endsWith(")") ? opened.slice(0, -1).trimEnd().replace(/,$/, "") : opened;
  return inner.match(/(?:'[^']*'|"[^"]*"|\([^()]*\)|[^,'"()])+/g)?.map(part => part.trim()) ?? [];
}

function numberIn(expression: string): number | undefined {
  const evaluated = evaluate(expression);
  return "value" in evaluated && typeof evaluated.value === "number" ? evaluated.value : undefined;
}
