/** @module One seat whose VM was made by hand, on an engine where nothing takes long, and the context that a verb has for it. */

import assert from "node:assert/strict";
import type { Context } from "../../dynamic-providers/conversation/context";
import { Conversation } from "../../dynamic-providers/conversation/conversation";
import { readerOf } from "../../dynamic-providers/host/handed-settings";
import { type Simulator, startSimulator } from "../../simulator";
import type { Vm } from "../../simulator/engine/vm";
import { byHand } from "./by-hand";
import { labSettings } from "./lab";
import { rawGroup } from "./room-settings";
import { until } from "./until";

const durations = {
  createThin: 20,
  createDisk: 20,
  createSnapshot: 20,
  restoreSnapshot: 60,
  waitForLaunch: 20,
  poweringUp: 20,
};

export class OneSeat {
  static readonly seat = "demo-vd01";
  /** As an older version has written it, or somebody by hand. */
  static readonly marker = `virtroom virtroom/demo/${OneSeat.seat} ready 0`;
  private readonly conversations: Conversation[] = [];

  private constructor(readonly simulator: Simulator) {}

  static async open(): Promise<OneSeat> {
    const bench = new OneSeat(await startSimulator({ durations }));
    await byHand(bench.simulator, "POST", "/vms", {
      name: OneSeat.seat,
      comment: OneSeat.marker,
      description: "student VM",
      template: { name: "tpl-linux" },
      cluster: { name: "Default" },
    });
    await until(() => bench.vm().status === "down");
    return bench;
  }

  vm(): Vm {
    const found = this.simulator.vm(OneSeat.seat);
    assert.ok(found);
    return found;
  }

  act(method: "POST" | "DELETE", path: string, body: object = {}): Promise<void> {
    const sent = method === "POST" ? body : undefined;
    return byHand(this.simulator, method, `/vms/${this.vm().id}${path}`, sent);
  }

  async snapshot(description = "after rollout"): Promise<void> {
    await this.act("POST", "/snapshots", { description, persist_memorystate: false });
    await until(() => this.vm().snapshots.every(({ status }) => status === "ok"));
  }

  async start(): Promise<void> {
    await this.act("POST", "/start");
    await until(() => this.vm().status === "up");
  }

  /** As in a run of its own. @param group changes to the settings of its group */
  context(group: object = {}, room: object = {}): Context {
    const settings = labSettings(this.simulator);
    const raw = {
      ...settings,
      sftp: undefined,
      engine: { ...(settings.engine as object), password: this.simulator.password, pollInterval: "100 ms" },
      groups: { students: rawGroup({ ids: "1", ...group }) },
      ...room,
    };
    const conversation = new Conversation(readerOf(raw), { show: () => {}, warn: () => {} });
    this.conversations.push(conversation);
    const { seat } = OneSeat;
    const owner = { project: "virtroom", stack: "demo", seat };
    return { conversation, owner, seat, show: () => {}, warn: () => {} };
  }

  async close(): Promise<void> {
    for (const conversation of this.conversations) await conversation.close();
    await this.simulator.stop();
  }
}
