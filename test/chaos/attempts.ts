/** @module Runs that are killed and the runs after them, on one lab: what was tried, and whether anything was lost. */

import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Ran } from "../../scripts/demo/room-project";
import { Lab } from "../support/lab";
import { rawGroup } from "../support/room-settings";
import { startVirtroom } from "../support/virtroom";
import { KillableRun } from "./killable-run";
import { isOurs, leftOvers, roomFaults, type WantedRoom } from "./room-faults";
import { Strangers } from "./strangers";

export type Operation = "rollout" | "reset" | "rebuild" | "destroy";

/** When and how a run is killed. */
export interface Blow {
  /** Resolves when it is time. */
  readonly moment: () => Promise<unknown>;
  /** All processes of the run, or Pulumi's own alone. */
  readonly target: "everything" | "pulumi";
  /** Whether Pulumi writes its state after each step, or only at the end. */
  readonly checkpoints: boolean;
  /** Whose run is killed, and whose finishes it: `virtroom` does by itself what people do with plain Pulumi. */
  readonly tool: "pulumi" | "virtroom";
}

export type Tool = Blow["tool"];

const lastStateOnly = { PULUMI_EXPERIMENTAL: "1", PULUMI_SKIP_CHECKPOINTS: "1" };
const eachState = { PULUMI_SKIP_CHECKPOINTS: "0" };

export class KillLab {
  /** The word of the last reset, and the value that a rebuild changes: each operation asks for another. */
  private turn = 0;
  private reset: string | undefined;
  private owner = "first";

  private constructor(
    readonly lab: Lab,
    private readonly strangers: Strangers,
    private readonly wanted: WantedRoom,
  ) {}

  static async open(seats: number): Promise<KillLab> {
    const groups = { students: rawGroup({ ids: `1-${seats}` }) };
    const lab = await Lab.open({ settings: () => ({ groups }) });
    const wanted = { seats, description: "student VM" };
    return new KillLab(lab, await Strangers.settle(lab), wanted);
  }

  /** Runs an operation to its end. */
  async run(operation: Operation): Promise<Ran> {
    await this.prepare(operation);
    return this.start(operation, "pulumi", {}).ran;
  }

  /**
   * Kills an operation and runs it again, as a person would: with plain Pulumi the stale lock away, then the same command.
   *
   * @returns what is wrong afterwards, in words; nothing when nothing was lost
   */
  async survive(operation: Operation, blow: Blow): Promise<string[]> {
    await this.prepare(operation);
    const { tool } = blow;
    const environment = blow.checkpoints ? eachState : lastStateOnly;
    const killed = this.start(operation, tool, environment);
    await Promise.race([blow.moment(), killed.ran]);
    const ids = this.ids();
    if (blow.target === "pulumi") killed.killPulumi();
    else await killed.killAll();
    // A trap that has not sprung is not for the next run.
    this.lab.simulator.interference.clear();
    const again = await this.runAgain(operation, tool, environment);
    const orphans = blow.target === "pulumi" ? await orphansOf(killed) : [];
    await killed.killAll();
    const faults =
      operation === "destroy" ? await leftOvers(this.lab) : await this.roomFaults(operation, ids);
    return [
      ...(again.exitCode === 0 ? [] : [`the run after it failed:\n${again.output}`]),
      ...orphans,
      ...faults,
      ...(await this.strangers.faults()),
      ...(await this.stateFaults(operation)),
    ];
  }

  /** Kills a rollout and removes the room instead of finishing it. */
  async abandon(moment: Blow["moment"]): Promise<string[]> {
    await this.prepare("rollout");
    const killed = this.start("rollout", "pulumi", {});
    await Promise.race([moment(), killed.ran]);
    await killed.killAll();
    const destroyed = await this.runAgain("destroy", "pulumi", {});
    return [
      ...(destroyed.exitCode === 0 ? [] : [`the removal failed:\n${destroyed.output}`]),
      ...(await leftOvers(this.lab)),
      ...(await this.strangers.faults()),
      ...(await this.stateFaults("destroy")),
    ];
  }

  close(): Promise<void> {
    return this.lab.close();
  }

  private async prepare(operation: Operation): Promise<void> {
    this.turn++;
    if (operation === "reset") this.reset = `word ${this.turn}`;
    if (operation === "rebuild") this.owner = `owner ${this.turn}`;
    const students = rawGroup({ ids: `1-${this.wanted.seats}`, values: { owner: this.owner } });
    await this.lab.configure({ groups: { students }, ...(this.reset ? { reset: this.reset } : {}) });
  }

