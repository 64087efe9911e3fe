/** @module A promotion as a person reads it: what changes, line by line, and what is left. */

import type { Change, Promotion } from "../room/settings/promotion";
import { ink } from "./terminal";

interface Names {
  readonly project: string;
  /** The room that is promoted. */
  readonly from: string;
  /** The room that receives. */
  readonly to: string;
}

export function promotionText({ project, from, to }: Names, promotion: Promotion): string {
  const { changes, kept, missingSecrets, onlyThere, onlyHere } = promotion;
  const title = `${ink.bold(to)}: ${changes.length === 0 ? `as ${from} already` : `${changes.length} ${changes.length === 1 ? "setting" : "settings"} from ${from}`}`;
  const longest = Math.max(...changes.map(({ path }) => path.length));
  return [
    title,
    ...changes.map(change => `  ${change.path.padEnd(longest)}  ${arrow(change)}`),
    ...kept.map(
      change =>
        `  ${ink.dim("left:")} ${change.path} is ${worded(change.before)} here and ${worded(change.after)} in ${from}; to take it: --with ${change.path}`,
    ),
    ...groupNotes(`only in ${from}, not made here`, onlyThere),
    ...groupNotes(`not in ${from}, left as they are`, onlyHere),
    ...missingSecrets.map(
      path =>
        `  ${ink.yellow("missing:")} ${from} has ${path}; set it: pulumi config set --secret --path ${project}:${path} --stack ${to}`,
    ),
  ].join("\n");
}

function groupNotes(what: string, groups: readonly string[]): string[] {
  return groups.length > 0 ? [`  ${ink.dim("groups")} ${what}: ${groups.join(", ")}`] : [];
}

function arrow({ before, after }: Change): string {
  return `${ink.red(worded(before))} -> ${ink.green(worded(after))}`;
}

function worded(value: unknown): string {
  if (value === undefined) return "(not set)";
  return typeof value === "string" && value !== "" ? value : JSON.stringify(value);
}
