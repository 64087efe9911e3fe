/**
 * @module A storage domain.
 */

import { boolean, entity, integer, list, type Of, part, text } from "../schema";
import { reference } from "./reference";

export const storageDomain = entity("StorageDomain", {
  available: integer,
  backup: boolean,
  block_size: integer,
  committed: integer,
  critical_space_action_blocker: integer,
  discard_after_delete: boolean,
  external_status: text,
  master: boolean,
  status: text,
  storage: part("HostStorage", { address: text, path: text, type: text }),
  storage_format: text,
  supports_discard: boolean,
  supports_discard_zeroes_data: boolean,
  type: text,
  used: integer,
  warning_low_space_indicator: integer,
  wipe_after_delete: boolean,
  data_centers: list("data_center", reference("DataCenter")),
});

export type StorageDomainBody = Of<typeof storageDomain>;
