/** @module The rule about the processor that components are for. */

import { type CheckedSeat, error, type Finding, warning } from "../finding";
import { isFor, processorOf, runningComponents } from "../processor";
import type { Component, Unattend } from "../unattend";

/** Windows passes over components of another architecture: nothing of them is done, and nothing is said. */
export function checkArchitecture(file: Unattend, { os = "" }: CheckedSeat): Finding[] {
  if (processorOf(os) !== "amd64") return [];
  const used = runningComponents(file);
  const [first] = used;
  if (first !== undefined && !used.some(isFor64Bits)) {
    return [
      error(
        first.element,
        "architecture",
        `no component is for the processor of ${os}: Windows passes over all of them, and asks at its first screen`,
        'Write processorArchitecture="amd64" into each',
      ),
    ];
  }
  const fitting = new Set(used.filter(isFor64Bits).map(keyOf));
  return used
    .filter(component => !isFor64Bits(component) && !fitting.has(keyOf(component)))
    .map(({ name, element }) =>
      warning(
        element,
        "architecture",
        `${name} is for another processor than that of ${os}: Windows passes over it`,
        'Write processorArchitecture="amd64"',
      ),
    );
}

function isFor64Bits({ element }: Component): boolean {
  return isFor(element, "amd64");
}

function keyOf({ pass, name }: Component): string {
  return `${pass}\n${name}`;
}
