/**
 * @module What an action is told and what it answers.
 */

import { boolean, entity, integer, later, list, type Of, part, text } from "../schema";
import { disk } from "./disk";
import { fault } from "./fault";
import { reference } from "./reference";
import { snapshot } from "./snapshot";
import { storageDomain } from "./storage-domain";
import { vm } from "./vm";

export const action = entity("Action", {
  async: boolean,
  clone: boolean,
  cluster: reference("Cluster"),
  collapse_snapshots: boolean,
  correlation_id: text,
  description: text,
  disks: list(
    "disk",
    later(() => disk),
  ),
  fault,
  filename: text,
  force: boolean,
  grace_period: part("GracePeriod", { expiry: integer }),
  host: reference("Host"),
  job: reference("Job"),
  maintenance_enabled: boolean,
  pause: boolean,
  reason: text,
  restore_memory: boolean,
  seal: boolean,
  snapshot: later(() => snapshot),
  status: text,
  storage_domain: later(() => storageDomain),
  succeeded: boolean,
  ticket: part("Ticket", { expiry: integer, value: text }),
  use_cloud_init: boolean,
  use_ignition: boolean,
  use_initialization: boolean,
  use_sysprep: boolean,
  vm: later(() => vm),
  volatile: boolean,
});

export type ActionBody = Of<typeof action>;
