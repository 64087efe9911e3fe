/** @module Seat: the resources of one seat, and what waits for what. */

import * as pulumi from "@pulumi/pulumi";
import type { NicInputs } from "../dynamic-providers/nic";
import type { PermissionInputs } from "../dynamic-providers/permission";
import type { PowerInputs } from "../dynamic-providers/power";
import type { ResetInputs } from "../dynamic-providers/reset";
import type { SnapshotInputs } from "../dynamic-providers/snapshot";
import type { SysprepInputs } from "../dynamic-providers/sysprep";
import type { VmInputs } from "../dynamic-providers/vm";
import { type DeliveryKind, setupSystem } from "../room/delivery";
import { formatOwner } from "../room/owner";
import { seatType } from "../room/resource-types";
import type { Seat as SeatDefinition } from "../room/seat";
import { NicResource, SeatResource } from "./resource";

export interface SeatArgs {
  readonly project: string;
  readonly seat: SeatDefinition;
  /** Digest of the seat's answer file: when it changes, the seat is made anew. */
  readonly answerFile: string;
  /** How the answer file reaches Windows. */
  readonly delivery: DeliveryKind;
  /** The snapshot's description but for what a run brings; empty for no snapshot. */
  readonly snapshotDescription: string;
  /** Id of the VM whose setup failed in an earlier run. */
  readonly rebuild?: string;
  /** The word by which a reset was asked for. */
  readonly reset?: string;
  /** Domain that the guest agent has to report, where the settings name one. */
  readonly domain?: string;
}

/** Vm -> Nic -> Sysprep -> Permission and Snapshot -> Power. */
export class Seat extends pulumi.ComponentResource {
  /** What is done last: who waits for it waits for the finished seat. */
  readonly last: readonly pulumi.Resource[];

  /** @param waitFor what has to be finished before this seat's VM is touched: the canary */
  constructor(args: SeatArgs, waitFor: readonly pulumi.Resource[], options: pulumi.ComponentResourceOptions) {
    const { name, settings } = args.seat;
    super(seatType, name, {}, options);
    const owner = formatOwner({ project: args.project, stack: args.seat.room, seat: name });
    const { vm, below } = this.vm(owner, args, waitFor);
    const nic = new NicResource<NicInputs>(
      name,
      {
        owner,
        vmId: vm.id,
        cluster: settings.cluster,
        network: settings.networkName,
        ...(settings.vnicProfile === undefined ? {} : { vnicProfile: settings.vnicProfile }),
      },
      below,
    );
    const sysprep = this.sysprep(owner, args, vm.id, nic.mac, below);
    this.last = this.finish(owner, args, { vm, nic, sysprep }, below);
    this.registerOutputs({});
  }

  private vm(owner: string, args: SeatArgs, waitFor: readonly pulumi.Resource[]) {
    const { name, settings } = args.seat;
    const setup = setupSystem(settings, args.delivery);
    const vm = new SeatResource<VmInputs>(
      "Vm",
      name,
      {
        owner,
        cluster: settings.cluster,
        templateName: settings.templateName,
        ...(settings.templateVersion === undefined ? {} : { templateVersion: settings.templateVersion }),
        answerFile: args.answerFile,
        memory: settings.memory,
        description: settings.description,
        setupOs: setup.os,
        setupTimeZone: setup.timeZone,
        ...(args.rebuild === undefined ? {} : { rebuild: args.rebuild }),
      },
      { parent: this, deleteBeforeReplace: true, dependsOn: [...waitFor] },
    );
    return { vm, below: { parent: this, deletedWith: vm, deleteBeforeReplace: true } };
  }

  private sysprep(
    owner: string,
    { seat, answerFile, delivery }: SeatArgs,
    vmId: pulumi.Output<string>,
    mac: pulumi.Output<string>,
    below: pulumi.CustomResourceOptions,
  ) {
    const { os, timeZone, usb, stateless } = seat.settings;
    const inputs = { owner, vmId, mac, answerFile, delivery, os, timeZone, usb, stateless };
    return new SeatResource<SysprepInputs>("Sysprep", seat.name, inputs, below);
  }

  /** What a finished VM gets: nothing of it before Windows is set up, and the start after all of it. */
  private finish(
    owner: string,
    args: SeatArgs,
    made: { vm: pulumi.CustomResource; nic: NicResource<NicInputs>; sysprep: pulumi.CustomResource },
    below: pulumi.CustomResourceOptions,
  ): pulumi.Resource[] {
    const { name, settings } = args.seat;
    const vmId = made.vm.id;
    const after: pulumi.Resource[] = [made.sysprep];
    const finished = { ...below, dependsOn: made.sysprep };
    if (settings.thinClientUser !== undefined) {
      const inputs = { owner, vmId, account: settings.thinClientUser, role: settings.thinClientRole };
      after.push(new SeatResource<PermissionInputs>("Permission", name, inputs, finished));
    }
    if (args.snapshotDescription !== "" && !settings.stateless) {
      const inputs = { owner, vmId, mac: made.nic.mac, description: args.snapshotDescription };
      after.push(new SeatResource<SnapshotInputs>("Snapshot", name, inputs, finished));
    }
    if (args.reset !== undefined) {
      const inputs = { owner, vmId, word: args.reset };
      after.push(new SeatResource<ResetInputs>("Reset", name, inputs, { ...below, dependsOn: [...after] }));
    }
    if (!settings.rolloutStartVm) return after;
    const { verify } = settings;
    const domain = args.domain === undefined ? {} : { domain: args.domain };
    const expected = verify === "guest" ? { verify, address: args.seat.address, ...domain } : { verify };
    const options = { ...below, dependsOn: after };
    return [new SeatResource<PowerInputs>("Power", name, { owner, vmId, ...expected }, options)];
  }
}
