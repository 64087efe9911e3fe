/**
 * @module Brings the simulator into the state in which an exchange was recorded. What that state was is read from the
 * exchange itself: from the words of a refusal, or from what a success shows.
 */

import { nouns } from "../../simulator/api/nouns";
import { readJson } from "../../simulator/api/read-json";
import { readXml } from "../../simulator/api/read-xml";
import type { VmBody } from "../../simulator/api/types/vm";
import { grant } from "../../simulator/engine/permissions";
import type { Vm } from "../../simulator/engine/vm";
import { bodiesIn, vmsIn } from "./replay-dossier";
import { type Exchange, pathOf, queryOf } from "./replay-exchange";
import { isObject } from "./replay-ids";
import { isAdministrator } from "./replay-inventory";
import { causeRefusal, everythingWell } from "./replay-prepare-fault";
import { prepareFloppy } from "./replay-prepare-floppy";
import { prepareLog } from "./replay-prepare-log";
import { prepareReferences } from "./replay-prepare-references";
import { ensureSnapshot, preview, showLock, showSnapshots, unpreview } from "./replay-prepare-snapshots";
import { ensureParts, showAs, showBefore } from "./replay-prepare-vm";
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

function prepareVm(stage: Stage, exchange: Exchange, vm: Vm, [part, id]: string[]): void {
  const { method } = exchange;
  const [shown] = vmsIn(exchange);
  const changing = method !== "GET";
  if (part === undefined) {
    if (shown !== undefined && method === "GET") {
      showAs(stage, vm, shown);
    } else if (shown !== undefined) {
      if (shown.initialization?.configuration !== undefined) {
        stage.calm(vm);
      }
      showBefore(stage, vm, shown, requestOf(exchange));
    } else {
      stage.bring(vm, "down");
    }
    return;
  }
  switch (part) {
    case "start":
      prepareStart(stage, vm);
      return;
    case "stop":
    case "shutdown":
      stage.calm(vm);
      return;
    case "suspend":
    case "reboot":
    case "reset":
    case "ticket":
    case "screenshot":
      stage.bring(vm, "up");
      return;
    case "previewsnapshot":
    case "commitsnapshot":
    case "undosnapshot":
      prepareLook(stage, exchange, vm, part);
      return;
    case "snapshots":
      prepareSnapshots(stage, exchange, vm, id);
      return;
    case "creation_status":
      prepareCreation(stage, exchange, vm, id ?? "");
      return;
    default:
      preparePart(stage, exchange, vm, part, changing ? id : undefined);
  }
}

function prepareStart(stage: Stage, vm: Vm): void {
  stage.calm(vm);
  if (vm.status !== "paused" && vm.status !== "suspended") {
    stage.bring(vm, "down");
  }
  stage.ensureDisk(vm);
}

function prepareLook(stage: Stage, exchange: Exchange, vm: Vm, part: string): void {
  stage.calm(vm);
  if (part !== "previewsnapshot") {
    preview(stage, vm);
    return;
  }
  unpreview(vm);
  stage.bring(vm, "down");
  const request = treeOf(exchange.request) ?? null;
  const id = isObject(request) && isObject(request.snapshot) ? String(request.snapshot.id) : "";
  ensureSnapshot(stage, vm, id);
}

