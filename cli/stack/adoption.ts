/**
 * @module VMs of a room that Pulumi's state does not know: a rollout takes them over when they are made as the settings
 * say, and makes them anew when they are not. Pulumi calls both a creation.
 */

import { answerFileDigest } from "../../answer-file/for-seat";
import { loadTemplate } from "../../answer-file/template";
import { makeOf } from "../../room/make";
import type { Marker } from "../../room/marker";
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
  finished: FinishedMarkers,
): Promise<SeatResult[]> {
  if (!plan.some(({ outcome }) => outcome === "made")) return [...plan];
  const lost = otherwiseMade(room, defined, await finished());
  return plan.map(result =>
    result.outcome === "made" && lost.has(result.seat) ? { ...result, outcome: "made anew" } : result,
  );
}

/** Names of the seats whose VM is set up, and is not made as the settings say. */
function otherwiseMade(
  room: Room,
  { seats, settings }: DefinedRoom,
  finished: ReadonlyMap<string, Marker>,
): Set<string> {
  const makeOfSeat = (seat: Seat) => {
    const file = seat.settings.answerFileTemplate;
    const answerFile = answerFileDigest(seat, settings, loadTemplate(room.templateText(file), file));
    return makeOf({ ...seat.settings, answerFile });
  };
  const isOther = (seat: Seat) => {
    const there = finished.get(seat.name);
    return there !== undefined && there.make !== makeOfSeat(seat);
  };
  const others = seats.filter(isOther);
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

/** Gives what `finishedMarkers` does; who asks again may be given the same. */
export type FinishedMarkers = () => Promise<ReadonlyMap<string, Marker>>;

/** The markers of the VMs whose setup is finished, by the names of their seats: in others there is nothing to lose. */
export async function finishedMarkers(room: Room): Promise<ReadonlyMap<string, Marker>> {
  const engine = await RoomEngine.open(room);
  try {
    const finished = (await ownVms(engine)).filter(({ marker }) => marker.phase === "ready");
    return new Map(finished.map(({ marker }) => [marker.seat, marker]));
  } finally {
    await engine.close();
  }
}
