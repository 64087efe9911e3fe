/** @module How far each seat is, while a command works on them all. */

/** How far the command is with a seat. */
export type SeatProgress = "waiting" | "working" | "done" | "failed";

export interface SeatLine {
  readonly seat: string;
  readonly state: SeatProgress;
  /** What is done with it, or how that ended. */
  readonly text: string;
  /** Since when it is in this state, epoch milliseconds. */
  readonly since: number;
}

/** Told of every change. */
export interface View {
  changed(line: SeatLine): void;
  /** Something that is not about one seat. */
  note(text: string): void;
  close(): void;
}

/** How long a wait has lasted changes with every look; only what it waits for is news. */
const elapsed = /,? *\d+ (?:ms|s|min|h)(?: \d+ (?:s|min))?$/;

export function withoutElapsed(told: string): string {
  return told.replace(elapsed, "");
}

export class Board {
  private readonly lines = new Map<string, SeatLine>();

  constructor(
    seats: readonly string[],
    private readonly view: View,
  ) {
    for (const seat of seats) this.lines.set(seat, { seat, state: "waiting", text: "", since: Date.now() });
  }

  set(seat: string, state: SeatProgress, told: string): void {
    const before = this.lines.get(seat);
    const text = withoutElapsed(told);
    if (before?.state === state && before.text === text) return;
    const since = before?.state === state ? before.since : Date.now();
    const line = { seat, state, text, since };
    this.lines.set(seat, line);
    this.view.changed(line);
  }

  stateOf(seat: string): SeatProgress | undefined {
    return this.lines.get(seat)?.state;
  }

  note(text: string): void {
    this.view.note(text);
  }

  close(): void {
    this.view.close();
  }
}
