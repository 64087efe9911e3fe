/**
 * @module VMs of a room that Pulumi's state does not know: a rollout takes them over when they are made as the settings
 * say, and makes them anew when they are not. Pulumi calls both a creation.
 */

import { answerFileDigest } from "../answer-file/for-seat";
import { loadTemplate } from "../answer-file/template";
import { makeOf } from "../room/make";
import type { Seat } from "../room/seat";
import type { SeatReport } from "./report";
import type { DefinedRoom, Room } from "./room";
import { RoomEngine } from "./room-engine";
import { ownVms } from "./seat-vms";

/** The plan, in which seats whose finished VM would be lost are made anew. */
export async function withLosses(
  plan: readonly SeatReport[],
  room: Room,
  defined: DefinedRoom,
): Promise<SeatReport[]> {
  if (!plan.some(({ outcome }) => outcome === "made")) return [...plan];
  const lost = await otherwiseMade(room, defined);
  return plan.map(report =>
    report.outcome === "made" && lost.has(report.seat) ? { ...report, outcome: "made anew" } : report,
  );
}

/** Names of the seats whose VM is set up, and is not made as the settings say. */
async function otherwiseMade(room: Room, { seats, settings }: DefinedRoom): Promise<Set<string>> {
  const engine = await RoomEngine.open(room);
  try {
    const finished = (await ownVms(engine)).filter(({ marker }) => marker.phase === "ready");
    const makes = new Map(finished.map(({ marker }) => [marker.seat, marker.make]));
    const makeOfSeat = (seat: Seat) => {
      const file = seat.settings.answerFileTemplate;
      const answerFile = answerFileDigest(seat, settings, loadTemplate(room.templateText(file), file));
      return makeOf({ ...seat.settings, answerFile });
    };
    const others = seats.filter(seat => makes.has(seat.name) && makes.get(seat.name) !== makeOfSeat(seat));
    return new Set(others.map(seat => seat.name));
  } finally {
    await engine.close();
  }
}
