/** @module The providers, each under the name by which a resource's type ends. */

import type { ResourceKind } from "../room/resource-types";
import { floppyProvider } from "./floppy";
import { nicProvider } from "./nic";
import { permissionProvider } from "./permission";
import { powerProvider } from "./power";
import { type HostedProvider, hosted } from "./provider";
import { remainsProvider } from "./remains";
import { resetProvider } from "./reset";
import { snapshotProvider } from "./snapshot";
import { sysprepProvider } from "./sysprep";
import { vmProvider } from "./vm";

export const providers: Readonly<Record<ResourceKind, HostedProvider>> = {
  Vm: hosted(vmProvider),
  Nic: hosted(nicProvider),
  Floppy: hosted(floppyProvider),
  Sysprep: hosted(sysprepProvider),
  Permission: hosted(permissionProvider),
  Snapshot: hosted(snapshotProvider),
  Reset: hosted(resetProvider),
  Power: hosted(powerProvider),
  Remains: hosted(remainsProvider),
};
