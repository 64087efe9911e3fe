/** @module The report of a run: its record is written while the run goes on, its page at the end. */

import { relative } from "node:path";
import type { RunKind } from "../../report/recorded-run";
import type { View } from "../progress/board";
import type { Project } from "../project";
import { LockedError } from "../pulumi/error";
import { tell, warn } from "../terminal";
import { exitCodes, UserError } from "../user-error";
import { ReportFiles } from "./report-files";
import { type RecordedSeatName, type RunOutcome, RunRecorder } from "./run-recorder";

/** Milliseconds between two writings, at least. */
const pause = 500;

type RunEvent = Parameters<RunRecorder["take"]>[0];

export class RunReport {
  private recorder: RunRecorder;
  private readonly files: ReportFiles;
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<unknown> = Promise.resolve();
  private seatsKnown = false;
  private ended = false;
  private broken = false;

  constructor(
    private readonly project: Project,
    private readonly room: string,
    private readonly kind: RunKind,
  ) {
    this.recorder = this.recorderOf([]);
    this.files = new ReportFiles(project, room);
  }

  /** From now on counts the time of the run, which is over these seats. */
  begin(seats: readonly RecordedSeatName[]): void {
    this.recorder = this.recorderOf(seats);
    this.seatsKnown = true;
  }

  /** All that a command does: when it ends by an error, so does the report, and the error goes on. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (this.tellsOf(error)) await this.breakOff(error);
      throw error;
    }
  }

  take(event: RunEvent): void {
    this.recorder.take(event);
    this.soon();
  }

  /** The view, with all that it is told recorded. */
  watch(view: View): View {
    return {
      changed: line => {
        this.recorder.changed(line);
        this.soon();
        view.changed(line);
      },
      note: text => view.note(text),
      close: () => view.close(),
    };
  }

  /** Draws the page, and tells where it is. */
  async end(outcome: RunOutcome): Promise<void> {
    this.ended = true;
    clearTimeout(this.timer);
    this.recorder.end(outcome);
    await this.writing;
    await this.orWarn(async () => {
      const run = this.recorder.record();
      await this.files.writeRecord(run);
      const page = await this.files.writePage(run);
      tell(`Report: ${relative(this.project.folder, page)}`);
    });
  }

  private recorderOf(seats: readonly RecordedSeatName[]): RunRecorder {
    return new RunRecorder({ room: this.room, kind: this.kind, seats, clock: Date.now });
  }

  /** Not of words that mean no seats of this room, and not beside the report of another run that is at work on it. */
  private tellsOf(error: unknown): boolean {
    if (this.ended || error instanceof LockedError) return false;
    return this.seatsKnown || !(error instanceof UserError && error.exitCode === exitCodes.usage);
  }

  private async breakOff(error: unknown): Promise<void> {
    const interrupted = error instanceof UserError && error.exitCode === exitCodes.interrupted;
    await this.end({ seats: this.recorder.standing(), interrupted, errors: [textOf(error)] });
  }

  private soon(): void {
    if (!this.recorder.begun) return;
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.writing = this.writing.then(() =>
        this.orWarn(() => this.files.writeRecord(this.recorder.record())),
      );
    }, pause).unref();
  }

  /** A report that cannot be written is no reason to stop a run; it is told once. */
  private async orWarn(write: () => Promise<unknown>): Promise<void> {
    try {
      await write();
    } catch (error) {
      if (!this.broken)
        warn(`the report cannot be written: ${error instanceof Error ? error.message : error}`);
      this.broken = true;
    }
  }
}

/** What went wrong, and the way out. */
function textOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return error instanceof UserError && error.remedy ? `${message}\n${error.remedy}` : message;
}
