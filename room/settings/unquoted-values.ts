/** @module Values of answer files whose form YAML takes away: without quotes, `0123` is 83 to Pulumi, and `1.10` is 1.1. */

import { isPair, isScalar, type Node, type Pair, parseDocument, type Scalar, visit } from "yaml";
import type { Fault } from "../fault/fault";
import { isNumberOrDate } from "./pulumi-yaml";

/**
 * @param text of a room's settings file; one that cannot be read is the matter of others
 * @returns a fault for each number and date under `values` that would be another text in the answer file
 */
export function unquotedValues(project: string, text: string): Fault[] {
  const faults: Fault[] = [];
  visit(parseDocument(text), {
    Scalar: (key, scalar, ancestors) => {
      if (key === "key" || scalar.type !== "PLAIN" || keepsItsForm(scalar)) return;
      const path = settingOf(project, ancestors);
      if (path === undefined) return;
      faults.push({
        path,
        message: `${scalar.source} is a number or a date to YAML, and another text in the answer file`,
        remedy: `Put it in quotes: "${scalar.source}"`,
      });
    },
  });
  return faults;
}

function keepsItsForm({ value, source = "" }: Scalar): boolean {
  return typeof value === "number" ? String(value) === source : !isNumberOrDate(source);
}

/** `groups.students.values.pin`; undefined for what is no value of an answer file. */
function settingOf(project: string, ancestors: readonly unknown[]): string | undefined {
  const keys = ancestors.filter(isPair<Node, Node>).map(keyOf);
  const [config, first = "", ...inner] = keys;
  if (config !== "config" || !first.startsWith(`${project}:`)) return undefined;
  const path = [first.slice(project.length + 1), ...inner];
  const isValue = path[0] === "values" || (path[0] === "groups" && path[2] === "values");
  return isValue ? path.join(".") : undefined;
}

function keyOf({ key }: Pair<Node, Node>): string {
  return isScalar(key) ? String(key.value) : "";
}