function prepareSnapshots(stage: Stage, exchange: Exchange, vm: Vm, id: string | undefined): void {
  const bodies = bodiesIn(exchange, "snapshot", nouns.snapshot.type);
  const [body] = bodies;
  if (exchange.method === "POST" && id === undefined) {
    stage.calm(vm);
    unpreview(vm);
    const asked = /persist_memorystate/.test(exchange.request.body);
    if (body?.persist_memorystate === true) {
      if (vm.run?.stateless || vm.settings.stateless) {
        stage.bring(vm, "down");
        vm.settings.stateless = false;
      }
      stage.bring(vm, "up");
    } else if (!asked) {
      stage.bring(vm, "down");
    }
  } else if (id === undefined) {
    showSnapshots(stage, vm, bodies);
  } else if (exchange.method === "GET") {
    const snapshot = ensureSnapshot(stage, vm, id, body?.description);
    if (body?.vm !== undefined) {
      const shown = body.vm as Parameters<typeof showAs>[2];
      const { lock } = vm;
      vm.lock = undefined;
      showAs(stage, vm, shown);
      vm.lock = lock;
      showLock(stage, vm, body);
    } else {
      stage.until(() => snapshot.status === "ok");
    }
  } else {
    unpreview(vm);
    stage.calm(vm);
    ensureSnapshot(stage, vm, id);
    if (exchange.target.endsWith("/restore")) {
      stage.bring(vm, "down");
    }
  }
}

function prepareCreation(stage: Stage, exchange: Exchange, vm: Vm, id: string): void {
  const creation = [...stage.engine.creations.values()].find(candidate => candidate.vm === vm.id);
  if (creation !== undefined) {
    stage.ids.bind(id, creation.id);
    if (exchange.response.body.includes("complete")) {
      stage.until(() => creation.status === "complete");
    }
  }
}

/** A collection of a VM; `id`: the member that is to be changed or removed. */
function preparePart(stage: Stage, exchange: Exchange, vm: Vm, part: string, id: string | undefined): void {
  const tree = treeOf(exchange.response) ?? null;
  const empty = isObject(tree) && Object.keys(tree).length === 0;
  if (part === "nics" || part === "diskattachments") {
    stage.until(
      () => vm.disks.every(disk => disk.status === "ok") || /"locked"/.test(exchange.response.body),
    );
    if (exchange.method === "POST") {
      const name = nameIn(treeOf(exchange.request) ?? null);
      vm.nics = vm.nics.filter(nic => nic.name !== name);
      return;
    }
    ensureParts(stage, vm);
    const parts = part === "nics" ? vm.nics : vm.disks;
    if (id !== undefined && !parts.some(candidate => candidate.id === stage.ids.here(id))) {
      stage.ids.bind(id, parts[0]?.id ?? "");
    }
  }
  if (part === "reporteddevices" || /follow=reported_devices/.test(exchange.target)) {
    showDevices(stage, vm, empty);
  }
  if (part === "graphicsconsoles" && /"address"/.test(exchange.response.body)) {
    stage.bring(vm, "up");
  }
  if (part === "permissions" && id !== undefined && stage.ids.here(id) === undefined) {
    const [user] = [...stage.engine.users.values()].filter(candidate => !candidate.administrator);
    const permission = grant(stage.engine, stage.caller, vm, {
      role: { name: "UserRole" },
      user: { id: user?.id },
    });
    stage.ids.bind(id, permission.id);
  }
}

function showDevices(stage: Stage, vm: Vm, empty: boolean): void {
  ensureParts(stage, vm);
  if (vm.status === "down") {
    stage.bring(vm, "up");
  }
  const mac = vm.nics[0]?.mac ?? "";
  if (!stage.until(() => (vm.run?.agent?.addresses.length ?? 0) > 0 || empty)) {
    stage.bring(vm, "up");
  }
  const { run } = vm;
  if (run !== undefined) {
    const fqdn = run.agent?.fqdn ?? vm.settings.name;
    run.agent = { fqdn, addresses: empty ? [] : [{ mac, address: "192.0.2.101" }] };
  }
}

