/** @module The VMs that Pulumi's state holds, as the engine has them now; whether one is gone. */

import type { Engine } from "../../ovirt/engine";
import { EngineError } from "../../ovirt/errors";
import type { Vm } from "../../ovirt/vm";
import { markerSearch, type Owner } from "../../room/marker";
import { isTakenOver } from "../../room/seat-vm";
import { Once } from "./once";

export class KnownVms {
  private readonly once = new Once();

  constructor(private readonly engine: Engine) {}

  /**
   * @returns undefined when it is gone
   * @throws EngineError when the engine may only not show it to this account
   */
  async find(vmId: string, seat: string): Promise<Vm | undefined> {
    const vm = await this.engine.vms.find(vmId, seat);
    if (!vm) await this.requireSight(seat);
    return vm;
  }

  /**
   * For a refresh: who asks within the same second is served from one list of the room.
   *
   * @returns undefined when it is gone, or another's by now
   */
  async listed(owner: Owner, vmId: string): Promise<Vm | undefined> {
    const second = Math.floor(Date.now() / 1000);
    const vms = await this.once.get(`list ${second}`, async () => {
      const room = markerSearch(owner.project, owner.stack);
      const list = await this.engine.vms.search(room, "reading the room's VMs");
      return new Map(list.map(vm => [vm.id, vm]));
    });
    const vm = vms.get(vmId) ?? (await this.find(vmId, owner.seat));
    return vm && !isTakenOver(owner, vm) ? vm : undefined;
  }

  /** As `listed`, with the settings that the VM has from its next run on: it has been changed to them. */
  async settled(owner: Owner, vmId: string): Promise<Vm | undefined> {
    const vm = await this.listed(owner, vmId);
    return vm && this.engine.vms.withNextRun(vm);
  }

  /** To who is no administrator the engine says of a VM of others what it says of one that is gone (exchange alice-delete-foreign-vm). */
  private async requireSight(seat: string): Promise<void> {
    if (await this.once.get("sight", () => this.engine.about.seesEverything())) return;
    throw new EngineError({
      code: "forbidden",
      operation: `looking for VM ${seat}`,
      message:
        "the engine shows no such VM to this account, which sees only what is its own: it may be there or gone",
      remedy:
        "Give the account of engine.username an administrator's role on the room's clusters. If the VM is gone for certain, take its resources out of the state: pulumi stack --show-urns --stack ROOM, then pulumi state delete URN --stack ROOM",
    });
  }
}
