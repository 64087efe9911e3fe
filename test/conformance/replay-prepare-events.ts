/**
 * @module Brings the audit log into the state in which an answer shows it. Events whose causes lie between the recordings are
 * caused; event numbers differ, so `from=467` becomes the number after which the recorded events begin here.
 */

import { nouns } from "../../simulator/api/nouns";
import type { EventBody } from "../../simulator/api/types/event";
import type { LoggedEvent } from "../../simulator/engine/events";
import { launchFailed } from "../../simulator/engine/power";
import { takeScreenshot } from "../../simulator/engine/screenshot";
import type { Vm } from "../../simulator/engine/vm";
import { startVm } from "../../simulator/engine/vm-start";
import { shutdownVm, stopVm } from "../../simulator/engine/vm-stop";
import { updateVm } from "../../simulator/engine/vm-update";
import { bodiesIn } from "./replay-dossier";
import { type Exchange, pathOf, queryOf } from "./replay-exchange";
import type { Stage } from "./replay-stage";

/** The target to ask instead. */
export function prepareEvents(stage: Stage, exchange: Exchange, target: string): string {
  if (!pathOf(exchange).startsWith("/events") || exchange.method !== "GET") {
    return target;
  }
  const recorded = bodiesIn(exchange, "event", nouns.event.type).toSorted(
    (a, b) => (a.index ?? 0) - (b.index ?? 0),
  );
  const { events } = stage.engine;
  stage.until(() => recorded.every(event => events.list().some(here => same(here, event))));
  // The newest ones of all have to be the newest ones here too.
  const newest = queryOf(exchange).has("max") && !queryOf(exchange).has("search");
  const known = newest ? [] : events.list();
  for (const event of recorded) {
    if (!known.some(here => same(here, event))) {
      cause(stage, event);
    }
  }
  const [oldest] = recorded;
  const first = events.list().find(here => oldest !== undefined && same(here, oldest));
  const from = first === undefined ? (events.list()[0]?.index ?? 0) : first.index - 1;
  return target.replace(/([?;&]from=)\d+/, `$1${from}`);
}

function same(here: LoggedEvent, recorded: EventBody): boolean {
  return here.code === recorded.code && here.vm?.name === recorded.vm?.name;
}

/** Does what makes the engine log such an event. */
function cause(stage: Stage, event: EventBody): void {
  const { engine, caller } = stage;
  const vm = stage.vm(event.vm?.id ?? "");
  const by = { ...caller, correlationId: event.correlation_id ?? caller.correlationId };
  switch (event.code) {
    case 153:
    case 32:
      stage.bring(vm, "up");
      return;
    case 54:
    case 119:
      failToStart(stage, vm, event);
      return;
    case 35:
    case 1200:
      updateVm(engine, by, vm, { name: `${vm.settings.name}-renamed` });
      updateVm(engine, by, vm, { name: stage.nameOf(event.vm?.id ?? "") });
      return;
    case 73:
      stage.bring(vm, "up");
      shutdownVm(engine, by, vm, {});
      return;
    case 254:
      stage.bring(vm, "down");
      stopVm(engine, by, vm, {});
      return;
    case 13502:
      stage.bring(vm, "up");
      takeScreenshot(engine, by, vm);
  }
}

/** The host refuses, in the recorded words. */
function failToStart(stage: Stage, vm: Vm, event: EventBody): void {
  const [, reason = "unknown"] = /Exit message: (.*)\.$/.exec(event.description ?? "") ?? [];
  stage.bring(vm, "down");
  stage.ensureDisk(vm);
  startVm(stage.engine, stage.caller, vm, {});
  launchFailed(stage.engine, stage.caller, vm, reason);
}
