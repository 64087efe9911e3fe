/** @module The providers, each under the name that a resource's `__provider` text asks for. */

import type * as dynamic from "@pulumi/pulumi/dynamic";
import type { ResourceKind } from "../room/resource-types";
import { floppyProvider } from "./floppy";
import { nicProvider } from "./nic";
import { permissionProvider } from "./permission";
import { powerProvider } from "./power";
import { toDynamic } from "./provider";
import { remainsProvider } from "./remains";
import { resetProvider } from "./reset";
import { snapshotProvider } from "./snapshot";
import { sysprepProvider } from "./sysprep";
import { vmProvider } from "./vm";

export const providers: Readonly<Record<ResourceKind, dynamic.ResourceProvider>> = {
  Vm: toDynamic(vmProvider),
  Nic: toDynamic(nicProvider),
  Floppy: toDynamic(floppyProvider),
  Sysprep: toDynamic(sysprepProvider),
  Permission: toDynamic(permissionProvider),
  Snapshot: toDynamic(snapshotProvider),
  Reset: toDynamic(resetProvider),
  Power: toDynamic(powerProvider),
  Remains: toDynamic(remainsProvider),
};
