/**
 * @module How jobs and their steps are shown.
 */

import type { Job, Step } from "../../engine/jobs";
import type { JobBody, StepBody } from "../types/job";
import { actionsOf, linksOf, ref } from "./address";

export function jobBody(job: Job): JobBody {
  const self = ref("jobs", job.id);
  return {
    ...self,
    description: job.description,
    actions: actionsOf(self.href, ["clear", "end"]),
    link: linksOf(self.href, ["steps"]),
    auto_cleared: job.autoCleared,
    end_time: job.ended,
    external: job.external,
    last_updated: job.updated,
    start_time: job.started,
    status: job.status,
    owner: ref("users", job.owner),
  };
}

export function stepBody(job: Job, step: Step): StepBody {
  const self = ref(`jobs/${job.id}/steps`, step.id);
  return {
    ...self,
    description: step.description,
    actions: actionsOf(self.href, ["end"]),
    link: linksOf(self.href, ["statistics"]),
    end_time: step.ended,
    external: step.external,
    number: step.number,
    start_time: step.started,
    status: step.status,
    type: step.type,
    job: ref("jobs", job.id),
    parent_step: step.parent === undefined ? undefined : ref(`jobs/${job.id}/steps`, step.parent),
  };
}
