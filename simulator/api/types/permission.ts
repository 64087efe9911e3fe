/**
 * @module A permission: a role that a user or a group has on something.
 */

import { entity, later, type Of } from "../schema";
import { reference } from "./reference";
import { role } from "./role";
import { user } from "./user";

export const permission = entity("Permission", {
  cluster: reference("Cluster"),
  data_center: reference("DataCenter"),
  disk: reference("Disk"),
  group: reference("Group"),
  host: reference("Host"),
  role: later(() => role),
  storage_domain: reference("StorageDomain"),
  template: reference("Template"),
  user: later(() => user),
  vm: reference("Vm"),
  vm_pool: reference("VmPool"),
});

export type PermissionBody = Of<typeof permission>;
