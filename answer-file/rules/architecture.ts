/** @module The rule about the processor that components are for. */

import { SEALED_IMAGE_PASSES } from "../components";
import { type CheckedSeat, error, type Finding, warning } from "../finding";
import type { Component, Unattend } from "../unattend";
import { attributeOf } from "../xml";

/** Types of systems that are of 64 bits, by their end or because there is no other such Windows. */
const OF_64_BITS = /x64$|^windows_(11|20(2[2-9]|[3-9]\d))$/;

/** Windows passes over components of another architecture: nothing of them is done, and nothing is said. */
export function checkArchitecture({ components }: Unattend, { os = "" }: CheckedSeat): Finding[] {
  // Types without it are used for both kinds of Windows.
  if (!OF_64_BITS.test(os)) return [];
  const passes = new Set<string>(SEALED_IMAGE_PASSES);
  const used = components.filter(({ pass }) => passes.has(pass));
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
  return attributeOf(element, "processorArchitecture") === "amd64";
}

function keyOf({ pass, name }: Component): string {
  return `${pass}\n${name}`;
}
