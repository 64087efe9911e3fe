/**
 * @module One VM, or a part of it, before a request that was answered with success.
 */

import { nouns } from "../../simulator/api/nouns";
import type { VmBody } from "../../simulator/api/types/vm";
import { grant } from "../../simulator/engine/permissions";
import type { Vm } from "../../simulator/engine/vm";
import { bodiesIn, vmsIn } from "./replay-dossier";
import type { Exchange } from "./replay-exchange";
import { isObject } from "./replay-ids";
import { ensureSnapshot, preview, showLock, showSnapshots, unpreview } from "./replay-prepare-snapshots";
import { ensureParts, showAs, showBefore } from "./replay-prepare-vm";
import { nameIn, requestOf } from "./replay-request";
import type { Stage } from "./replay-stage";
import { treeOf } from "./replay-tree";

export function prepareVm(stage: Stage, exchange: Exchange, vm: Vm, [part, id]: string[]): void {
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
      const shown = body.vm as VmBody;
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
