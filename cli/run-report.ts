/** @module The report of a run: its record is written while the run goes on, its page at the end. */

import { relative } from "node:path";
import type { View } from "./board";
import { ReportFiles } from "./report-files";
import type { Room } from "./room";
import { type RunOutcome, RunRecorder, type RunStart } from "./run-recorder";
import { tell, warn } from "./terminal";

/** Milliseconds between two writings, at least. */
const pause = 500;

type RunEvent = Parameters<RunRecorder["take"]>[0];

export class RunReport {
  private readonly recorder: RunRecorder;
  private readonly files: ReportFiles;
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<unknown> = Promise.resolve();
  private broken = false;

  constructor(
    private readonly room: Room,
    start: Pick<RunStart, "kind" | "seats">,
  ) {
    this.recorder = new RunRecorder({ ...start, room: room.name, clock: Date.now });
    this.files = new ReportFiles(room.project, room.name);
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
    clearTimeout(this.timer);
    this.recorder.end(outcome);
    await this.writing;
    await this.orWarn(async () => {
      const run = this.recorder.record();
      await this.files.writeRecord(run);
      const page = await this.files.writePage(run);
      tell(`Report: ${relative(this.room.project.folder, page)}`);
    });
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
