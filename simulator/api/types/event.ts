/**
 * @module An event of the audit log.
 */

import { date, entity, integer, type Of, oneOf, text } from "../schema";
import { reference } from "./reference";

export const event = entity("Event", {
  code: integer,
  correlation_id: text,
  custom_data: text,
  custom_id: integer,
  flood_rate: integer,
  index: integer,
  origin: text,
  severity: oneOf("alert", "error", "normal", "warning"),
  time: date,
  cluster: reference("Cluster"),
  data_center: reference("DataCenter"),
  host: reference("Host"),
  storage_domain: reference("StorageDomain"),
  template: reference("Template"),
  user: reference("User"),
  vm: reference("Vm"),
});

export type EventBody = Of<typeof event>;
