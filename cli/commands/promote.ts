/** @module `virtroom promote`: takes what was tried in one room over to others. */

import { Command } from "commander";
import { haveCommonGroup, type Promotion, planPromotion, unknownToAll } from "../../room/settings/promotion";
import { settingsInFile, withSettings } from "../../room/settings/stack-file";
import { confirm } from "../ask";
import { openRoom } from "../open-room";
import { findProject, type Project } from "../project";
import { NoStackError } from "../pulumi/error";
import { definedRoom } from "../room/room";
import { examplesText } from "../room-command";
import { promotionText } from "../settings/promotion-text";
import { checkRoomFile, inFile, readRoomFile, writeRoomFile } from "../settings/settings-file";
import { print, tell } from "../terminal";
import { exitCodes, UserError } from "../user-error";
import { Rollout } from "./rollout";

interface Options {
  readonly with?: string[];
  readonly keep?: string[];
  readonly yes?: true;
  readonly force?: true;
  readonly json?: true;
}

export function promoteCommand(): Command {
  const more = (setting: string, before: string[] = []) => [...before, setting];
  return new Command("promote")
    .summary("take what was tried in one room over to others")
    .description(
      "Takes the settings of one room over to others, as far as they describe the image and the seats' make: template, " +
        "answer file, memory, operating system, snapshots, waves, limits. What is a room's own stays: names, ids, " +
        "addresses, network, cluster, accounts, secrets, and what only that room says. Shows what changes, asks, and " +
        "writes the settings files; nothing is rolled out. The first room must be rolled out with the settings that it has.",
    )
    .argument("<from>", "the room that was tried")
    .argument("<to...>", "the rooms that get its settings")
    .option("--with <setting>", "take this over, too, like cluster or values.locale", more)
    .option("--keep <setting>", "leave this as it is, like memory or groups.teacher", more)
    .option("--force", "also from a room that was not rolled out with these settings")
    .option("--yes", "do not ask")
    .option("--json", "print the result for machines")
    .addHelpText(
      "after",
      examplesText([
        ["virtroom promote lab room01 room02", "two rooms get what was tried in the lab"],
        ["virtroom promote lab room01 --keep memory", "but the room's own memory stays"],
      ]),
    )
    .action(async (from: string, to: string[], options: Options) => {
      process.exitCode = await promote(from, to, options);
    });
}

async function promote(from: string, to: readonly string[], options: Options): Promise<number> {
  const project = findProject(process.cwd());
  process.chdir(project.folder);
  const plans = [...new Set(to)].map(room => plan(project, from, room, options));
  refuseUnknown(from, plans);
  const news = plans.map(({ room, text }) => ({ room, text }));
  for (const file of news) checkRoomFile(project, file, news);
  if (!options.force) await ensureRolledOut(project, from);
  if (!options.json)
    for (const { room, promotion } of plans)
      print(promotionText({ project: project.name, from, to: room }, promotion));
  const changed = plans.filter(({ promotion }) => promotion.changes.length > 0);
  const rooms = changed.map(({ room }) => room).join(", ");
  const written =
    changed.length > 0 && (await confirm(`Write the settings of ${rooms}?`, options.yes === true));
  if (written) for (const file of changed) writeRoomFile(project, file);
  if (options.json) print(JSON.stringify(resultOf(from, plans, written), null, 2));
  else if (written)
    tell(`Written. To roll out: ${changed.map(({ room }) => `virtroom rollout ${room}`).join("; ")}`);
  return written || changed.length === 0 ? exitCodes.done : exitCodes.failed;
}

interface Plan {
  readonly room: string;
  readonly promotion: Promotion;
  /** The settings file as it is going to be. */
  readonly text: string;
}

function plan(project: Project, from: string, to: string, options: Options): Plan {
  if (from === to) throw new UserError(`room ${to} has its own settings already`, "Name another room");
  const [tried, receiving] = [readRoomFile(project, from), readRoomFile(project, to)];
  const settings = [tried, receiving].map(({ room, text }) =>
    inFile(project, room, () => settingsInFile(project.name, text)),
  );
  const [there = {}, here = {}] = settings;
  if (!haveCommonGroup(there, here)) {
    throw new UserError(
      `rooms ${from} and ${to} have no group of the same name`,
      "Settings go over from group to group: give groups that are alike the same name",
    );
  }
  const promotion = planPromotion(there, here, { also: options.with ?? [], keep: options.keep ?? [] });
  const text =
    promotion.changes.length === 0
      ? receiving.text
      : inFile(project, to, () => withSettings(project.name, receiving.text, promotion.settings));
  return { room: to, promotion, text };
}

/** A wish may be about one of the rooms: only what none has is a slip of the pen. */
function refuseUnknown(from: string, plans: readonly Plan[]): void {
  const unknown = unknownToAll(plans.map(({ promotion }) => promotion));
  if (unknown.length === 0) return;
  throw new UserError(
    `neither ${from} nor ${plans.map(({ room }) => room).join(", ")} has a setting ${unknown.join(", ")} that can go over`,
    "Name it as docs/settings.md does, like memory, groups.teacher or values.locale; secrets are set in each room by hand",
  );
}

/** What was tried is what a preview finds nothing to do about. */
async function ensureRolledOut(project: Project, from: string): Promise<void> {
  const untried = (why: string) =>
    new UserError(
      `room ${from} was not rolled out with the settings that it has: ${why}`,
      `Try them first: virtroom rollout ${from}; or say --force`,
      exitCodes.failed,
    );
  const room = await openRoom(project, from).catch(error => {
    throw error instanceof NoStackError ? untried("it has no stack") : error;
  });
  try {
    const rollout = await Rollout.open(room, definedRoom(room), undefined);
    const seats = (await rollout.plan()).seats.filter(({ outcome }) => outcome !== "unchanged");
    if (seats.length === 0) return;
    const [first] = seats;
    const others = seats.length > 1 ? ` and ${seats.length - 1} more` : "";
    throw untried(`${first?.seat}${others} would be ${first?.outcome}`);
  } finally {
    await room.close();
  }
}

function resultOf(from: string, plans: readonly Plan[], written: boolean) {
  return {
    from,
    written,
    rooms: plans.map(({ room, promotion: { settings: _, unknownWishes: __, ...promotion } }) => ({
      room,
      ...promotion,
    })),
  };
}
