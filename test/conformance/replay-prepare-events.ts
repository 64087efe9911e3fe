/**
 * @module Brings the audit log into the state in which an answer shows it. Events whose causes lie between the recordings are
 * caused; event numbers differ, so `from=467` becomes the number after which the recorded events begin here.
 */

import assert from "node:assert/strict";
import { nouns } from "../../simulator/api/nouns";
import type { EventBody } from "../../simulator/api/types/event";
import type { LoggedEvent } from "../../simulator/engine/events";
import { launchFailed } from "../../simulator/engine/power";
import { takeScreenshot } from "../../simulator/engine/screenshot";
import type { Vm } from "../../simulator/engine/vm";
import { changed } from "../../simulator/engine/vm-change";
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
  const mark = queryOf(exchange).has("max") ? (events.list()[0]?.index ?? 0) : 0;
  for (const event of recorded) {
    if (!events.since(mark).some(here => same(here, event))) {
      cause(stage, event, recorded);
    }
  }
  const found = recorded.flatMap(event => events.list().find(here => same(here, event))?.index ?? []);
  const from = found.length === 0 ? (events.list()[0]?.index ?? 0) : Math.min(...found) - 1;
  return target.replace(/([?;&]from=)\d+/, `$1${from}`);
}

function same(here: LoggedEvent, recorded: EventBody): boolean {
  return here.code === recorded.code && here.vm?.name === recorded.vm?.name;
}

/** Does what makes the engine log such an event, among others of the same cause. */
function cause(stage: Stage, event: EventBody, all: EventBody[]): void {
  const { engine, caller } = stage;
  const vm = stage.vm(event.vm?.id ?? "");
  const by = { ...caller, correlationId: event.correlation_id ?? caller.correlationId };
  switch (event.code) {
    case 32:
    case 61:
    case 153:
    case 157:
      stage.bring(vm, "down");
      run(stage, vm, all);
      return;
    case 37:
    case 53:
      stage.forget(vm);
      stage.calm(stage.vm(event.vm?.id ?? ""));
      return;
    case 54:
    case 119:
      failToStart(stage, vm, event);
      return;
    case 35:
    case 1200:
      stage.calm(vm);
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

const answerFile =
  "<unattend><ComputerName>SEAT</ComputerName><CommandLine>shutdown /p</CommandLine></unattend>";

/** A guest that restarted and switched itself off had an answer file that said so. */
function run(stage: Stage, vm: Vm, all: EventBody[]): void {
  const ofVm = all.filter(event => event.vm?.id !== undefined && stage.vm(event.vm.id) === vm);
  const setUp = ofVm.some(
    event => event.code === 157 || /from within the guest/.test(event.description ?? ""),
  );
  if (setUp) {
    const windows = { os: { type: "windows_2022" }, time_zone: { name: "GMT Standard Time" } };
    vm.settings = changed(vm.settings, windows, false);
  }
  const script = { vm: { initialization: { custom_script: answerFile } }, use_sysprep: true };
  startVm(stage.engine, stage.caller, vm, setUp ? script : {});
  stage.until(() => (setUp ? vm.run === undefined : vm.status === "up"));
}

const refusedStart = { vm: { custom_properties: [{ name: "nosuch", value: "1" }] } };

/** The host refuses, in the recorded words. */
function failToStart(stage: Stage, vm: Vm, event: EventBody): void {
  const [, reason = "unknown"] = /Exit message: (.*)\.$/.exec(event.description ?? "") ?? [];
  if (event.description?.includes("failed validation")) {
    stage.bring(vm, event.host === undefined ? "down" : "up");
    assert.throws(() => startVm(stage.engine, stage.caller, vm, refusedStart));
    return;
  }
  stage.bring(vm, "down");
  stage.ensureDisk(vm);
  startVm(stage.engine, stage.caller, vm, {});
  launchFailed(stage.engine, stage.caller, vm, reason, false);
}
