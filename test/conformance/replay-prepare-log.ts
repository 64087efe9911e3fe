/**
 * @module Brings the audit log and the task list into the state in which an answer shows them.
 */

import { nouns } from "../../simulator/api/nouns";
import { bodiesIn } from "./replay-dossier";
import { type Exchange, pathOf, queryOf } from "./replay-exchange";
import type { Stage } from "./replay-stage";

export function prepareLog(stage: Stage, exchange: Exchange): void {
  const [, collection, id] = pathOf(exchange).split("/");
  if (collection === "jobs") {
    prepareJobs(stage, exchange, id);
  } else if (collection === "events") {
    const [event] = bodiesIn(exchange, "event", nouns.event.type);
    if (event?.vm?.id !== undefined && event.host !== undefined && exchange.method === "POST") {
      stage.bring(stage.vm(event.vm.id), "up");
    }
  } else if (collection === "disks") {
    prepareDisks(stage, exchange);
  }
}

/** A disk without a profile came back from a snapshot. */
function prepareDisks(stage: Stage, exchange: Exchange): void {
  const disks = [...stage.engine.templates.values()].flatMap(template => template.disks);
  const [first] = disks;
  const bare = bodiesIn(exchange, "disk", nouns.disk.type).some(disk => disk.disk_profile === undefined);
  if (first !== undefined && bare) {
    first.withoutProfile = true;
  }
}

/** Jobs that ended the way the recorded ones did. */
function prepareJobs(stage: Stage, exchange: Exchange, id: string | undefined): void {
  const { jobs } = stage.engine;
  if (queryOf(exchange).has("max")) {
    // The oldest ones are shown: what the replay did before is not among them.
    for (const job of jobs.list()) {
      jobs.clear(job);
    }
  }
  for (const body of bodiesIn(exchange, "job", nouns.job.type)) {
    const known = jobs.get(stage.ids.here(body.id ?? "") ?? "");
    if (known === undefined && body.description !== undefined) {
      const job = jobs.open(body.description, stage.caller.user.id, "prepared");
      if (body.status !== "started") {
        jobs.end(job, body.status === "failed" ? "failed" : "finished");
      }
      stage.ids.bind(body.id ?? id ?? "", job.id);
    }
  }
}
