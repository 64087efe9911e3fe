/**
 * @module Lists of VMs: these VMs, in these states, and no others that would be found too.
 */

import { grant } from "../../simulator/engine/permissions";
import type { Vm } from "../../simulator/engine/vm";
import { vmsIn } from "./replay-dossier";
import { type Exchange, queryOf } from "./replay-exchange";
import { isAdministrator } from "./replay-inventory";
import { showAs } from "./replay-prepare-vm";
import type { Stage } from "./replay-stage";

/** `name`: of the VM that is to be made. */
export function prepareVms(stage: Stage, exchange: Exchange, name: string | undefined): void {
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
