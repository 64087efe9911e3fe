/** @module What a program writes to a terminal, and when: it is run in a pseudo terminal by `script` of util-linux. */

import { spawn } from "node:child_process";

export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

/** The form of asciicast: https://docs.asciinema.org/manual/asciicast/v2/ */
export interface Recording extends TerminalSize {
  readonly events: readonly RecordedEvent[];
}

export interface RecordedEvent {
  /** Milliseconds since the beginning. */
  readonly at: number;
  readonly bytes: Uint8Array;
}

export interface Session extends TerminalSize {
  readonly folder: string;
  readonly env: Record<string, string>;
}

/** Milliseconds between two keys of somebody who types, and before the line is sent off. */
const keyPause = 70;
const enterPause = 600;

/**
 * @param shown the line as it is typed after the prompt
 * @param command what the shell runs for it
 * @returns what was on the terminal, the typing included, and the exit code
 */
export async function record(
  shown: string,
  command: string,
  session: Session,
): Promise<{ recording: Recording; exitCode: number }> {
  const { columns, rows, folder, env } = session;
  const typed = typing(shown);
  const start = (typed.at(-1)?.at ?? 0) + enterPause;
  const events: RecordedEvent[] = [...typed, { at: start, bytes: Buffer.from("\r\n") }];
  const line = `stty cols ${columns} rows ${rows}; exec ${command}`;
  const child = spawn("script", ["--quiet", "--flush", "--return", "--command", line, "/dev/null"], {
    cwd: folder,
    env: { ...process.env, TERM: "xterm-256color", NO_COLOR: "", ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const began = performance.now();
  child.stdout.on("data", (bytes: Buffer) => events.push({ at: start + performance.now() - began, bytes }));
  const exitCode = await new Promise<number>((done, fail) =>
    child.once("error", fail).once("close", code => done(code ?? 1)),
  );
  return { recording: { columns, rows, events }, exitCode };
}

/** The same, with no pause longer than that: as of recordings by asciinema, where nothing is to be seen. */
export function withShortPauses(recording: Recording, longest: number): Recording {
  let left = 0;
  const events = recording.events.map(({ at, bytes }, index, all) => {
    left += Math.max(0, at - (all[index - 1]?.at ?? 0) - longest);
    return { at: at - left, bytes };
  });
  return { ...recording, events };
}

function typing(line: string): RecordedEvent[] {
  const prompt = { at: 0, bytes: Buffer.from("\u001b[32m$\u001b[0m ") };
  const keys = [...line].map((key, index) => ({
    at: enterPause + index * keyPause,
    bytes: Buffer.from(key),
  }));
  return [prompt, ...keys];
}
