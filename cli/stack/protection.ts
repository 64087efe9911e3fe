/**
 * @module Seats under `pulumi state protect`. Pulumi is no help there: it takes the program's word, which protects nothing, over
 * the state's and makes a protected Vm anew; and at any other protected resource of such a seat it ends the whole run, with
 * other seats deleted and not made again (docs/facts/pulumi.md).
 */

import type { SeatResult } from "../outcome/result";
import type { Room } from "../room/room";
import { exitCodes, UserError } from "../user-error";
import { type ExportedState, protectedInState } from "./exported-state";

/** @throws UserError when the plan would take a protected seat away */
export function keepProtected(plan: readonly SeatResult[], state: ExportedState, { name }: Room): void {
  const held = protectedInState(state);
  const lost = plan.filter(result => held.has(result.seat) && isLoss(result));
  if (lost.length === 0) return;
  const what = lost.map(({ seat }) => seat).join(", ");
  // URNs hold $, which a shell would take for its own.
  const urns = lost.flatMap(({ seat }) => held.get(seat) ?? []).map(urn => ` '${urn}'`);
  throw new UserError(
    `the settings of room ${name} ask for seats to be made anew or deleted that Pulumi's state protects: ${what}`,
    `Nothing was changed. Take the change back, or the protection off: pulumi state unprotect --stack ${name}${urns.join("")}`,
    exitCodes.failed,
  );
}

/** Pulumi ends some plans at such a seat by itself, and others not. */
function isLoss({ outcome, detail = "" }: SeatResult): boolean {
  return ["made anew", "deleted"].includes(outcome) || (outcome === "failed" && /protect/.test(detail));
}
