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

/** Vm -> Nic -> Sysprep -> Permission and Snapshot -> Power. */
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
    const delivered = this.upload(args, nic, { ...below, deletedWith: vm });
    const sysprep = this.sysprep(args, nic, { ...below, dependsOn: [...delivered] });
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
  private upload(args: SeatArgs, { vmId, mac }: Link, goes: Below): readonly pulumi.Resource[] {
    const { seat, uploads, answerFile, again } = args;
    if (!uploads) return [];
    const asked = again === undefined ? {} : { again };
    return [uploadFloppy(seat.name, uploads, { vmId, mac, answerFile, ...asked }, goes)];
  }

  private sysprep({ seat, answerFile, delivery }: SeatArgs, { vmId }: Link, below: Below) {
    const { os, timeZone, usb, stateless } = seat.settings;
    const inputs = { vmId, answerFile, delivery, os, timeZone, usb, stateless };
    return new SeatResource<SysprepInputs>("Sysprep", seat.name, inputs, below);
  }

  /**
   * What a finished VM gets: nothing of it before Windows is set up, and the start after all of it.
   *
   * @returns what is done last
   */
  private finish(
    args: SeatArgs,
    { vm, nic, sysprep }: { vm: pulumi.Resource; nic: Made; sysprep: Made },
    below: Below,
  ): readonly Made[] {
    const { name, settings } = args.seat;
    const { snapshotDescription, reset } = args;
    const wanted = new Set(resourcesOf({ settings, snapshotDescription, reset }));
    const { vmId } = sysprep;
    // Only these two ask the engine for their removal; with the VM they go by themselves.
    const goes = { ...below, deletedWith: vm };
    const account = settings.thinClientUser;
    const permission =
      account !== undefined &&
      new SeatResource<PermissionInputs>(
        "Permission",
        name,
        { vmId, account, role: settings.thinClientRole },
        goes,
      );
    const description = snapshotDescription;
    const snapshot =
      wanted.has("Snapshot") &&
      new SeatResource<SnapshotInputs>(
        "Snapshot",
        name,
        { vmId, description, ...(namesMac(description) ? { mac: nic.mac } : {}) },
        goes,
      );
    const made = [permission, snapshot].filter(one => one !== false);
    // The id comes from one of those that keep it among their outputs (`dynamic-providers/host/kept-state.ts`).
    const set = { vmId: (permission || sysprep).vmId, after: made.length > 0 ? made : [sysprep] };
    const finished = wanted.has("Reset") ? this.reset(args, set, below) : set;
    return wanted.has("Power") ? this.start(args, finished, below) : finished.after;
  }

  private reset({ seat, reset }: SeatArgs, set: Finished, below: Below): Finished {
    if (reset === undefined) return set;
    const options = { ...below, dependsOn: [...set.after] };
    const inputs = { vmId: set.vmId, word: reset };
    return { ...set, after: [new SeatResource<ResetInputs>("Reset", seat.name, inputs, options)] };
  }

  private start({ seat, domain }: SeatArgs, { vmId, after }: Finished, below: Below): readonly Made[] {
    const { name, settings, address } = seat;
    const expected =
      settings.verify === "guest" ? { address, ...(domain === undefined ? {} : { domain }) } : {};
    const options = { ...below, dependsOn: [...after] };
    return [new SeatResource<PowerInputs>("Power", name, { vmId, ...expected }, options)];
  }
}

/** A finished VM: its id, and what has to be done before it is started. */
interface Finished {
  readonly vmId: pulumi.Output<string>;
  readonly after: readonly Made[];
}
/** A resource that others come after. */
type Made = SeatResource<unknown>;
/** What it hands on. */
type Link = Pick<Made, "vmId" | "mac">;
/** Options of everything below the Vm. */
type Below = pulumi.CustomResourceOptions;