/** A list: these VMs, in these states, and no others that would be found too. */
function prepareVms(stage: Stage, exchange: Exchange, name: string | undefined): void {
  if (exchange.method === "POST") {
    const namesake = stage.engine.vmNamed(name ?? "");
    if (namesake !== undefined) {
      stage.forget(namesake);
    }
    stage.engine.nameLocks.delete(name ?? "");
    return;
  }
  const shown = vmsIn(exchange);
  const vms = shown.map(body => stage.vm(body.id ?? ""));
  // Twice: while one is brought into its state, time goes on for the others.
  for (const _ of ["first", "again"]) {
    for (const [index, vm] of vms.entries()) {
      showAs(stage, vm, shown[index] ?? {});
    }
  }
  fillPages(stage, exchange, vms);
  if (queryOf(exchange).has("search") && !queryOf(exchange).has("max")) {
    for (const vm of [...stage.engine.vms.values()]) {
      if (!vms.includes(vm)) {
        stage.forget(vm);
      }
    }
  }
  if (!isAdministrator(exchange)) {
    for (const permission of stage.engine.permissions.values()) {
      if (permission.vm !== undefined) {
        stage.engine.permissions.delete(permission.id);
      }
    }
    for (const vm of vms) {
      shareWithUsers(stage, vm);
    }
  }
}

/** Before the shown page come as many VMs as the pages before it hold. */
function fillPages(stage: Stage, exchange: Exchange, vms: Vm[]): void {
  const search = queryOf(exchange).get("search") ?? "";
  const [, prefix, page] = /name=([\w.-]*)\*.* page (\d+)/.exec(search) ?? [];
  const first = vms.map(vm => vm.settings.name).sort()[0];
  if (prefix === undefined || first === undefined) {
    return;
  }
  const wanted = (Number(page) - 1) * Number(queryOf(exchange).get("max"));
  const before = [...stage.engine.vms.values()].filter(
    vm => vm.settings.name.startsWith(prefix) && vm.settings.name < first,
  );
  for (let number = before.length; number < wanted; number++) {
    stage.filler(`${prefix}-${number}`);
  }
}

function shareWithUsers(stage: Stage, vm: Vm): void {
  for (const user of stage.engine.users.values()) {
    if (!user.administrator) {
      user.added = true;
      grant(stage.engine, stage.caller, vm, { role: { name: "UserRole" }, user: { id: user.id } });
    }
  }
}

/** A template that is to be made is not there yet; one that a path names is. */
function prepareTemplates(stage: Stage, exchange: Exchange, id: string, name: string | undefined): void {
  if (exchange.method === "POST") {
    freeTemplate(stage, name);
  } else if (id !== "" && !stage.engine.templates.has(stage.ids.here(id) ?? id)) {
    const wanted = stage.dossier.nameOf("templates", id) ?? "tpl-win";
    const template = [...stage.engine.templates.values()].find(({ settings }) => settings.name === wanted);
    stage.ids.bind(id, template?.id ?? id);
  }
}

function freeTemplate(stage: Stage, name: string | undefined): void {
  for (const template of stage.engine.templates.values()) {
    if (template.settings.name === name) {
      stage.engine.templates.delete(template.id);
    }
  }
}

/** People are in the engine once an answer shows them, and before they are given something. */
function preparePeople(stage: Stage, exchange: Exchange, collection: string): void {
  const people = [...stage.engine.users.values()].filter(user => !user.administrator);
  const shown = bodiesIn(exchange, "user", nouns.user.type).map(user => user.principal);
  for (const user of people) {
    if (collection === "users" && exchange.method === "GET") {
      user.added = shown.includes(user.principal);
    } else if (exchange.target.includes("/permissions")) {
      user.added = true;
    }
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

/** What the request says of a VM. */
function requestOf(exchange: Exchange): VmBody {
  const json = exchange.request.headers["content-type"] === "application/json";
  return (json ? readJson : readXml)(nouns.vm.type, exchange.request.body) as VmBody;
}

function nameIn(request: Tree): string | undefined {
  if (!isObject(request)) {
    return undefined;
  }
  const direct = Array.isArray(request.name) ? request.name[0] : request.name;
  if (direct !== undefined) {
    return String(direct);
  }
  const [first] = Object.values(request);
  const inner = Array.isArray(first) ? first[0] : undefined;
  return inner === undefined ? undefined : nameIn(inner);
}
