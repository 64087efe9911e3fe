/**
 * @module A statistic, such as `memory.installed`.
 */

import { decimal, entity, list, type Of, part, text } from "../schema";
import { reference } from "./reference";

export const statistic = entity("Statistic", {
  vm: reference("Vm"),
  nic: reference("Nic"),
  disk: reference("Disk"),
  host: reference("Host"),
  kind: text,
  type: text,
  unit: text,
  values: list("value", part("Value", { datum: decimal, detail: text })),
});

export type StatisticBody = Of<typeof statistic>;
