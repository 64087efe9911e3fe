/** @module For which processor a component is: Windows passes over those for another one than its own, and says nothing. */

import { SEALED_IMAGE_PASSES } from "./components";
import { type Component, childrenOf, readUnattend, SHELL_SETUP, type Unattend } from "./unattend";
import { attributeOf, type XmlElement } from "./xml";

/** Those that the Windows of a seat can have. */
const OF_SEATS = ["amd64", "x86"] as const;

export type Processor = (typeof OF_SEATS)[number];

/** What else may stand there. One that is left out or misspelt is an error of its own, and taken for the right one. */
const OTHERS = ["arm64", "arm", "wow64", "ia64"];

/** Types of systems that are of 64 bits, by their end or because there is no other such Windows. */
const OF_64_BITS = /x64$|^windows_(11|20(2[2-9]|[3-9]\d))$/;

/** The processor that a type of system tells. Types without it are used for both kinds of Windows. */
export function processorOf(os = ""): Processor | undefined {
  return OF_64_BITS.test(os) ? "amd64" : undefined;
}

/** The components in passes that run on a seat. */
export function runningComponents({ components }: Unattend): Component[] {
  return components.filter(({ pass }) => SEALED_IMAGE_PASSES.some(one => one === pass));
}

export function isFor(element: XmlElement, processor: Processor): boolean {
  return attributeOf(element, "processorArchitecture") === processor;
}

/**
 * The processors for which a file with components for several has to be right: the one that the system's type tells, if anything
 * is for it; else each that the file has a Shell-Setup for, which names the computer. Empty for a file of one kind.
 */
export function judgedProcessors(file: Unattend, os: string | undefined): Processor[] {
  const components = runningComponents(file);
  const present = OF_SEATS.filter(one => components.some(({ element }) => isFor(element, one)));
  const mixed = present.some(one => components.some(({ element }) => isForAnother(element, one)));
  if (!mixed) return [];
  const told = processorOf(os);
  if (told !== undefined && present.includes(told)) return [told];
  const whole = present.filter(one =>
    components.some(({ name, element }) => name === SHELL_SETUP && isFor(element, one)),
  );
  return whole.length > 0 ? whole : present;
}

/** The file as a Windows for that processor sees it. */
export function partFor({ root }: Unattend, processor: Processor): Unattend {
  const children = root.children.map(child => {
    if (child.kind === "text" || child.local !== "settings") return child;
    const passedOver = childrenOf(child, "component").filter(one => isForAnother(one, processor));
    return { ...child, children: child.children.filter(one => !passedOver.some(other => other === one)) };
  });
  return readUnattend({ ...root, children });
}

function isForAnother(element: XmlElement, processor: Processor): boolean {
  const written = attributeOf(element, "processorArchitecture") ?? "";
  return written !== processor && [...OF_SEATS, ...OTHERS].includes(written);
}
