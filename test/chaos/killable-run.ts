/** @module A run of Pulumi that can be killed, with everything that it has started. */

import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { ended, type Ran, type RoomProject } from "../../scripts/demo/room-project";

const variable = "VIRTROOM_CHAOS_RUN";

type Tool = Pick<RoomProject, "start">;

export class KillableRun {
  readonly ran: Promise<Ran>;
  private readonly mark = randomUUID();
  private readonly pid: number | undefined;

  /** @param tool whose command it is: the project's `pulumi`, or `virtroom` */
  constructor(tool: Tool, args: readonly string[], environment: Record<string, string> = {}) {
    const child = tool.start(args, { ...environment, [variable]: this.mark });
    this.pid = child.pid;
    this.ran = ended(child);
  }

  /** The arguments of all its processes, as `ps` would show them. */
  commandLines(): string {
    return this.processes()
      .map(pid => fileOf(pid, "cmdline"))
      .join("\n");
  }

  /**
   * The processes of this run, found by a variable that each inherits: Pulumi puts its plugins into groups of their
   * own, and an orphan has no parent to be found by.
   */
  processes(): number[] {
    return readdirSync("/proc")
      .map(Number)
      .filter(pid => pid > 0 && fileOf(pid, "environ").includes(`${variable}=${this.mark}`));
  }

  /** SIGKILL to all of them at once, and to what they start meanwhile: as when a machine loses its power. */
  async killAll(): Promise<void> {
    for (let left = this.processes(); left.length > 0; left = this.processes()) {
      for (const pid of left) kill(pid);
      await new Promise(resolve => setTimeout(resolve, 5));
    }
    await this.ran;
  }

  /** SIGKILL to Pulumi's own process alone: as when a system that is out of memory chooses it. */
  killPulumi(): void {
    if (this.pid !== undefined) kill(this.pid);
  }
}

/** A file of a process under /proc; empty when the process is gone, or nobody of ours. */
function fileOf(pid: number, name: "environ" | "cmdline"): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, "latin1");
  } catch {
    return "";
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}
