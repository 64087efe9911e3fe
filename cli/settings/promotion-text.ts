/** @module A promotion as a person reads it: what changes, line by line, and what is left. */

import type { Change } from "../../room/settings/comparison";
import type { Promotion } from "../../room/settings/promotion";
import { isSecret } from "../../room/settings/stack-file";
import { ink } from "../terminal";

interface Names {
  readonly project: string;
  /** The room that is promoted. */
  readonly from: string;
  /** The room that receives. */
  readonly to: string;
}

export function promotionText(names: Names, promotion: Promotion): string {
  const { from, to } = names;
  const { changes, kept, missingSecrets, onlyThere, onlyHere, unpinned } = promotion;
  const longest = Math.max(...changes.map(({ path }) => path.length));
  return [
    `${ink.bold(to)}: ${outcome(from, promotion)}`,
    ...changes.map(change => `  ${change.path.padEnd(longest)}  ${arrow(change)}`),
    ...kept.map(change => `  ${ink.dim("left:")} ${left(from, change)}`),
    ...groupNotes(`only in ${from}, not made here`, onlyThere),
    ...groupNotes(`not in ${from}, left as they are`, onlyHere),
    ...missingSecrets.map(path => `  ${ink.yellow("missing:")} ${missing(names, path)}`),
    ...(unpinned.length > 0 ? [`  ${ink.yellow("no version:")} ${unpinnedNote(names, unpinned)}`] : []),
  ].join("\n");
}

function outcome(from: string, { changes, kept, missingSecrets, unpinned }: Promotion): string {
  if (changes.length > 0)
    return `${changes.length} ${changes.length === 1 ? "setting" : "settings"} from ${from}`;
  return [...kept, ...missingSecrets, ...unpinned].length === 0
    ? `as ${from} already`
    : `no setting goes over from ${from}`;
}

function left(from: string, { path, before, after }: Change): string {
  const wish = after === undefined ? "to take it out" : "to take it";
  return `${path} is ${worded(before)} here and ${worded(after)} in ${from}; ${wish}: --with ${path}`;
}

/** Brackets, as in `values.keys[0]`, are the shell's, too. */
function missing({ project, from, to }: Names, path: string): string {
  const key = path.includes("[") ? `'${project}:${path}'` : `${project}:${path}`;
  return `${from} has ${path}; set it: pulumi config set --secret --path ${key} --stack ${to}`;
}

/** Seats come from what was the newest in their day: that there is a newer one is no change to Pulumi. */
function unpinnedNote({ from, to }: Names, groups: readonly string[]): string {
  return (
    `${from} names no templateVersion for ${groups.join(", ")}, so none goes over: the seats that ${to} has stay on theirs, ` +
    `also when a newer one is ready; new ones, and those made anew, come from the newest of that day, unless ${to} names one. ` +
    `To take a version over, name it in ${from}, roll ${from} out, and promote it again`
  );
}

function groupNotes(what: string, groups: readonly string[]): string[] {
  return groups.length > 0 ? [`  ${ink.dim("groups")} ${what}: ${groups.join(", ")}`] : [];
}

function arrow({ before, after }: Change): string {
  return `${ink.red(worded(before))} -> ${ink.green(worded(after))}`;
}

function worded(value: unknown): string {
  if (value === undefined) return "(not set)";
  if (isSecret(value)) return "(secret)";
  return typeof value === "string" && value !== "" ? value : JSON.stringify(value, hidden);
}

function hidden(_key: string, value: unknown): unknown {
  return isSecret(value) ? "(secret)" : value;
}
