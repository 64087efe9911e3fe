/** @module The answer file of one seat of a room: the seat's values in its group's template. */

import { netmaskOf } from "../room/address";
import { digest } from "../room/make";
import type { Seat } from "../room/seat";
import type { RoomSettings } from "../room/settings/settings";
import { runNames } from "../room/snapshot-description";
import { substitute, substituteEarly } from "../room/text/template-string";
import { type AnswerFileFault, throwFaults } from "./fault";
import { renderAnswerFile } from "./render";
import type { Template } from "./template";
import { answerFileValues, type SeatFacts, type Values } from "./values";

/** What changes from run to run and is not known before it. */
export interface RunFacts {
  /** The NIC's address as the engine tells it, `00:1a:4a:16:01:51`. */
  readonly mac: string;
  /** `YYYY-MM-DD-HHMM`. */
  readonly scriptTime: string;
}

/** Stands in for what is not known in a preview. */
const noRun: RunFacts = { mac: "00:00:00:00:00:00", scriptTime: "0000-00-00-0000" };

/**
 * @param run left out in a preview: then zeros stand in its places
 * @throws AnswerFileError when the template cannot be filled
 */
export function answerFileOf(
  seat: Seat,
  settings: RoomSettings,
  template: Template,
  run: RunFacts = noRun,
): string {
  return renderAnswerFile(template, valuesOf(seat, settings, run));
}

/**
 * What the seat's answer file says, as a short text: the same for every run, and for every password.
 *
 * @throws AnswerFileError when the template cannot be filled
 */
export function answerFileDigest(seat: Seat, settings: RoomSettings, template: Template): string {
  const masked = {
    ...settings,
    secretValues: maskedValues(secretsOf(seat, settings)),
    secretSeatValues: {},
  };
  return digest(answerFileOf(seat, masked, template, noRun), 16);
}

/** Longest description of a snapshot, in characters (docs/facts/ovirt.md). */
const longestDescription = 4000;

/**
 * The seat's snapshot description, in which only what a run brings is a placeholder still: see `describeSnapshot`.
 *
 * @throws AnswerFileError when values make it longer than the engine takes
 */
export function snapshotDescriptionOf(seat: Seat, settings: RoomSettings): string {
  const { snapshotDescription } = seat.settings;
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(
    valuesOf(seat, { ...settings, secretValues: {}, secretSeatValues: {} }, noRun),
  )) {
    const text = Array.isArray(value) ? value.join(", ") : String(value);
    // Cut, so that a long value that is named often fills no memory before it is refused.
    values[name] = text.slice(0, longestDescription + 1);
  }
  // The zeros of no run are as long as what comes in their places.
  if (substitute(snapshotDescription, values).length > longestDescription) throwFaults([tooLong(seat)]);
  return substituteEarly(snapshotDescription, values, runNames);
}

function tooLong(seat: Seat): AnswerFileFault {
  return {
    file: `groups.${seat.group}.snapshotDescription`,
    line: 0,
    rule: "too-large",
    message: `with its values it has more than ${longestDescription} characters, which the engine does not take`,
    remedy: "Leave long values out of it",
  };
}

function valuesOf(seat: Seat, settings: RoomSettings, run: RunFacts): Values {
  const added = { ...settings.values, ...seat.settings.values };
  return answerFileValues(factsOf(seat), run.mac, run.scriptTime, added, secretsOf(seat, settings));
}

function secretsOf(seat: Seat, settings: RoomSettings): RoomSettings["secretValues"] {
  return { ...settings.secretValues, ...settings.secretSeatValues[seat.name] };
}

function factsOf(seat: Seat): SeatFacts {
  const { settings } = seat;
  return {
    room: seat.room,
    group: seat.group,
    id: seat.id,
    computerName: seat.name,
    vmName: seat.name,
    ip: seat.address,
    prefix: settings.netmaskSuffix,
    netmask: netmaskOf(settings.netmaskSuffix),
    defaultGateway: settings.defaultGateway,
    template: settings.templateName,
    cluster: settings.cluster,
    description: settings.description,
    memory: settings.memory,
    networkName: settings.networkName,
    os: settings.os,
    timeZone: settings.timeZone,
    setupOs: settings.setupOs ?? settings.os,
    setupTimeZone: settings.setupTimeZone ?? settings.timeZone,
    ...(settings.thinClientUser === undefined ? {} : { thinClientUser: settings.thinClientUser }),
    usb: settings.usb,
    stateless: settings.stateless,
    snapshotDescription: settings.snapshotDescription,
    resetToSnapshotRegex: settings.resetToSnapshotRegex,
    rolloutStartVm: settings.rolloutStartVm,
    resetStartVm: settings.resetStartVm,
    answerFileTemplate: settings.answerFileTemplate,
  };
}

/** Something in the place of each secret that is there: a turned password changes no digest. */
function maskedValues(secrets: RoomSettings["secretValues"]): RoomSettings["secretValues"] {
  return Object.fromEntries(
    Object.entries(secrets).map(([name, value]) => {
      if (Array.isArray(value)) return [name, value.map(() => "secret")];
      return [name, value === "" ? "" : "secret"];
    }),
  );
}
