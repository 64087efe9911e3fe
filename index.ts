/**
 * @module The program of a room's stack: settings -> seats -> preflight -> Room.
 *
 * Everything that can be known before a machine is made is found here, in a preview too: faults in the settings and in
 * the answer files, and whatever the engine lacks.
 */

import { randomUUID } from "node:crypto";
import { AnswerFileError } from "./answer-file/fault";
import { answerFileDigest, answerFileOf, snapshotDescriptionOf } from "./answer-file/for-seat";
import { settingsWarnings } from "./answer-file/settings-warnings";
import { loadTemplate, type Template } from "./answer-file/template";
import * as pulumi from "./components/pulumi";
import { quietSdk } from "./components/quiet-sdk";
import { Room, type RoomArgs } from "./components/room";
import type { SeatArgs } from "./components/seat";
import { uploadsBy } from "./components/upload";
import { checkSeatFiles, type SeatFile } from "./delivery/check-seats";
import { endWithPulumi } from "./dynamic-providers/host/end-with-pulumi";
import { roomFiles } from "./dynamic-providers/project/project";
import { readProjectFile } from "./dynamic-providers/project/project-file";
import { engineLog, openProjectLog } from "./dynamic-providers/project/project-log";
import { ProviderError } from "./dynamic-providers/provider-error";
import type { Log } from "./logging/log";
import { Engine } from "./ovirt/engine";
import { EngineError } from "./ovirt/errors";
import { readHolders } from "./ovirt/holders";
import { readInventory } from "./ovirt/inventory";
import type { Fault } from "./room/fault/fault";
import { faultTable } from "./room/fault/fault-table";
import { makeOf } from "./room/make";
import { markerSearch } from "./room/marker";
import { handoverOf, heldAddresses } from "./room/preflight/held-addresses";
import type { Inventory } from "./room/preflight/inventory";
import { collisions } from "./room/preflight/other-rooms";
import { deliveryOf, preflight } from "./room/preflight/preflight";
import { protectedVms } from "./room/preflight/protected-vms";
import { type FoundSeat, leftVms, leftWarnings, seatStates } from "./room/preflight/room-vms";
import { type Seat, seatsOf } from "./room/seat";
import { checkSeats } from "./room/seat-checks";
import { configValue } from "./room/settings/config-value";
import { atOldKeys, type OldPlaces, oldPlacesKey, oldPlacesOf } from "./room/settings/old-places";
import { openSecretFaults } from "./room/settings/open-secrets";
import { parseSettings } from "./room/settings/parse-settings";
import type { RoomSettings } from "./room/settings/settings";
import { unquotedValues } from "./room/settings/unquoted-values";

/** What Pulumi runs. What goes wrong is told without a stack trace: Pulumi prints a RunError as it is. */
export async function program(): Promise<void> {
  // Killed, Pulumi leaves its language host behind, which would keep this process and its passwords for ever.
  endWithPulumi(process.env.PULUMI_NODEJS_ENGINE);
  try {
    const { [oldPlacesKey]: _, ...raw } = readConfig(pulumi.getProject());
    await inLog(await openProjectLog(raw, pulumi.getStack(), pulumi.warn), raw);
  } catch (error) {
    const known = [EngineError, AnswerFileError, ProviderError].find(kind => error instanceof kind);
    throw known && error instanceof Error ? told(error.message) : error;
  }
}

type Raw = Readonly<Record<string, unknown>>;

async function inLog(log: Log, raw: Raw): Promise<void> {
  const what = pulumi.isDryRun() ? "preview" : "update";
  log.write("program", "info", `${what} begins`);
  try {
    const room = await plan(raw, log);
    log.write("program", "info", `${what} is planned: ${room.seats.length} seats`);
    new Room(room);
  } catch (error) {
    log.write("program", "error", error instanceof Error ? error.message : String(error));
    throw error;
  } finally {
    log.close();
  }
}

/** Settings, answer files and the engine are found to be fit for the room, or all that is wrong is told. */
async function plan(raw: Raw, log: Log): Promise<RoomArgs> {
  const [project, room] = [pulumi.getProject(), pulumi.getStack()];
  const settings = settled(parseSettings(raw));
  const seats = seatsOf(room, settings);
  const rooms = roomFiles();
  const [own, others] = [rooms.find(file => file.room === room), rooms.filter(file => file.room !== room)];
  refuse(notRight, [
    ...unquotedValues(project, own?.text ?? ""),
    ...checkSeats(seats, settings),
    ...collisions(project, seats, settings.engine.url, others),
  ]);
  const templates = loadTemplates(seats);
  const digestOf = remembered(seat => answerFileDigest(seat, settings, templateOf(seat, templates)));
  const inventory = await askEngine(project, seats, settings, digestOf, log);
  const states = seatStates(project, seats, inventory.vms);
  const files = seats.map(seat => ({
    seat,
    answerFile: answerFileOf(seat, settings, templateOf(seat, templates)),
    delivery: deliveryOf(seat.settings, settings, inventory),
  }));
  const known = atOldKeys(settingsWarnings(seats, settings, templates), oldPlaces()).map(inOneLine);
  const warnings = [...openSecretWarnings(project, room, own?.text ?? ""), ...known, ...checkFiles(files)];
  const uploads = settings.floppyCommands && (await uploadsBy(settings.floppyCommands));
  const args = files.map(({ seat, delivery }) => ({
    ...seatArgs(project, seat, settings, digestOf(seat), states.get(seat.name)),
    delivery,
    ...(uploads && delivery === "floppy" ? { uploads } : {}),
  }));
  quietSdk();
  for (const warning of [...warnings, ...leftWarnings(leftVms(project, room, seats, inventory), settings)]) {
    log.write("program", "warn", warning);
    pulumi.warn(warning);
  }
  return { project, name: room, seats: args, canary: settings.rollout.canary };
}

