/** @module `virtroom show`: the seats of a room, and what is there of them. */

import type { Command } from "commander";
import pLimit from "p-limit";
import type { Snapshot } from "../../ovirt/snapshot";
import type { Vm } from "../../ovirt/vm";
import type { Seat } from "../../room/seat";
import type { SeatVm } from "../../room/seat-vm";
import { finds } from "../../room/text/pattern";
import { type RoomView, type SeatView, type SnapshotView, showTable } from "../outcome/show-table";
import { definedRoom, type Room } from "../room/room";
import { RoomEngine } from "../room/room-engine";
import { ownVms, seatVms } from "../room/seat-vms";
import { roomCommand } from "../room-command";
import { print, tellNotes } from "../terminal";
import { exitCodes } from "../user-error";

export function showCommand(): Command {
  return roomCommand({
    name: "show",
    summary: "show the seats of a room, and what is there of them",
    description: `Shows each seat of a room: its settings, whether its VM exists and is the room's own, its status, the
name and addresses that the guest agent reports, its snapshots, and those that a reset would go back to.`,
    parallel: "seats asked for at once (default: all)",
    examples: [
      ["virtroom show room01", "a table"],
      [
        "virtroom show room01 --json | jq '.seats[] | select(.status != \"up\") | .name'",
        "the seats that are not up",
      ],
      ["virtroom show room01 --config ~/amoothei-vm-rollout.conf", "from an old configuration"],
    ],
    work: async (room, { json, parallel }) => {
      tellNotes(room);
      const view = await lookAt(room, parallel ?? Number.POSITIVE_INFINITY);
      print(json ? JSON.stringify(view, null, 2) : showTable(view));
      return exitCodes.done;
    },
  });
}

async function lookAt(room: Room, parallel: number): Promise<RoomView> {
  const { settings, seats } = definedRoom(room);
  const engine = await RoomEngine.open(room);
  try {
    const [vms, own] = await Promise.all([seatVms(engine, seats), ownVms(engine)]);
    const limit = pLimit(parallel);
    const nobody: SeatVm<Vm> = { whose: "nobody" };
    const views = seats.map(seat => limit(() => seatView(seat, vms.get(seat.name) ?? nobody, engine)));
    const leftover = own.filter(({ vm }) => !vms.has(vm.name));
    return {
      room: room.name,
      settings: room.origin,
      engine: settings.engine.url,
      seats: await Promise.all(views),
      withoutSeat: leftover.map(({ vm }) => ({ name: vm.name, status: vm.status })),
    };
  } finally {
    await engine.close();
  }
}

async function seatView(seat: Seat, found: SeatVm<Vm>, engine: RoomEngine): Promise<SeatView> {
  const { settings } = seat;
  const wanted = {
    name: seat.name,
    group: seat.group,
    address: `${seat.address}/${settings.netmaskSuffix}`,
    gateway: settings.defaultGateway,
    network: settings.networkName,
    cluster: settings.cluster,
    template: settings.templateName,
    memory: settings.memory,
    os: settings.os,
    resetToSnapshotRegex: settings.resetToSnapshotRegex,
  };
  if (found.whose === "nobody") {
    return { ...wanted, vm: "missing", stateless: settings.stateless, guest: noGuest, snapshots: [] };
  }
  const { vm, whose } = found;
  const [guest, snapshots] = await Promise.all([guestOf(vm, engine), snapshotsOf(vm, seat, engine)]);
  return {
    ...wanted,
    vm: whose,
    vmId: vm.id,
    ...(found.whose === "ours" ? { setup: found.marker.phase } : {}),
    status: vm.status,
    stateless: vm.stateless,
    guest,
    snapshots,
  };
}

const noGuest: SeatView["guest"] = { addresses: [] };

async function guestOf(vm: Vm, engine: RoomEngine): Promise<SeatView["guest"]> {
  if (vm.status === "down" || vm.status === "image_locked") return noGuest;
  const addresses = await engine.conversation.engine.vms.reportedAddresses(vm.id, vm.name);
  return { ...(vm.fqdn ? { name: vm.fqdn } : {}), addresses };
}

async function snapshotsOf(vm: Vm, seat: Seat, engine: RoomEngine): Promise<SnapshotView[]> {
  const snapshots = await engine.conversation.engine.snapshots.list(vm.id, vm.name);
  return snapshots.filter(isOfPeople).map(({ description, status }) => ({
    description,
    status,
    matches: finds(seat.settings.resetToSnapshotRegex, description),
  }));
}

/** The engine's list has the running state, and its own snapshots of stateless VMs, too. */
function isOfPeople(snapshot: Snapshot): boolean {
  return snapshot.type === "regular";
}