  private start(operation: Operation, tool: Tool, environment: Record<string, string>): KillableRun {
    if (tool === "virtroom") {
      const start = (args: readonly string[], env: Record<string, string> = {}) =>
        startVirtroom(this.lab, args, env);
      const word = operation === "destroy" ? "delete" : "rollout";
      return new KillableRun({ start }, [word, this.lab.room, "--yes"], environment);
    }
    const command = operation === "destroy" ? "destroy" : "up";
    return new KillableRun(
      this.lab.project,
      [command, "--yes", "--skip-preview", "--parallel", "40"],
      environment,
    );
  }

  /**
   * What docs/reliability.md tells people to do with plain Pulumi: the stale lock away, the same command again, and the
   * notes of interrupted creations away, before it or after it.
   */
  private async runAgain(
    operation: Operation,
    tool: Tool,
    environment: Record<string, string>,
  ): Promise<Ran> {
    const command = () => this.start(operation, tool, environment).ran;
    if (tool === "virtroom") return this.withoutWarning(await command());
    const clear = () => this.lab.project.refresh("--clear-pending-creates");
    const cancel = () => this.lab.project.pulumi("cancel", "--yes");
    const steps = this.turn % 2 === 0 ? [clear, command] : [command, clear];
    if (await this.isLocked()) steps.unshift(cancel);
    let last: Ran = { exitCode: 0, output: "" };
    for (const step of steps) {
      last = await step();
      if (last.exitCode !== 0) break;
    }
    return last;
  }

  /** What is pending is cleared by itself, and is nobody's business. */
  private withoutWarning({ exitCode, output }: Ran): Ran {
    return { exitCode: /pending/i.test(output) ? -1 : exitCode, output };
  }

  private async isLocked(): Promise<boolean> {
    const folder = join(this.lab.project.folder, "state", ".pulumi", "locks");
    const files = await readdir(folder, { recursive: true }).catch(() => []);
    // Also one that was not yet renamed.
    return files.some(file => /\.json(\.|$)/.test(file));
  }

  /** Ids of the room's VMs. */
  private ids(): string[] {
    return this.lab.simulator
      .vms()
      .filter(isOurs)
      .map(vm => vm.id);
  }

  private async roomFaults(operation: Operation, idsAtKill: readonly string[]): Promise<string[]> {
    const now = this.ids();
    const lost = operation === "rebuild" ? [] : idsAtKill.filter(id => !now.includes(id));
    const noChange = await this.lab.project.up("--expect-no-changes");
    return [
      ...(await roomFaults(this.lab, this.wanted)),
      ...lost.map(id => `the VM ${id} was there at the kill, and was made again`),
      ...(noChange.exitCode === 0 ? [] : [`one more run would change something:\n${noChange.output}`]),
    ];
  }

  private async stateFaults(operation: Operation): Promise<string[]> {
    const { deployment } = JSON.parse(await this.lab.project.stateText());
    const pending: { type: string; resource: { urn: string } }[] = deployment.pending_operations ?? [];
    const resources: { urn: string; delete?: boolean; pendingReplacement?: boolean }[] =
      deployment.resources ?? [];
    const halves = resources.filter(resource => resource.delete || resource.pendingReplacement);
    const left = operation === "destroy" ? resources.filter(({ urn }) => urn.includes("ovirt:")) : [];
    return [
      ...pending.map(({ type, resource }) => `the state has pending: ${type} ${resource.urn}`),
      ...halves.map(({ urn }) => `the state has a half-done ${urn}`),
      ...left.map(({ urn }) => `the state still has ${urn}`),
    ];
  }
}

/** Seconds in which what is ours has ended after Pulumi, on a busy machine. */
const patience = 10;

/** What of ours still lives then, in words. Pulumi's own language host stays, and has nothing to do. */
async function orphansOf(killed: KillableRun): Promise<string[]> {
  const ours = () =>
    killed
      .commandLines()
      .split("\n")
      .filter(line => line !== "" && !line.includes("pulumi-language-"));
  for (let tries = 0; tries < 10 * patience && ours().length > 0; tries++) {
    await new Promise(done => setTimeout(done, 100));
  }
  return ours().map(line => `it lives on ${patience} s later: ${line.replaceAll("\0", " ")}`);
}
