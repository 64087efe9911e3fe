/**
 * @module VMs of a room that Pulumi's state does not know: a rollout takes them over when they are made as the settings
 * say, and makes them anew when they are not. Pulumi calls both a creation.
 */

import { answerFileDigest } from "../../answer-file/for-seat";
import { loadTemplate } from "../../answer-file/template";
import { makeOf } from "../../room/make";
import type { Seat } from "../../room/seat";
import type { SeatResult } from "../outcome/result";
import type { DefinedRoom, Room } from "../room/room";
import { RoomEngine } from "../room/room-engine";
import { ownVms } from "../room/seat-vms";
import { type ExportedState, vmsInState } from "./exported-state";

/** The plan, in which seats whose finished VM would be lost are made anew. */
export async function withLosses(
  plan: readonly SeatResult[],
  room: Room,
  defined: DefinedRoom,
): Promise<SeatResult[]> {
  if (!plan.some(({ outcome }) => outcome === "made")) return [...plan];
  const lost = await otherwiseMade(room, defined);
  return plan.map(result =>
    result.outcome === "made" && lost.has(result.seat) ? { ...result, outcome: "made anew" } : result,
  );
}

/** Names of the seats whose VM is set up, and is not made as the settings say. */
async function otherwiseMade(room: Room, { seats, settings }: DefinedRoom): Promise<Set<string>> {
  const makes = await finishedMakes(room);
  const makeOfSeat = (seat: Seat) => {
    const file = seat.settings.answerFileTemplate;
    const answerFile = answerFileDigest(seat, settings, loadTemplate(room.templateText(file), file));
    return makeOf({ ...seat.settings, answerFile });
  };
  const others = seats.filter(seat => makes.has(seat.name) && makes.get(seat.name) !== makeOfSeat(seat));
  return new Set(others.map(seat => seat.name));
}

/**
 * Whether the state holds a VM of these seats that the engine has not: somebody has deleted it, or a run that was killed before
 * it wrote its state, and may have made another one in its place.
 */
export async function holdsLostVms(
  room: Room,
  names: readonly string[],
  exported: Promise<ExportedState>,
): Promise<boolean> {
  const [state, there] = await Promise.all([exported, idsOnEngine(room)]);
  const held = vmsInState(state);
  return names.some(name => held.has(name) && !there.has(held.get(name) ?? ""));
}

async function idsOnEngine(room: Room): Promise<ReadonlySet<string>> {
  const engine = await RoomEngine.open(room);
  try {
    return new Set((await ownVms(engine)).map(({ vm }) => vm.id));
  } finally {
    await engine.close();
  }
}

/** What the VMs were made from whose setup is finished, by the names of their seats: in others there is nothing to lose. */
export async function finishedMakes(room: Room): Promise<ReadonlyMap<string, string>> {
  const engine = await RoomEngine.open(room);
  try {
    const finished = (await ownVms(engine)).filter(({ marker }) => marker.phase === "ready");
    return new Map(finished.map(({ marker }) => [marker.seat, marker.make]));
  } finally {
    await engine.close();
  }
}
