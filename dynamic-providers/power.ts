/** @module Power: the start of a finished seat. What its users do with it afterwards is theirs. */

import { EngineError } from "../ovirt/errors";
import { lastRunEnd } from "../ovirt/event";
import { readOwned } from "./owned-vm";
import type { Provider, SeatInputs } from "./provider";
import { startVm } from "./start-vm";

export interface PowerInputs extends SeatInputs {
  readonly vmId: string;
}

export const powerProvider: Provider<PowerInputs> = {
  kind: "Power",
  replacedBy: ["owner", "vmId"],
  updatedBy: [],

  async create(inputs, context) {
    const { conversation, owner, seat } = context;
    const doing = `waiting for ${seat} to be up`;
    const { vm } = await readOwned(inputs.vmId, context, `starting VM ${seat}`);
    if (vm.status === "up") return { id: inputs.vmId, outputs: inputs };
    const waiter = conversation.waiter(owner);
    const since = await waiter.now();
    context.show("starting");
    await startVm(inputs.vmId, since, context);
    await waiter.wait({
      vmId: inputs.vmId,
      vmName: seat,
      doing,
      limit: conversation.connection.limits.boot,
      since,
      quiet: true,
      onNews: news => context.show(`starting (${news.vm?.status ?? "gone"})`),
      look: news => {
        if (news.vm?.status === "up") return { result: undefined };
        const end = lastRunEnd(news.events);
        const words =
          news.vm?.status === "paused" ? "the VM is paused" : end?.kind === "otherwise" && end.words;
        if (!words && news.vm) return undefined;
        throw new EngineError({
          code: "ended_otherwise",
          operation: doing,
          message: words || "the VM is gone",
          remedy: "Look at the VM's events and its host in the engine, then run again",
        });
      },
      remedy: "Look at the VM's console and events in the engine, then run again",
    });
    return { id: inputs.vmId, outputs: inputs };
  },

  async read(_id, outputs, { conversation, owner }) {
    return (await conversation.listed(owner, outputs.vmId)) && outputs;
  },
};