/** Of secrets that Pulumi takes for none. A room of an old file has none of its settings in the project. */
function openSecretWarnings(project: string, room: string, text: string): string[] {
  if (oldPlaces()) return [];
  return openSecretFaults(project, room, text).map(inOneLine);
}

function inOneLine({ path, message, remedy }: Fault): string {
  return `${path} ${message}. ${remedy}`;
}

/** @returns what people should know, although it may work */
function checkFiles(files: readonly SeatFile[]): readonly string[] {
  const { faults, warnings } = checkSeatFiles(files);
  refuse("Windows would not take these answer files", faults);
  return warnings.map(({ path, message, remedy }) => `${path}: ${message}. ${remedy}`);
}

/** The stack's configuration in the project's namespace, as plain values. */
function readConfig(project: string): Record<string, unknown> {
  const raw: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(pulumi.allConfig())) {
    const [namespace, name] = key.split(":");
    if (namespace === project && name) raw[name] = configValue(value);
  }
  return raw;
}

/** Where the settings stand, when they come from an old file. */
function oldPlaces(): OldPlaces | undefined {
  return oldPlacesOf(readConfig(pulumi.getProject())[oldPlacesKey]);
}

const notRight = "The settings of this room are not right";

function settled({ settings, faults }: ReturnType<typeof parseSettings>): RoomSettings {
  refuse(notRight, faults);
  if (!settings) throw new Error("settings without faults are settings");
  return settings;
}

function refuse(title: string, faults: readonly Fault[]): void {
  if (faults.length === 0) return;
  const old = oldPlaces();
  const from = old ? ` (they come from ${old.file})` : "";
  throw told(`${title}${from}:\n${faultTable(atOldKeys(faults, old))}`);
}

/** Without a stack: Pulumi's SDK would colour it, which takes Node 20 some twelve seconds of CPU time. */
function told(message: string): Error {
  return Object.assign(new pulumi.RunError(message), { stack: "" });
}

function loadTemplates(seats: readonly Seat[]): Map<string, Template> {
  const files = new Set(seats.map(seat => seat.settings.answerFileTemplate));
  return new Map(
    [...files].map(file => [file, loadTemplate(readProjectFile(file, "answerFileTemplate"), file)]),
  );
}

const notReady = "The engine is not ready for this room; nothing was changed";

/** What the engine has; everything that it lacks is told at once. */
async function askEngine(
  project: string,
  seats: readonly Seat[],
  settings: RoomSettings,
  digestOf: (seat: Seat) => string,
  log: Log,
): Promise<Inventory> {
  const { url, username, password, caFile } = settings.engine;
  const ca = readProjectFile(caFile, "engine.caFile");
  const engine = new Engine({
    base: url,
    username,
    password,
    ca,
    outage: settings.limits.outage,
    oldPlaces: oldPlaces(),
    log: engineLog(log),
  });
  try {
    const name = pulumi.getStack();
    const inventory = await readInventory(engine, seats, markerSearch(project, name));
    refuse(notReady, preflight(project, seats, settings, inventory));
    const makes = seats.map(
      seat => [seat.name, makeOf({ ...seat.settings, answerFile: digestOf(seat) })] as const,
    );
    refuse(notReady, protectedVms(project, seats, new Map(makes), inventory.vms));
    const { awaited, leavers } = handoverOf({ project, name, seats, makes: new Map(makes) }, inventory);
    refuse(notReady, heldAddresses(awaited, await readHolders(engine.vms, leavers)));
    return inventory;
  } finally {
    await engine.close();
  }
}

/** Filling an answer file takes its time, and what comes of it is asked for more than once. */
function remembered(digestOf: (seat: Seat) => string): (seat: Seat) => string {
  const known = new Map<string, string>();
  return seat => {
    const digest = known.get(seat.name) ?? digestOf(seat);
    known.set(seat.name, digest);
    return digest;
  };
}

function templateOf(seat: Seat, templates: ReadonlyMap<string, Template>): Template {
  const template = templates.get(seat.settings.answerFileTemplate);
  if (!template) throw new Error(`the template of ${seat.name} was not loaded`);
  return template;
}

function seatArgs(
  project: string,
  seat: Seat,
  settings: RoomSettings,
  answerFile: string,
  state: FoundSeat | undefined,
): Omit<SeatArgs, "delivery"> {
  const { domain } = { ...settings.values, ...seat.settings.values };
  return {
    project,
    seat,
    ...(typeof domain === "string" && domain !== "" ? { domain } : {}),
    ...(settings.reset === undefined ? {} : { reset: settings.reset }),
    answerFile,
    snapshotDescription: snapshotDescriptionOf(seat, settings),
    ...(state?.marker.phase === "failed" ? { rebuild: state.vmId } : {}),
    ...(state && isBegun(state) ? { again: thisRun } : {}),
  };
}

/** Another word in each run. */
const thisRun = randomUUID().slice(0, 8);

/** Whether an earlier run did not come to the end of the setup, and no guest is at it now. */
function isBegun({ marker, status }: FoundSeat): boolean {
  return (marker.phase === "cloning" || marker.phase === "setup") && status === "down";
}
