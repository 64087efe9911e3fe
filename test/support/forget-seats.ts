/** @module A state that was lost, or never written: the VMs are there as they were. */

import type { Lab } from "./lab";

export async function forgetSeats(lab: Lab): Promise<void> {
  for (const { urn, type } of (await lab.project.resources()).reverse()) {
    if (type.includes("ovirt:Vm")) {
      const args = ["state", "delete", urn, "--target-dependents", "--stack", "demo", "--yes"];
      await lab.project.pulumi(...args);
    }
  }
}
