/**
 * @module Actions: `POST .../start` and the like, which all are told and all answer an `action`.
 */

import type { Job } from "../engine/jobs";
import { nouns } from "./nouns";
import { type Answer, type Call, one, type Route, receive } from "./route";
import { type ActionBody, action as actionType } from "./types/action";
import { ref } from "./views/address";

/** `answers`: what stands in every answer of this action, whatever the request said. */
export function action(
  path: string,
  doc: string,
  handle: (call: Call<ActionBody>) => Answer | Promise<Answer>,
  answers: ActionBody = {},
): Route {
  return { ...receive("POST", path, doc, actionType, handle), action: { answers } };
}

/** Done: what the request said is repeated. */
export function complete(call: { body?: ActionBody }, job: Job | undefined, more: ActionBody = {}): Answer {
  return one(nouns.action, {
    ...call.body,
    job: job && ref("jobs", job.id),
    status: "complete",
    ...more,
  });
}
