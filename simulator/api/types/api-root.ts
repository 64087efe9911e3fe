/**
 * @module What stands at `/ovirt-engine/api`.
 */

import { date, entity, integer, type Of, part, text } from "../schema";
import { reference } from "./reference";
import { version } from "./vm-parts";

const summaryItem = part("ApiSummaryItem", { active: integer, total: integer });

export const apiRoot = entity("Api", {
  engine_backup: part("EngineBackup", {}),
  product_info: part("ProductInfo", { instance_id: text, name: text, vendor: text, version }),
  special_objects: part("SpecialObjects", {
    blank_template: reference("Template"),
    root_tag: reference("Tag"),
  }),
  summary: part("ApiSummary", {
    hosts: summaryItem,
    storage_domains: summaryItem,
    users: summaryItem,
    vms: summaryItem,
  }),
  time: date,
  authenticated_user: reference("User"),
  effective_user: reference("User"),
});

export type ApiRootBody = Of<typeof apiRoot>;
