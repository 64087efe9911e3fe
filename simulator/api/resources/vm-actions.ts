/**
 * @module What a VM can be told to do.
 */

import { randomBytes } from "node:crypto";
import { conflict, crashed, invalid } from "../../engine/fault";
import type { Job } from "../../engine/jobs";
import { commitSnapshot, previewSnapshot, undoSnapshot } from "../../engine/preview";
import { restoreSnapshot } from "../../engine/restore";
import { takeScreenshot } from "../../engine/screenshot";
import { snapshotOf } from "../../engine/snapshots";
import type { Vm } from "../../engine/vm";
import { startVm } from "../../engine/vm-start";
import { rebootVm, resetVm, shutdownVm, stopVm, suspendVm } from "../../engine/vm-stop";
import { action, complete } from "../action";
import { nouns } from "../nouns";
import { type Answer, accepted, type Call, get, one, type Route } from "../route";
import type { ActionBody } from "../types/action";
import { ref, root } from "../views/address";
import { snapshotStub } from "../views/snapshot-view";
import { vmStub } from "../views/vm-view";
import { found, maybeVm, vmOf } from "./lookup";

type Command = (call: Call<ActionBody>, vm: Vm | undefined) => Job;

/** An action whose answer names its VM. */
function power(name: string, command: Command): Route {
  return action(`/vms/:vm/${name}`, `vm ${name}`, call => {
    const vm = maybeVm(call);
    const job = command(call, vm);
    return complete(call, job, { vm: vm && vmStub(vm) });
  });
}

const defaultTicketSeconds = 7200;

/** Consoles take passwords of eight characters. */
function ticket(call: Call<ActionBody>): Answer {
  const vm = vmOf(call);
  if (vm.run === undefined) {
    throw conflict("Cannot set VM ticket because the VM is in Down status.");
  }
  const { value, expiry } = call.body.ticket ?? {};
  return one(nouns.action, {
    status: "complete",
    ticket: { value: value ?? randomBytes(6).toString("base64url"), expiry: expiry ?? defaultTicketSeconds },
  });
}

/** Goes on in the background: 202, with the address where it can be watched. */
function background(call: Call<ActionBody>, vm: Vm, name: string, job: Job): Answer {
  const parent = ref("vms", vm.id);
  const monitor = { href: `${parent.href}/${name}/${job.id}`, id: job.id };
  return accepted(nouns.action, {
    ...call.body,
    ...monitor,
    async: true,
    job: ref("jobs", job.id),
    status: "pending",
    link: [
      { href: parent.href, rel: "parent" },
      { href: `${parent.href}/${name}`, rel: "replay" },
    ],
  });
}

function monitor(name: string): Route {
  return get(`/vms/:vm/${name}/:job`, call => {
    const vm = vmOf(call);
    const job = found(call.engine.jobs.get(call.parts.job ?? ""));
    const status = { started: "pending", finished: "complete", failed: "failed", aborted: "failed" }[
      job.status
    ];
    return one(nouns.action, { href: `${root}/vms/${vm.id}/${name}/${job.id}`, id: job.id, status });
  });
}

function preview(call: Call<ActionBody>): Answer {
  const vm = vmOf(call);
  const id = call.body.snapshot?.id;
  if (id === undefined) {
    throw invalid("Cannot preview Snapshot. VM's Snapshot does not exist.");
  }
  const job = previewSnapshot(call.engine, call.caller, vm, snapshotOf(vm, id));
  return background(call, vm, "previewsnapshot", job);
}

/** Answered when the preview, its first half, is done. */
function restore(call: Call<ActionBody>): Promise<Answer> {
  const vm = vmOf(call);
  const snapshot = vm.snapshots.find(({ id }) => id === call.parts.snapshot);
  if (snapshot === undefined) {
    throw crashed(
      'java.lang.NullPointerException: Cannot invoke "org.ovirt.engine.core.common.businessentities.Snapshot.getType()" because "snapshot" is null',
    );
  }
  return new Promise((resolve, reject) => {
    restoreSnapshot(call.engine, call.caller, vm, snapshot, call.body.restore_memory, answer => {
      if ("fault" in answer) {
        reject(answer.fault);
      } else {
        resolve(complete(call, answer.job, { async: false, snapshot: snapshotStub(vm, snapshot) }));
      }
    });
  });
}

export const vmActionRoutes: Route[] = [
  power("start", ({ engine, caller, body }, vm) => startVm(engine, caller, vm, body)),
  power("stop", ({ engine, caller, body }, vm) => stopVm(engine, caller, vm, body)),
  power("shutdown", ({ engine, caller, body }, vm) => shutdownVm(engine, caller, vm, body)),
  power("suspend", ({ engine, caller }, vm) => suspendVm(engine, caller, vm)),
  power("reboot", ({ engine, caller }, vm) => rebootVm(engine, caller, vm)),
  power("reset", ({ engine, caller }, vm) => resetVm(engine, caller, vm)),
  action("/vms/:vm/ticket", "vm ticket", ticket),
  action("/vms/:vm/screenshot", "vm screenshot", call => ({
    kind: "bytes",
    contentType: "image/png",
    content: takeScreenshot(call.engine, call.caller, vmOf(call)),
  })),
  action("/vms/:vm/previewsnapshot", "vm preview_snapshot", preview),
  action("/vms/:vm/commitsnapshot", "vm commit_snapshot", call => {
    const vm = vmOf(call);
    return background(call, vm, "commitsnapshot", commitSnapshot(call.engine, call.caller, vm));
  }),
  action("/vms/:vm/undosnapshot", "vm undo_snapshot", call => {
    const vm = vmOf(call);
    return background(call, vm, "undosnapshot", undoSnapshot(call.engine, call.caller, vm));
  }),
  action("/vms/:vm/snapshots/:snapshot/restore", "snapshot restore", restore, { async: false }),
  ...["previewsnapshot", "commitsnapshot", "undosnapshot"].map(monitor),
];
