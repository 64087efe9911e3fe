/** @module Seat: the resources of one seat, and what waits for what. */

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
  /** Whether an earlier run has begun the seat's setup and not finished it, and nothing of it runs. */
  readonly begun?: boolean;
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
    const nic = this.nic(owner, args, vm.id, below);
    const delivered = this.upload(owner, args, nic, { ...below, deletedWith: vm });
    const sysprep = this.sysprep(owner, args, nic, { ...below, dependsOn: [...delivered] });
    this.last = this.finish(owner, args, sysprep, vm, below);
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
    return { vm, below: { parent: this, deleteBeforeReplace: true } };
  }

  private nic(owner: string, { seat }: SeatArgs, vmId: pulumi.Output<string>, below: Below) {
    const { cluster, networkName: network, vnicProfile } = seat.settings;
    const profile = vnicProfile === undefined ? {} : { vnicProfile };
    return new SeatResource<NicInputs>(
      "Nic",
      seat.name,
      { owner, vmId, cluster, network, ...profile },
      below,
    );
  }

  /** @returns what has to be done before Windows is started */
  private upload(
    owner: string,
    args: SeatArgs,
    { vmId, mac }: Link,
    goes: Below,
  ): readonly pulumi.Resource[] {
    const { seat, uploads, answerFile, begun } = args;
    if (!uploads) return [];
    const again = begun ? { again: true } : {};
    return [uploadFloppy(seat.name, uploads, { owner, vmId, mac, answerFile, ...again }, goes)];
  }

  private sysprep(
    owner: string,
    { seat, answerFile, delivery }: SeatArgs,
    { vmId, mac }: Link,
    below: Below,
  ) {
    const { os, timeZone, usb, stateless } = seat.settings;
    const inputs = { owner, vmId, mac, answerFile, delivery, os, timeZone, usb, stateless };
    return new SeatResource<SysprepInputs>("Sysprep", seat.name, inputs, below);
  }

  /**
   * What a finished VM gets: nothing of it before Windows is set up, and the start after all of it.
   *
   * @returns what is done last
   */
  private finish(
    owner: string,
    args: SeatArgs,
    sysprep: Made,
    vm: pulumi.Resource,
    below: Below,
  ): readonly Made[] {
    const { name, settings } = args.seat;
    const { snapshotDescription, reset } = args;
    const wanted = new Set(resourcesOf({ settings, snapshotDescription, reset }));
    const { vmId, mac } = sysprep;
    // Only these two ask the engine for their removal; with the VM they go by themselves.
    const goes = { ...below, deletedWith: vm };
    const finished: Made[] = [];
    if (settings.thinClientUser !== undefined) {
      const inputs = { owner, vmId, account: settings.thinClientUser, role: settings.thinClientRole };
      finished.push(new SeatResource<PermissionInputs>("Permission", name, inputs, goes));
    }
    if (wanted.has("Snapshot")) {
      const description = snapshotDescription;
      const inputs = { owner, vmId, description, ...(namesMac(description) ? { mac } : {}) };
      finished.push(new SeatResource<SnapshotInputs>("Snapshot", name, inputs, goes));
    }
    const set = finished.length > 0 ? finished : [sysprep];
    const after = this.reset(owner, args, set, below);
    return wanted.has("Power") ? this.start(owner, args, after, below) : after;
  }

  private reset(
    owner: string,
    { seat, reset }: SeatArgs,
    after: readonly Made[],
    below: Below,
  ): readonly Made[] {
    const [first] = after;
    if (reset === undefined || !first) return after;
    const options = { ...below, dependsOn: [...after] };
    return [
      new SeatResource<ResetInputs>("Reset", seat.name, { owner, vmId: first.vmId, word: reset }, options),
    ];
  }

  private start(owner: string, args: SeatArgs, after: readonly Made[], below: Below): readonly Made[] {
    const { name, settings, address } = args.seat;
    const [first] = after;
    if (!first) return after;
    const domain = args.domain === undefined ? {} : { domain: args.domain };
    const expected = settings.verify === "guest" ? { address, ...domain } : {};
    const inputs = { owner, vmId: first.vmId, ...expected };
    return [new SeatResource<PowerInputs>("Power", name, inputs, { ...below, dependsOn: [...after] })];
  }
}

/** A resource that others come after. */
type Made = SeatResource<unknown>;
/** What it hands on. */
type Link = Pick<Made, "vmId" | "mac">;
/** Options of everything below the Vm. */
type Below = pulumi.CustomResourceOptions;
