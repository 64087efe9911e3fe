/**
 * @module A data center.
 */

import { boolean, entity, list, type Of, text } from "../schema";
import { reference } from "./reference";
import { version } from "./vm-parts";

export const dataCenter = entity("DataCenter", {
  local: boolean,
  quota_mode: text,
  status: text,
  storage_format: text,
  supported_versions: list("version", version),
  version,
  mac_pool: reference("MacPool"),
});

export type DataCenterBody = Of<typeof dataCenter>;
