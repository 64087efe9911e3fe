/**
 * @module Compares two bodies by shape: the same fields, the same kinds of values, the same links and actions. Where a value
 * says what the answer means (a status, a code, a type, the words of a fault), it has to be the same too.
 */

import { isObject, labelOf } from "./replay-ids";
import type { Tree } from "./replay-tree";

/** Fields whose values are compared, not only their kinds. */
const meaningful = new Set([
  "status",
  "snapshot_status",
  "snapshot_type",
  "code",
  "severity",
  "reason",
  "detail",
  "rel",
  "error",
  "error_code",
]);

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;

/** Lines such as `vm.fqdn: missing`; none: the shapes are the same. */
export function differences(recorded: Tree, simulated: Tree, where = ""): string[] {
  if (Array.isArray(recorded) && Array.isArray(simulated)) {
    return listDifferences(recorded, simulated, where);
  }
  if (isObject(recorded) && isObject(simulated)) {
    return objectDifferences(recorded, simulated, where);
  }
  return valueDifferences(recorded, simulated, where);
}

function objectDifferences(
  recorded: { [key: string]: Tree },
  simulated: { [key: string]: Tree },
  where: string,
): string[] {
  const at = (field: string) => (where === "" ? field : `${where}.${field}`);
  const missing = Object.keys(recorded).filter(field => !(field in simulated));
  const extra = Object.keys(simulated).filter(field => !(field in recorded));
  const both = Object.entries(recorded).filter(([field]) => field in simulated);
  return [
    ...missing.map(field => `${at(field)}: missing`),
    ...extra.map(field => `${at(field)}: not in the recording`),
    ...both.flatMap(([field, value]) => differences(value, simulated[field] ?? null, at(field))),
  ];
}

/** Every member has one of its kind on the other side. How many there are depends on what else happened. */
function listDifferences(recorded: Tree[], simulated: Tree[], where: string): string[] {
  if (recorded.length === 0 || simulated.length === 0) {
    return recorded.length === simulated.length
      ? []
      : [`${where}: ${recorded.length} recorded, ${simulated.length} simulated`];
  }
  const codes = new Set(recorded.map(codeOf));
  const comparable = simulated.filter(member => codes.has(codeOf(member)));
  return [
    ...recorded.flatMap(member => closest(member, simulated, (a, b) => differences(a, b, `${where}[]`))),
    ...comparable.flatMap(member => closest(member, recorded, (a, b) => differences(b, a, `${where}[]`))),
  ].filter((line, index, all) => all.indexOf(line) === index);
}

/** Events of other kinds than the recorded ones come from what happened between the recordings. */
function codeOf(member: Tree): string {
  return isObject(member) ? JSON.stringify(member.code ?? null) : "";
}

function closest(member: Tree, others: Tree[], compare: (a: Tree, b: Tree) => string[]): string[] {
  const label = isObject(member) ? labelOf(member) : undefined;
  const namesakes = others.filter(
    other => isObject(other) && label !== undefined && labelOf(other) === label,
  );
  let best: string[] | undefined;
  for (const other of namesakes.length > 0 ? namesakes : others) {
    const found = compare(member, other);
    if (best === undefined || found.length < best.length) {
      best = found;
    }
  }
  return best ?? [];
}

function valueDifferences(recorded: Tree, simulated: Tree, where: string): string[] {
  const field = where.replace(/\[\]$/, "").split(".").at(-1) ?? "";
  const same =
    meaningful.has(field) && typeof recorded === "string"
      ? recorded === simulated
      : kindOf(recorded, field) === kindOf(simulated, field);
  return same ? [] : [`${where}: ${show(recorded)} recorded, ${show(simulated)} simulated`];
}

function kindOf(tree: Tree, field: string): string {
  if (typeof tree !== "string") {
    return Array.isArray(tree) ? "list" : tree === null ? "null" : typeof tree;
  }
  if (field === "href") {
    return tree.replace(uuid, "{id}").replace(/\/\d+(?=\/|$)/g, "/{number}");
  }
  if (free.has(field)) {
    return "text";
  }
  if (/^(true|false)$/.test(tree)) {
    return "truth";
  }
  return /^-?\d+$/.test(tree) ? "whole number" : /^\d{4}-\d\d-\d\dT/.test(tree) ? "date" : "text";
}

/** Texts that may happen to look like numbers. */
const free = new Set(["name", "description", "comment", "id", "correlation_id", "value", "content"]);

function show(tree: Tree): string {
  const text = JSON.stringify(tree) ?? "nothing";
  return text.length > 160 ? `${text.slice(0, 160)}...` : text;
}
