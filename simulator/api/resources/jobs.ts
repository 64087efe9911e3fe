/**
 * @module `/jobs` and their steps: the engine's own, and those that others open.
 */

import { mandatory } from "../../engine/fault";
import type { Job } from "../../engine/jobs";
import type { Fields } from "../../search/match";
import { action, complete } from "../action";
import { find } from "../find";
import { nouns } from "../nouns";
import { type Call, created, get, list, one, type Route, receive } from "../route";
import { job as jobType, step as stepType } from "../types/job";
import { jobBody, stepBody } from "../views/job-view";
import { found } from "./lookup";

const fields: Fields<Job> = {
  correlation_id: job => job.correlationId,
  description: job => job.description,
  status: job => job.status,
  id: job => job.id,
  starttime: job => job.started,
  endtime: job => job.ended,
};

function jobOf(call: Call<unknown>): Job {
  return found(call.engine.jobs.get(call.parts.job ?? ""));
}

export const jobRoutes: Route[] = [
  get("/jobs", call => list(nouns.job, find(call, call.engine.jobs.list(), fields).map(jobBody))),
  receive("POST", "/jobs", "jobs add", jobType, call => {
    const { description } = call.body;
    if (description === undefined) {
      throw mandatory("job.description");
    }
    const { engine, caller } = call;
    const job = engine.jobs.open(description, caller.user.id, caller.correlationId, true);
    job.autoCleared = call.body.auto_cleared ?? false;
    return created(nouns.job, jobBody(job));
  }),
  get("/jobs/:job", call => one(nouns.job, jobBody(jobOf(call)))),
  action("/jobs/:job/end", "job end", call => {
    call.engine.jobs.end(jobOf(call), call.body.succeeded === false ? "failed" : "finished");
    return complete(call, undefined);
  }),
  action("/jobs/:job/clear", "job clear", call => {
    call.engine.jobs.clear(jobOf(call));
    return complete(call, undefined);
  }),
  get("/jobs/:job/steps", call => {
    const job = jobOf(call);
    return list(
      nouns.step,
      job.steps.map(step => stepBody(job, step)),
    );
  }),
  receive("POST", "/jobs/:job/steps", "steps add", stepType, call => {
    const job = jobOf(call);
    const { description, type = "executing", parent_step: parent } = call.body;
    if (description === undefined) {
      throw mandatory("step.description");
    }
    const kind = type === "rebalancing_volume" || type === "removing_bricks" ? "unknown" : type;
    const step = call.engine.jobs.addStep(job, kind, description, true, parent?.id);
    return created(nouns.step, stepBody(job, step));
  }),
  get("/jobs/:job/steps/:step", call => {
    const job = jobOf(call);
    return one(nouns.step, stepBody(job, found(job.steps.find(step => step.id === call.parts.step))));
  }),
  action("/jobs/:job/steps/:step/end", "step end", call => {
    const step = found(jobOf(call).steps.find(candidate => candidate.id === call.parts.step));
    step.status = call.body.succeeded === false ? "failed" : "finished";
    step.ended = call.engine.clock.now();
    return complete(call, undefined);
  }),
];
