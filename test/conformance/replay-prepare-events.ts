/**
 * @module Event numbers differ between the recording and the simulator: `from=467` becomes the number after which the
 * recorded events begin here.
 */

import { nouns } from "../../simulator/api/nouns";
import type { EventBody } from "../../simulator/api/types/event";
import type { LoggedEvent } from "../../simulator/engine/events";
import { bodiesIn } from "./replay-dossier";
import { type Exchange, pathOf } from "./replay-exchange";
import type { Stage } from "./replay-stage";

/** The target to ask instead. */
export function prepareEvents(stage: Stage, exchange: Exchange, target: string): string {
  if (!pathOf(exchange).startsWith("/events") || !/[?;&]from=\d+/.test(target)) {
    return target;
  }
  const recorded = bodiesIn(exchange, "event", nouns.event.type);
  const oldest = recorded.reduce<EventBody | undefined>(
    (first, event) => ((event.index ?? 0) < (first?.index ?? Number.POSITIVE_INFINITY) ? event : first),
    undefined,
  );
  const log = stage.engine.events.list();
  stage.until(() => recorded.every(event => stage.engine.events.list().some(here => same(here, event))));
  const first = log.find(here => oldest !== undefined && same(here, oldest));
  const from = first === undefined ? (log[0]?.index ?? 0) : first.index - 1;
  return target.replace(/from=\d+/, `from=${from}`);
}

function same(here: LoggedEvent, recorded: EventBody): boolean {
  return here.code === recorded.code && here.vm?.name === recorded.vm?.name;
}
