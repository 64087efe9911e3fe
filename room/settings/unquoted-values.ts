/** @module Settings whose form YAML takes away: without quotes, `0123` is 83 to Pulumi, `1.10` is 1.1, and a date a point in time. */

import { parseDocument, type Scalar } from "yaml";
import type { Fault } from "../fault/fault";
import { pathInShell } from "./config-path";
import { isDate, numberToPulumi, textToPulumi } from "./pulumi-yaml";
import { takesText } from "./schema-node";
import { secretPlaces } from "./secret-words";
import { type UsedScalar, usedScalars } from "./used-scalars";

/**
 * Told before Pulumi reads the file: making a stack or setting a secret, it writes what it has read in the place of what stood there.
 *
 * @param text of a room's settings file; one that cannot be read is the matter of others
 * @returns a fault for each number and date that would be another text, or another number. None shows a secret
 */
export function unquotedValues(project: string, text: string): Fault[] {
  const told = new Set<Scalar>();
  const faults: Fault[] = [];
  for (const used of usedScalars(project, parseDocument(text))) {
    // A tag, like that of !!str, says what is meant.
    if (used.scalar.type !== "PLAIN" || used.scalar.tag !== undefined || told.has(used.scalar)) continue;
    const fault = used.isKey ? faultOfKey(project, used) : faultOf(project, used);
    if (!fault) continue;
    told.add(used.scalar);
    faults.push({ path: used.path.filter(step => typeof step === "string").join("."), ...fault });
  }
  return faults;
}

type Words = Omit<Fault, "path">;

/** Seats may be called anything; all other keys are names of ours. */
function faultOfKey(project: string, used: UsedScalar): Words | undefined {
  const isSeat = used.path[0] === "secretSeatValues" && used.path.length === 2;
  return isSeat && changesForm(used.scalar) ? lostForm(project, used, false) : undefined;
}

function faultOf(project: string, used: UsedScalar): Words | undefined {
  const { path, scalar } = used;
  const source = scalar.source ?? "";
  const isSecret = secretPlaces.some(place => place.every((step, index) => step === path[index]));
  if (!isSecret && !isValue(path) && !takesText(path)) return otherNumber(scalar);
  if (changesForm(scalar)) return lostForm(project, used, isSecret);
  return writtenDate.test(source) && path[0] !== "reset" && !isSecret ? leftOfDate(source) : undefined;
}

function isValue(path: UsedScalar["path"]): boolean {
  return path[0] === "values" || (path[0] === "groups" && path[2] === "values");
}

function changesForm({ source = "", value }: Scalar): boolean {
  const number = numberToPulumi(source) ?? (typeof value === "number" ? value : undefined);
  return number === undefined ? isDate(source) : String(number) !== source;
}

function lostForm(project: string, { path, scalar }: UsedScalar, isSecret: boolean): Words {
  const source = scalar.source ?? "";
  return {
    message: `${isSecret ? "the value" : source} is a number or a date to YAML, and would become another text`,
    remedy: isSecret
      ? `Set it as a secret, which keeps it as it is: pulumi config set --secret --path ${pathInShell(project, path)} --stack ROOM`
      : `Put it in quotes: "${source}"${path[0] === "reset" ? hintOfReset(source) : ""}`,
  };
}

/** The word that a room was reset with is what Pulumi has made of it. */
function hintOfReset(source: string): string {
  return `; where the room was rolled out with it already, write "${textToPulumi(source)}": with another word its seats go back to their snapshots`;
}

/** What Pulumi writes in the place of a date, when it sets a secret or makes the stack. */
const writtenDate = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)? [-+]\d{4} \S+$/;

function leftOfDate(source: string): Words {
  return {
    message: `${source} is what Pulumi has made of a date without quotes`,
    remedy: `Write "${source.slice(0, 10)}" again; where the long text is meant, put it in quotes`,
  };
}

/** Where numbers belong, only one that the two readers take for different ones is told. */
function otherNumber({ source = "", value }: Scalar): Words | undefined {
  const number = numberToPulumi(source);
  if (number === undefined || number === value) return undefined;
  const octal = /^[-+]?0[\d_]+$/.test(source);
  const decimal = String(octal ? Number(source.replaceAll("_", "")) : number);
  return {
    message: `${source} is ${number} to Pulumi`,
    remedy: octal ? `Write ${decimal}, without a zero in front` : `Write ${decimal}`,
  };
}
