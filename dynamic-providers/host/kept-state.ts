/**
 * @module What of a resource is kept in Pulumi's state: each value once. Outputs that only repeat an input are left out, and
 * so is the owner, which the URN says; a provider is told all of it again.
 */

import { formatOwner } from "../../room/owner";
import { kindOf, ownerOf, type ResourceKind } from "../../room/resource-types";
import type { SeatInputs } from "../provider";

/** As Pulumi brings and takes them. */
export type Values = Readonly<Record<string, unknown>>;

/**
 * Outputs that are kept although they are inputs: what may drift, which a refresh shows only there when there are outputs at
 * all.
 */
const twice: Partial<Record<ResourceKind, readonly string[]>> = {
  Nic: ["network"],
  Sysprep: ["os", "timeZone", "usb", "stateless"],
};

/** Where the host of Pulumi's SDK kept a provider's code: in states from before version 0.2. */
const code = "__provider";

/** All that is known of a resource, as its provider takes it. */
export function whole(urn: string, inputs: Values, outputs: Values = {}): SeatInputs {
  const { [code]: _, ...values } = { ...inputs, ...outputs };
  return { owner: formatOwner(ownerOf(urn)), ...values };
}

/** @returns the outputs to keep beside these inputs */
export function outputsOf(urn: string, inputs: Values, state: SeatInputs): Values {
  const known: Values = { ...whole(urn, inputs) };
  const kind = kindOf(urn);
  const kept = (kind && twice[kind]) ?? [];
  return Object.fromEntries(
    Object.entries(state).filter(
      ([key, value]) => value !== undefined && (value !== known[key] || kept.includes(key)),
    ),
  );
}

/** What is no input but where it is not as it has to be: a VM's name, which the URN says. */
const wrong = "name";

/** Inputs after a refresh: what the engine has takes the place of what was wanted, so that the next diff shows it. */
export function refreshedInputs(inputs: Values, state: SeatInputs): Values {
  const { [code]: _, [wrong]: __, ...kept } = inputs;
  const read: Values = { ...state };
  const refreshed = Object.entries(kept).map(([key, value]) => [key, read[key] ?? value]);
  return Object.fromEntries(read[wrong] === undefined ? refreshed : [...refreshed, [wrong, read[wrong]]]);
}
