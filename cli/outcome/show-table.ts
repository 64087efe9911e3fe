/** @module What `virtroom show` has found, and how it stands in a table. */

import Table from "cli-table3";
import type { VmStatus } from "../../ovirt/vm";
import type { Phase } from "../../room/marker";
import { formatSize } from "../../room/text/size";
import { ink } from "../terminal";

export interface RoomView {
  readonly room: string;
  /** File that the settings come from. */
  readonly settings: string;
  readonly engine: string;
  readonly seats: readonly SeatView[];
  /** VMs of the room that are no seat of its settings. */
  readonly withoutSeat: readonly { readonly name: string; readonly status: VmStatus }[];
}

export interface SeatView {
  readonly name: string;
  readonly group: string;
  /** With the prefix length, `192.0.2.11/24`. */
  readonly address: string;
  readonly gateway: string;
  readonly network: string;
  readonly cluster: string;
  readonly template: string;
  /** Bytes. */
  readonly memory: number;
  readonly os: string;
  readonly resetToSnapshotRegex: string;
  /** `foreign`: a VM of this name is somebody else's. */
  readonly vm: "missing" | "ours" | "foreign";
  readonly vmId?: string;
  /** How far its setup has come. */
  readonly setup?: Phase;
  readonly status?: VmStatus;
  /** Of the VM; of the settings when there is none. */
  readonly stateless: boolean;
  /** As the guest agent reports it. */
  readonly guest: { readonly name?: string; readonly addresses: readonly string[] };
  readonly snapshots: readonly SnapshotView[];
}

export interface SnapshotView {
  readonly description: string;
  readonly status: string;
  /** Whether it is one that a reset would go back to. */
  readonly matches: boolean;
}

export function showTable({ room, settings, engine, seats, withoutSeat }: RoomView): string {
  const table = new Table({
    head: ["Seat", "Group", "Settings", "VM", "Status", "Guest reports", "Snapshots"],
    style: { head: [], border: [], compact: true },
  });
  table.push(...seats.map(rowOf));
  const left = withoutSeat.map(
    vm => `${vm.name} (${vm.status}) is a VM of this room, and no seat of its settings`,
  );
  return [
    `Room ${ink.bold(room)}, settings of ${settings}, engine ${engine}`,
    table.toString(),
    ...(seats.some(seat => seat.snapshots.some(({ matches }) => matches))
      ? [`${ink.green("*")} what a reset goes back to`]
      : []),
    ...left,
  ].join("\n");
}

function rowOf(seat: SeatView): string[] {
  const { snapshots, guest } = seat;
  return [
    ink.bold(seat.name),
    seat.group,
    [seat.address, `${seat.template}, ${formatSize(seat.memory)}`].join("\n"),
    vmOf(seat),
    [statusOf(seat), ...(seat.stateless ? ["stateless"] : [])].join("\n"),
    [guest.name ?? "", ...guest.addresses].join("\n").trim(),
    snapshots.map(snapshotLine).join("\n"),
  ];
}

function vmOf({ vm, setup }: SeatView): string {
  if (vm === "foreign") return ink.red("foreign");
  if (vm === "missing") return ink.yellow("missing");
  if (setup === "ready") return "ours";
  return `ours, ${setup === "failed" ? ink.red("setup failed") : ink.yellow(setup ?? "")}`;
}

function statusOf({ status = "" }: { readonly status?: string }): string {
  return status === "up" ? ink.green(status) : status;
}

function snapshotLine({ description, status, matches }: SnapshotView): string {
  const locked = status === "ok" ? "" : ` (${status})`;
  return `${matches ? ink.green("*") : " "} ${description}${locked}`;
}
