/**
 * @module `/vms`: finding, creating, changing and removing.
 */

import type { Engine } from "../../engine/engine";
import { maySeeVm } from "../../engine/may";
import type { Vm } from "../../engine/vm";
import { createVm } from "../../engine/vm-create";
import { deleteVm } from "../../engine/vm-delete";
import { updateVm } from "../../engine/vm-update";
import type { Fields } from "../../search/match";
import { complete } from "../action";
import { find, flag } from "../find";
import { nouns } from "../nouns";
import {
  type Answer,
  accepted,
  type Call,
  created,
  get,
  list,
  one,
  type Route,
  receive,
  remove,
} from "../route";
import { type VmBody, vm as vmType } from "../types/vm";
import { root } from "../views/address";
import { type Look, vmBody } from "../views/vm-view";
import { found, vmOf } from "./lookup";

function fields(call: Call<unknown>): Fields<Vm> {
  const { engine } = call;
  return {
    name: vm => vm.settings.name,
    comment: vm => vm.settings.comment,
    description: vm => vm.settings.description,
    status: vm => [vm.status, vm.status.replaceAll("_", "")],
    id: vm => vm.id,
    fqdn: vm => vm.run?.agent?.fqdn,
    ip: vm => vm.run?.agent?.addresses.map(entry => entry.address),
    guest_name: () => undefined,
    tag: () => undefined,
    cluster: vm => engine.clusters.get(vm.cluster)?.name,
    datacenter: vm => engine.dataCenterOf(engine.cluster(vm.cluster)).name,
    host: vm => vm.run && engine.host(vm.run.host).name,
    template: vm => engine.templates.get(vm.template)?.settings.name,
    "template.name": vm => engine.templates.get(vm.template)?.settings.name,
    os: vm => vm.settings.os.type,
    memory: vm => vm.settings.memory / 1024 / 1024,
    type: vm => vm.settings.type,
    creationdate: vm => vm.created,
    uptime: vm => vm.run?.started,
    correlation_id: vm => vm.run?.correlationId,
    next_run_configuration_exists: vm => String(vm.nextRun !== undefined),
  };
}

function listVms(call: Call<unknown>): Answer {
  const { engine, caller } = call;
  const seen = [...engine.vms.values()]
    .filter(vm => maySeeVm(engine, caller, vm))
    .sort((a, b) => (a.settings.name < b.settings.name ? -1 : 1));
  const look = { all: flag(call, "all_content"), filtered: caller.filtered };
  return list(nouns.vm, bodies(engine, find(call, seen, fields(call)), look));
}

/** One after the other, as they are written. */
function* bodies(engine: Engine, vms: Vm[], look: Look): Generator<VmBody> {
  for (const vm of vms) {
    yield vmBody(engine, vm, look);
  }
}

async function addVm(call: Call<VmBody>): Promise<Answer> {
  const { engine, caller, query, headers } = call;
  const clone = query.get("clone") === "true";
  const { vm, creation } = createVm(engine, caller, call.body, clone);
  const body = vmBody(engine, vm, { all: true });
  if (creation === undefined) {
    return created(nouns.vm, body);
  }
  if (headers.expect === "201-created") {
    await engine.untilCreated(creation);
    return created(nouns.vm, body);
  }
  const link = { href: `${root}/vms/${vm.id}/creation_status/${creation.id}`, rel: "creation_status" };
  return accepted(nouns.vm, {
    ...body,
    creation_status: creation.status,
    link: [...(body.link ?? []), link],
  });
}

export const vmRoutes: Route[] = [
  get("/vms", listVms),
  receive("POST", "/vms", "vms add", vmType, addVm),
  get("/vms/:vm", call => {
    const look = {
      all: flag(call, "all_content"),
      filtered: call.caller.filtered,
      nextRun: flag(call, "next_run"),
    };
    return one(nouns.vm, vmBody(call.engine, vmOf(call), look));
  }),
  receive("PUT", "/vms/:vm", "vm update", vmType, call => {
    const vm = vmOf(call);
    const later = flag(call, "next_run");
    updateVm(call.engine, call.caller, vm, call.body, later);
    return one(nouns.vm, vmBody(call.engine, vm, { all: true, nextRun: later }));
  }),
  remove("/vms/:vm", call =>
    complete({}, deleteVm(call.engine, call.caller, vmOf(call), flag(call, "detach_only"))),
  ),
  get("/vms/:vm/creation_status/:creation", call => {
    vmOf(call);
    const creation = found(call.engine.creations.get(call.parts.creation ?? ""));
    const href = `${root}/vms/${creation.vm}/creation_status/${creation.id}`;
    return one(nouns.creation, { href, id: creation.id, status: creation.status });
  }),
];
