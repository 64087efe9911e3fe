/**
 * @module A job and its steps.
 */

import { boolean, date, entity, integer, later, list, type ObjectType, type Of, oneOf } from "../schema";
import { reference } from "./reference";

const jobStatus = oneOf("aborted", "failed", "finished", "started", "unknown");

export const step = entity("Step", {
  end_time: date,
  external: boolean,
  number: integer,
  progress: integer,
  start_time: date,
  status: jobStatus,
  type: oneOf(
    "executing",
    "finalizing",
    "preparing",
    "rebalancing_volume",
    "removing_bricks",
    "unknown",
    "validating",
  ),
  job: reference("Job"),
  parent_step: reference("Step"),
});

export const job = entity("Job", {
  auto_cleared: boolean,
  end_time: date,
  external: boolean,
  last_updated: date,
  start_time: date,
  status: jobStatus,
  owner: reference("User"),
  steps: list(
    "step",
    later((): ObjectType<object> => step),
  ),
});

export type JobBody = Of<typeof job>;
export type StepBody = Of<typeof step>;
