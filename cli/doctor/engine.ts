/** @module What is to be said of a room's engine: that it is the right one, lets us in, and has what the room needs. */

import { readProjectFile } from "../../dynamic-providers/project/project-file";
import { type Greeting, greet } from "../../ovirt/about";
import { Engine } from "../../ovirt/engine";
import { fetchCa } from "../../ovirt/engine-ca";
import { readInventory } from "../../ovirt/inventory";
import { markerSearch } from "../../room/marker";
import type { Inventory } from "../../room/preflight/inventory";
import { deliveryOf, preflight } from "../../room/preflight/preflight";
import type { Seat } from "../../room/seat";
import type { RoomSettings } from "../../room/settings/settings";
import { formatDuration } from "../../room/text/duration";
import type { DefinedRoom, Room } from "../room/room";
import { type Examination, fail, judged, ok, warn } from "./examination";
import { examineSite } from "./site";

/** Milliseconds that an engine which does not answer is waited for: a doctor is asked when it may not. */
const patience = 5_000;

/** @returns what the engine has; undefined when that is not known */
export async function examineEngine(
  examination: Examination,
  room: Room,
  { settings, seats }: DefinedRoom,
): Promise<Inventory | undefined> {
  const { url: base, username, password, caFile } = settings.engine;
  const ca = await examination.look("CA file", async () => {
    const text = readProjectFile(caFile, "engine.caFile");
    if (text.includes("-----BEGIN CERTIFICATE-----")) return [text, ok(caFile)];
    return [text, fail(`${caFile} holds no certificate in PEM`, fetchCa(base))];
  });
  if (ca === undefined) return undefined;
  const greeting = await examination.look("TLS", async () => {
    const found = await greet({ base, ca, answerLimit: 20_000 });
    return [found, judgeCertificate(found, Date.now())];
  });
  if (!greeting) return undefined;
  examination.note("Clock", judgeClock(greeting));
  const engine = new Engine({ base, username, password, ca, outage: patience });
  try {
    return await examineInside(examination, engine, room, settings, seats);
  } finally {
    await engine.close();
  }
}

async function examineInside(
  examination: Examination,
  engine: Engine,
  room: Room,
  settings: RoomSettings,
  seats: readonly Seat[],
): Promise<Inventory | undefined> {
  const { username } = settings.engine;
  const version = await examination.look("Login", async () => {
    const found = await engine.about.version();
    return [found, ok(`${username}, on engine ${found}`)];
  });
  if (version === undefined) return undefined;
  const admin = await examineRights(examination, engine, username);
  const inventory = await examination.look("Engine", async () => {
    const found = await readInventory(engine, seats, markerSearch(room.project.name, room.name));
    const findings = preflight(room.project.name, seats, settings, found);
    const well =
      "it has the clusters, templates, networks, roles and accounts, and the names are free or ours";
    for (const line of deliveryLines(settings, found)) examination.note("Cluster", ok(line));
    return [found, ...judged(findings, well)];
  });
  if (admin && inventory) await examineSite(examination, engine, Object.values(settings.groups));
  return inventory;
}

function examineRights(examination: Examination, engine: Engine, username: string) {
  return examination.look("Rights", async () => {
    const admin = await engine.about.seesEverything();
    const finding = admin
      ? ok(`${username} is an administrator`)
      : warn(
          `${username} is no administrator: the engine shows it only what is its own`,
          "Give it an administrator's role on the room's clusters, like ClusterAdmin, and see the templates and networks below",
        );
    return [admin, finding];
  });
}

/** How each cluster's level lets the answer file reach Windows. */
function deliveryLines(settings: RoomSettings, inventory: Inventory): string[] {
  const known = inventory.clusters.map(({ name }) => name);
  const groups = Object.values(settings.groups).filter(({ cluster }) => known.includes(cluster));
  const lines = groups.map(group => {
    const level = inventory.clusters.find(({ name }) => name === group.cluster)?.level ?? "";
    const kind = deliveryOf(group, settings, inventory);
    const floppy = inventory.customProperties?.get(level)?.includes("floppy") === true;
    const property = kind === "floppy" && floppy ? '; the custom property "floppy" is defined' : "";
    return `${group.cluster} has level ${level}: answer files go by ${kind}${property}`;
  });
  return [...new Set(lines)];
}

const day = 24 * 60 * 60_000;

export function judgeCertificate({ certificateEnds }: Pick<Greeting, "certificateEnds">, now: number) {
  if (certificateEnds === undefined) return ok("the certificate comes from the CA of the settings");
  const days = Math.floor((certificateEnds - now) / day);
  if (days >= 30)
    return ok(`the certificate comes from the CA of the settings, and is good for ${days} days`);
  return warn(
    `the engine's certificate ends in ${days} days`,
    "Renew it: engine-setup on the engine's machine",
  );
}

/** Seconds of one request and of the header's resolution are no difference. */
const clockTolerance = 60_000;

export function judgeClock({ engineTime, localTime }: Pick<Greeting, "engineTime" | "localTime">) {
  if (engineTime === undefined) return warn("the engine does not tell its time", "Compare its clock by hand");
  const difference = Math.abs(engineTime - localTime);
  if (difference <= clockTolerance) return ok("this machine and the engine agree to a minute");
  const ahead = engineTime > localTime ? "ahead of" : "behind";
  return warn(
    `the engine's clock is ${formatDuration(Math.round(difference / 1000) * 1000)} ${ahead} this machine's`,
    "Let both follow a time server: a guest whose clock is 5 minutes off its domain's cannot join it",
  );
}
