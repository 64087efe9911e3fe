/**
 * @module The ownership marker: one line in a VM's `comment` that says whose it is and how far its setup has come.
 *
 * It is written before the step it announces, so that a step that comes again finds its own work. It holds no `;`,
 * quote or apostrophe, since the engine's search never finds those (docs/facts/ovirt.md).
 */

import { digest } from "./make";

/**
 * How far a seat has come:
 * - `cloning`  the VM is asked for, or made, and has never been started
 * - `setup`    Windows has been, or is about to be, started with its answer file
 * - `ready`    Windows has set itself up and powered off, and the final settings stand
 * - `failed`   the setup ended otherwise: the disk is spoiled and the VM has to be made anew
 */
export const phases = ["cloning", "setup", "ready", "failed"] as const;
export type Phase = (typeof phases)[number];

export interface Owner {
  readonly project: string;
  readonly stack: string;
  readonly seat: string;
}

export interface Marker extends Owner {
  readonly phase: Phase;
  /** What the seat is made from, shortened to a few characters: see `makeOf`. */
  readonly make: string;
  /** The word of the settings that asks for no reset of this VM, shortened: see `wordMark`. Missing where there was none yet. */
  readonly word?: string;
}

const form = /^virtroom ([\w.-]+)\/([\w.-]+)\/([\w.-]+) (\w+) ([0-9a-f]+)(?: ([0-9a-f]+))?$/;

export function formatMarker(marker: Marker): string {
  const { project, stack, seat, phase, make, word } = marker;
  return `virtroom ${project}/${stack}/${seat} ${phase} ${make}${word === undefined ? "" : ` ${word}`}`;
}

/** The marker in a comment, or undefined when the comment is no marker: then the VM is nobody's of ours. */
export function parseMarker(comment: string): Marker | undefined {
  const [, project, stack, seat, phase, make, word] = form.exec(comment) ?? [];
  const known = phases.find(name => name === phase);
  if (!project || !stack || !seat || !known || !make) return undefined;
  return { project, stack, seat, phase: known, make, ...(word === undefined ? {} : { word }) };
}

/** A word that asks for a reset, as a marker holds it: the word itself may be any text. */
export function wordMark(word: string): string {
  return digest(word, 10);
}

export function owns(owner: Owner, marker: Marker | undefined): marker is Marker {
  return isOfRoom(marker, owner.project, owner.stack) && marker.seat === owner.seat;
}

export function isOfRoom(marker: Marker | undefined, project: string, stack: string): marker is Marker {
  return marker !== undefined && marker.project === project && marker.stack === stack;
}

/** A search that finds the VMs of one room by their markers. A value with a blank has to be quoted (docs/facts/ovirt.md). */
export function markerSearch(project: string, stack: string): string {
  return `comment="virtroom ${project}/${stack}/*"`;
}
