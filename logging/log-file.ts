/**
 * @module A log file that several processes write to at the same time, line by line, and that is put aside when it is
 * large. A line is in the file when `write` returns, whatever becomes of the process.
 */

import {
  closeSync,
  fchmodSync,
  fstatSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";

export interface LogFileOptions {
  readonly file: string;
  /** Bytes. */
  readonly maxSize: number;
  /** How many files are kept besides: `FILE.1` is the youngest. */
  readonly keep: number;
}

/** Milliseconds between two looks whether another process has put the file aside. */
const lookEvery = 1000;

export class LogFile {
  private descriptor: number;
  private looked = 0;

  /** @throws Error of node:fs when the file cannot be opened */
  constructor(private readonly options: LogFileOptions) {
    this.descriptor = open(options.file);
  }

  /** @throws Error of node:fs when it cannot be written */
  write(line: string): void {
    if (Date.now() - this.looked > lookEvery) this.look();
    writeSync(this.descriptor, line);
  }

  close(): void {
    closeSync(this.descriptor);
  }

  /** Goes on in the file that has the name now, and puts it aside when it is large. */
  private look(): void {
    this.looked = Date.now();
    if (!this.isCurrent()) this.reopen();
    const stat = fstatSync(this.descriptor);
    if (!stat.isFile() || stat.size < this.options.maxSize) return;
    const { file, keep } = this.options;
    rmSync(`${file}.${keep}`, { force: true });
    for (let number = keep - 1; number >= 0; number--) move(aside(file, number), aside(file, number + 1));
    this.reopen();
  }

  private isCurrent(): boolean {
    const named = statSync(this.options.file, { throwIfNoEntry: false });
    return named?.ino === fstatSync(this.descriptor).ino;
  }

  private reopen(): void {
    closeSync(this.descriptor);
    this.descriptor = open(this.options.file);
  }
}

/** What is done with a room is for nobody else's eyes. */
const mode = 0o600;

function open(file: string): number {
  mkdirSync(dirname(file), { recursive: true });
  const descriptor = openSync(file, "a", mode);
  const stat = fstatSync(descriptor);
  if (stat.isFile() && (stat.mode & 0o777) !== mode) fchmodSync(descriptor, mode);
  return descriptor;
}

function aside(file: string, number: number): string {
  return number === 0 ? file : `${file}.${number}`;
}

/** Another process may do the same at the same time. */
function move(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
}
