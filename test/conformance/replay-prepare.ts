/**
 * @module Brings the simulator into the state in which an exchange was recorded. What that state was is read from the
 * exchange itself: from the words of a refusal, or from what a success shows.
 */

import { nouns } from "../../simulator/api/nouns";
import type { Vm } from "../../simulator/engine/vm";
import { bodiesIn } from "./replay-dossier";
import { type Exchange, pathOf } from "./replay-exchange";
import { isAdministrator } from "./replay-inventory";
import { causeRefusal, everythingWell } from "./replay-prepare-fault";
import { prepareFloppy } from "./replay-prepare-floppy";
import { prepareVms } from "./replay-prepare-list";
import { prepareLog } from "./replay-prepare-log";
import { prepareVm } from "./replay-prepare-part";
import { prepareReferences } from "./replay-prepare-references";
import { preparePeople, prepareTemplates } from "./replay-prepare-rest";
import { ensureSnapshot } from "./replay-prepare-snapshots";
import { nameIn } from "./replay-request";
import type { Stage } from "./replay-stage";
import { type Tree, treeOf } from "./replay-tree";

const succeeded = (exchange: Exchange) => exchange.status < 300;

export function prepare(stage: Stage, exchange: Exchange): void {
  everythingWell(stage);
  const [, collection = "", id = "", ...rest] = pathOf(exchange).split("/");
  const request = treeOf(exchange.request) ?? null;
  defineProperties(stage, exchange, request);
  prepareFloppy(stage, exchange);
  prepareReferences(stage, exchange);
  preparePeople(stage, exchange, collection);
  const vm = collection === "vms" && id !== "" ? existingVm(stage, exchange, id) : undefined;
  if (!succeeded(exchange)) {
    prepareNamed(stage, exchange, vm, rest);
    causeRefusal(stage, { detail: exchange.response.body, vm, name: nameIn(request), request });
  } else if (vm !== undefined) {
    prepareVm(stage, exchange, vm, rest);
  } else if (collection === "vms") {
    prepareVms(stage, exchange, nameIn(request));
  } else if (collection === "templates") {
    prepareTemplates(stage, exchange, id, nameIn(request));
  } else {
    prepareLog(stage, exchange);
  }
}

/** Not for an id that was recorded as unknown. */
function existingVm(stage: Stage, exchange: Exchange, id: string): Vm | undefined {
  const { status, response } = exchange;
  const unknown =
    (status === 404 && (response.body === "" || response.body.startsWith("RESTEASY"))) ||
    /VM is not found|invalid object ID or type|getVm\(\)\\?" is null/.test(response.body);
  if (!unknown) {
    return stage.vm(id);
  }
  const vm = stage.engine.vms.get(stage.ids.here(id) ?? id);
  const [, , , part] = pathOf(exchange).split("/");
  if (part !== undefined) {
    return vm;
  }
  // It was removed before, or it is somebody else's.
  if (vm !== undefined && isAdministrator(exchange) && !stage.until(() => !stage.engine.vms.has(vm.id))) {
    stage.forget(vm);
  }
  return undefined;
}

/** A part of a VM that the path names: a snapshot, a NIC, a permission. */
function prepareNamed(
  stage: Stage,
  exchange: Exchange,
  vm: Vm | undefined,
  [part, id, verb]: string[],
): void {
  if (vm === undefined || part !== "snapshots" || id === undefined) {
    return;
  }
  const { body } = exchange.response;
  if (/only allowed for regular|Active VM snapshot/.test(body)) {
    const active = vm.snapshots.find(snapshot => snapshot.type === "active");
    stage.ids.bind(id, active?.id ?? "");
  } else if (/Entity not found/.test(body)) {
    const gone = vm.snapshots.find(snapshot => snapshot.id === stage.ids.here(id));
    stage.until(() => gone === undefined || !vm.snapshots.includes(gone));
  } else if (verb === "restore") {
    const { status } = vm;
    ensureSnapshot(stage, vm, id);
    stage.bring(vm, status === "image_locked" ? "down" : status);
  } else {
    ensureSnapshot(stage, vm, id, "snap two");
  }
}

/** A property that a request sets with success, and those that an answer lists, are defined. */
function defineProperties(stage: Stage, exchange: Exchange, request: Tree): void {
  const { customProperties } = stage.engine.settings;
  if (exchange.target.includes("/options/")) {
    for (const option of bodiesIn(exchange, "", nouns.systemOption.type)) {
      for (const { version = "", value = "" } of option.values ?? []) {
        customProperties[version] = value;
      }
    }
  }
  const level = stage.engine.settings.clusterLevel;
  const defined = customProperties[level] ?? "";
  if (succeeded(exchange) && JSON.stringify(request).includes('"floppy"') && !defined.includes("floppy=")) {
    customProperties[level] = defined === "" ? "floppy=^.*$" : `${defined};floppy=^.*$`;
  }
}
