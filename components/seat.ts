/** @module Seat: the resources of one seat, and what waits for what. */

import type { NicInputs } from "../dynamic-providers/nic";
import type { PermissionInputs } from "../dynamic-providers/permission";
import type { PowerInputs } from "../dynamic-providers/power";
import type { ResetInputs } from "../dynamic-providers/reset";
import type { SnapshotInputs } from "../dynamic-providers/snapshot";
import type { SysprepInputs } from "../dynamic-providers/sysprep";
import type { VmInputs } from "../dynamic-providers/vm";
import type { DeliveryKind } from "../room/delivery";
import { formatOwner } from "../room/owner";
import { seatType } from "../room/resource-types";
import type { Seat as SeatDefinition } from "../room/seat";
import { resourcesOf } from "../room/seat-resources";
import { namesMac } from "../room/snapshot-description";
import * as pulumi from "./pulumi";
import { SeatResource } from "./resource";
import { type Uploads, uploadFloppy } from "./upload";

export interface SeatArgs {
  readonly project: string;
  readonly seat: SeatDefinition;
  /** Digest of the seat's answer file: when it changes, the seat is made anew. */
  readonly answerFile: string;
  /** How the answer file reaches Windows. */
  readonly delivery: DeliveryKind;
  /** With floppies that the site's own commands carry. */
  readonly uploads?: Uploads;
  /** A word of this run, when an earlier one has begun the seat's setup and not finished it, and nothing of it runs. */
  readonly again?: string;
  /** The snapshot's description but for what a run brings; empty for no snapshot. */
  readonly snapshotDescription: string;
  /** Id of the VM whose setup failed in an earlier run. */
  readonly rebuild?: string;
  /** The word by which a reset was asked for. */
  readonly reset?: string;
  /** Domain that the guest agent has to report, where the settings name one. */
  readonly domain?: string;
}

/**
 * Vm -> Nic -> Sysprep -> Permission and Snapshot -> Reset -> Power. That order is one of dependsOn alone, and all take the id
 * from the Vm: Pulumi makes a resource anew with the one that its inputs come from (docs/facts/pulumi.md), and of all of these
 * only another VM means another permission, snapshot, reset or start.
 */
export class Seat extends pulumi.ComponentResource {
  /** What is done last: who waits for it waits for the finished seat. */
  readonly last: readonly pulumi.Resource[];

  /** @param waitFor what has to be finished before this seat's VM is touched: the canary */
  constructor(args: SeatArgs, waitFor: readonly pulumi.Resource[], options: pulumi.ComponentResourceOptions) {
    const { name } = args.seat;
    super(seatType, name, {}, options);
    const owner = formatOwner({ project: args.project, stack: args.seat.room, seat: name });
    const { vm, below } = this.vm(owner, args, waitFor);
    const nic = this.nic(args, vm.id, below);
    const delivered = this.upload(args, { vm, nic }, below);
    const sysprep = this.sysprep(args, vm.id, { ...below, dependsOn: delivered });
    this.last = this.finish(args, { vm, nic, sysprep }, below);
    this.registerOutputs({});
  }

  private vm(owner: string, args: SeatArgs, waitFor: readonly pulumi.Resource[]) {
    const { name, settings } = args.seat;
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
        ...(args.rebuild === undefined ? {} : { rebuild: args.rebuild }),
      },
      { parent: this, deleteBeforeReplace: true, dependsOn: [...waitFor] },
    );
    return { vm, below: { parent: this, deleteBeforeReplace: true } };
  }

  private nic({ seat }: SeatArgs, vmId: pulumi.Output<string>, below: Below) {
    const { networkName: network, vnicProfile } = seat.settings;
    const profile = vnicProfile === undefined ? {} : { vnicProfile };
    return new SeatResource<NicInputs>("Nic", seat.name, { vmId, network, ...profile }, below);
  }

  /** @returns what has to be done before Windows is started */
  private upload(args: SeatArgs, { vm, nic }: Pick<Parts, "vm" | "nic">, below: Below): pulumi.Resource {
    const { seat, uploads, answerFile, again } = args;
    if (!uploads) return nic;
    const asked = again === undefined ? {} : { again };
    const inputs = { vmId: vm.id, mac: nic.mac, answerFile, ...asked };
    return uploadFloppy(seat.name, uploads, inputs, { ...below, deletedWith: vm });
  }

  private sysprep({ seat, answerFile, delivery }: SeatArgs, vmId: pulumi.Output<string>, below: Below) {
    const { os, timeZone, usb, stateless } = seat.settings;
    const inputs = { vmId, answerFile, delivery, os, timeZone, usb, stateless };
    return new SeatResource<SysprepInputs>("Sysprep", seat.name, inputs, below);
  }

  /**
   * What a finished VM gets: nothing of it before Windows is set up, and the start after all of it.
   *
   * @returns what is done last
   */
  private finish(args: SeatArgs, parts: Parts, below: Below): readonly Made[] {
    const { vm, sysprep } = parts;
    const { seat, snapshotDescription, reset } = args;
    const wanted = new Set(resourcesOf({ settings: seat.settings, snapshotDescription, reset }));
    // Only these two ask the engine for their removal; with the VM they go by themselves.
    const goes = { ...below, deletedWith: vm, dependsOn: sysprep };
    const made = [
      ...(wanted.has("Permission") ? this.permission(args, vm.id, goes) : []),
      ...(wanted.has("Snapshot") ? [this.snapshot(args, parts, goes)] : []),
    ];
    const set = made.length > 0 ? made : [sysprep];
    const finished = wanted.has("Reset") ? this.reset(args, vm.id, { ...below, dependsOn: set }) : set;
    return wanted.has("Power") ? this.start(args, vm.id, { ...below, dependsOn: [...finished] }) : finished;
  }

  private permission({ seat }: SeatArgs, vmId: pulumi.Output<string>, goes: Below): readonly Made[] {
    const { thinClientUser: account, thinClientRole: role } = seat.settings;
    if (account === undefined) return [];
    return [new SeatResource<PermissionInputs>("Permission", seat.name, { vmId, account, role }, goes)];
  }

  private snapshot({ seat, snapshotDescription }: SeatArgs, { vm, nic }: Parts, goes: Below): Made {
    const mac = namesMac(snapshotDescription) ? { mac: nic.mac } : {};
    const inputs = { vmId: vm.id, description: snapshotDescription, ...mac };
    return new SeatResource<SnapshotInputs>("Snapshot", seat.name, inputs, goes);
  }

  private reset({ seat, reset }: SeatArgs, vmId: pulumi.Output<string>, after: Below): readonly Made[] {
    if (reset === undefined) return [];
    return [new SeatResource<ResetInputs>("Reset", seat.name, { vmId, word: reset }, after)];
  }

  private start({ seat, domain }: SeatArgs, vmId: pulumi.Output<string>, after: Below): readonly Made[] {
    const { name, settings, address } = seat;
    const expected =
      settings.verify === "guest" ? { address, ...(domain === undefined ? {} : { domain }) } : {};
    return [new SeatResource<PowerInputs>("Power", name, { vmId, ...expected }, after)];
  }
}

/** A resource that others come after. */
type Made = SeatResource<unknown>;
/** What a finished VM is made of. */
interface Parts {
  readonly vm: Made;
  readonly nic: Made;
  readonly sysprep: Made;
}
/** Options of everything below the Vm. */
type Below = pulumi.CustomResourceOptions;
