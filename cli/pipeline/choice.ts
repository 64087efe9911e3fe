/** @module Which rooms a job is about, in their order, and what is to be told of others. */

import { posix, relative, sep } from "node:path";
import { canaryFirst } from "../../room/settings/changed-rooms";
import { requireRoomName } from "../open-room";
import { type Project, realRooms, roomFile } from "../project";
import { callPulumi } from "../pulumi/command";
import { exitCodes, UserError } from "../user-error";
import { type Base, changesFrom, removedText } from "./changed-rooms";
import type { Job } from "./jobs";

export interface Asked {
  /** Named one by one; then nothing else counts. */
  readonly rooms: readonly string[];
  readonly base?: Base;
  /** A CI system gives an empty one for a variable that is not set. */
  readonly canary?: string;
}

export interface Choice {
  readonly rooms: readonly string[];
  readonly notes: readonly string[];
}

export async function chooseRooms(project: Project, job: Job, asked: Asked): Promise<Choice> {
  const canary = asked.canary || undefined;
  const known = realRooms(project);
  if (canary !== undefined && ![...known, ...asked.rooms].includes(canary)) {
    const there = known.length > 0 ? `There are: ${known.join(", ")}` : "There are no rooms yet";
    throw new UserError(`the canary ${canary} is no room`, `Correct --canary, in CI CANARY_ROOM. ${there}`);
  }
  const { rooms, notes } = await roomsOf(project, job, asked);
  const absent = canary !== undefined && rooms.length > 0 && !rooms.includes(canary);
  return {
    rooms: canaryFirst(rooms, canary),
    notes: absent ? [...notes, `${canary}: the canary is not among these rooms`] : notes,
  };
}

async function roomsOf(project: Project, job: Job, { rooms, base }: Asked): Promise<Choice> {
  if (rooms.length > 0) {
    for (const room of rooms) requireRoomName(room);
    return { rooms, notes: [] };
  }
  if (base !== undefined) return changedOf(project, job, base);
  if (job.rooms === "changed") {
    throw new UserError("it is not said which rooms", "Name them, or say --since with a commit");
  }
  return rolledOutOf(realRooms(project), await fullStacks(project));
}

async function changedOf(project: Project, job: Job, base: Base): Promise<Choice> {
  const { rooms, removed } = await changesFrom(project, base);
  if (job.careful && removed.length > 0) {
    const full = await fullStacks(project);
    const left = removed.filter(room => full.has(room));
    if (left.length > 0) throw leftBehind(project, left, base);
  }
  return { rooms: rooms.map(({ room }) => room), notes: removed.map(removedText) };
}

/** A room with a new name would get the addresses of VMs that run, and nobody could delete these by their old one. */
function leftBehind(project: Project, rooms: readonly string[], base: Base): UserError {
  const commit = "before" in base ? base.before : base.since;
  const waysOut = rooms.map(room => {
    const file = relative(project.folder, roomFile(project, room)).split(sep).join(posix.sep);
    return `git show ${commit}:./${file} > ${file} && virtroom delete ${room} && rm ${file}`;
  });
  return new UserError(
    `the settings of ${rooms.join(", ")} are gone, and what was rolled out with them is still there`,
    `Delete it on a machine that has CI's PULUMI_BACKEND_URL, then run this again:\n${waysOut.join("\n")}`,
    exitCodes.failed,
  );
}

/** @param full names of stacks that have something @throws UserError when none is a room's: the state is another one */
export function rolledOutOf(rooms: readonly string[], full: ReadonlySet<string>): Choice {
  const [there, never] = [rooms.filter(room => full.has(room)), rooms.filter(room => !full.has(room))];
  if (never.length > 0 && there.length === 0) {
    throw new UserError(
      "no room was ever rolled out, as far as the state knows",
      "Roll one out: virtroom rollout ROOM. In a new place for the state that takes over the VMs that are there; whether it is the right one: pulumi whoami -v",
      exitCodes.failed,
    );
  }
  const others = [...full].filter(room => !rooms.includes(room)).sort();
  return {
    rooms: there,
    notes: [
      ...never.map(room => `${room}: never rolled out`),
      ...others.map(room => `${room}: was rolled out, and has no settings here, which its deletion needs`),
    ],
  };
}

interface ListedStack {
  readonly name: string;
  readonly resourceCount?: number;
}

/** The stacks that have something, by the names of their rooms. */
async function fullStacks({ folder }: Project): Promise<Set<string>> {
  const listed: ListedStack[] = JSON.parse(await callPulumi(["stack", "ls", "--json"], { folder, room: "" }));
  const full = listed.filter(({ resourceCount = 0 }) => resourceCount > 0);
  // Some backends put the owner and the project before the room.
  return new Set(full.map(({ name }) => name.slice(name.lastIndexOf("/") + 1)));
}
