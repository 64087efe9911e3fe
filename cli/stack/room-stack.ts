/** @module The stack of a room, driven by Pulumi's Automation API: the same that the `pulumi` command works on. */

import type { EngineEvent, Stack } from "@pulumi/pulumi/automation";
import { type Interruptible, interruptedText, interruptible } from "../interrupt";
import { RunRecord, type SeatRecord } from "../outcome/run-record";
import type { Board } from "../progress/board";
import { callPulumi } from "../pulumi/command";
import { explainPulumi, isAbandonedLock } from "../pulumi/error";
import { providePulumi } from "../pulumi/tools";
import type { Room } from "../room/room";
import { exitCodes } from "../user-error";
import { pulumiEnvironment } from "./environment";
import { handOver } from "./hand-over";
import { clearPending } from "./pending";
import { PulumiProcess } from "./process";

export type Operation = "preview" | "up" | "destroy";

export interface RunOptions {
  /** Resources at once. */
  readonly parallel: number;
  /** Where it is shown. */
  readonly board: Board;
  /** Whether nothing is left to do with a seat. */
  readonly isDone?: (seat: string, record: SeatRecord) => boolean;
  /** With a preview: whether the engine is asked first what has become of the VMs. */
  readonly refresh?: boolean;
  /** Told of everything, too. */
  readonly onEvent?: (event: EngineEvent) => void;
}

export interface Run {
  readonly record: RunRecord;
  /** Whether all of it was done. */
  readonly ok: boolean;
  readonly interrupted: boolean;
}

export class RoomStack {
  private constructor(
    private readonly room: Room,
    private readonly stack: Stack,
    private readonly pulumi: PulumiProcess,
    private readonly configFile: string | undefined,
    /** What was decided for this run by what the engine has, a line each. */
    readonly notes: readonly string[],
  ) {}

  static async open(room: Room): Promise<RoomStack> {
    await providePulumi();
    const { configFile, configuration, notes } = await room.prepareStack();
    // It loads half of npm, 0.4 s: only who drives a stack waits for it.
    const { LocalWorkspace, PulumiCommand, Stack } = await import("@pulumi/pulumi/automation/index.js");
    try {
      const pulumi = new PulumiProcess(await PulumiCommand.get());
      const workspace = await LocalWorkspace.create({
        workDir: room.project.folder,
        envVars: { ...pulumiEnvironment, ...handOver(configuration) },
        pulumiCommand: pulumi.command,
      });
      // Which stack a person has selected is that person's business: every call names the room's.
      workspace.selectStack = async () => {};
      // A room has no outputs.
      workspace.stackOutputs = async () => ({});
      const stack = await Stack.select(room.name, workspace);
      // Nor is the history of interest; it would be decrypted by the settings file that a room may not have.
      stack.info = async () => undefined;
      return new RoomStack(room, stack, pulumi, configFile, notes);
    } catch (error) {
      throw explainPulumi(messageOf(error), room.name);
    }
  }

  /**
   * A seat that fails does not stop the others.
   *
   * @throws UserError when it could not be begun
   */
  async run(operation: Operation, options: RunOptions): Promise<Run> {
    const { name, project } = this.room;
    const explained = (error: unknown): never => {
      throw error instanceof NotBegun ? explainPulumi(error.message, name) : error;
    };
    try {
      return await this.attempt(operation, options);
    } catch (error) {
      if (!(error instanceof NotBegun && isAbandonedLock(error.message))) return explained(error);
    }
    // The run that holds the lock was killed on this machine: it will not come to take it away.
    await callPulumi(["cancel", name, "--yes"], { folder: project.folder, room: name });
    return this.attempt(operation, options).catch(explained);
  }

  /** One run, after which the state holds no notes of what a killed run had begun. */
  private async attempt(operation: Operation, options: RunOptions): Promise<Run> {
    const run = await this.drive(operation, options);
    // A run that refreshes keeps the notes, too, but does not tell of them.
    const untold = options.refresh === true && operation !== "preview";
    if (run.record.pending || untold) await clearPending(this.room);
    return run;
  }

  private async drive(
    operation: Operation,
    { parallel, board, isDone, refresh, onEvent }: RunOptions,
  ): Promise<Run> {
    const record = operation === "preview" ? new RunRecord() : new RunRecord(board, isDone);
    const ending = this.interruptible(board, record);
    let ok = true;
    try {
      await this.stack[operation]({
        parallel,
        color: "never",
        onEvent: event => {
          record.take(event);
          onEvent?.(event);
        },
        ...(refresh ? { refresh } : {}),
        ...(operation === "preview" ? {} : { continueOnError: true }),
        ...(this.configFile === undefined ? {} : { configFile: this.configFile }),
      });
    } catch (error) {
      ok = false;
      const begun = record.seats.size > 0 || record.errors.length > 0;
      if (!begun && !ending.interrupted()) throw new NotBegun(messageOf(error));
    } finally {
      ending.release();
    }
    return { record, ok, interrupted: ending.interrupted() };
  }

  /** Pulumi passes the first ^C on to the providers; at the second it waits for nobody. */
  private interruptible(board: Board, record: RunRecord): Interruptible {
    const end = () => {
      this.pulumi.kill();
      process.exit(exitCodes.interrupted);
    };
    return interruptible(
      () => {
        board.note(interruptedText);
        this.pulumi.interrupt();
      },
      () => {
        board.note("Interrupted again: nothing is waited for any more.");
        // Pulumi notes what was under way: the engine knows better.
        record.pending = true;
        this.pulumi.interrupt();
      },
      end,
    );
  }
}

/** An error to be thrown when Pulumi has refused a run before anything was done, in its words. */
class NotBegun extends Error {}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
