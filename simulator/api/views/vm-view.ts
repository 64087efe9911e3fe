/**
 * @module How a VM is shown.
 */

import type { Engine } from "../../engine/engine";
import { settle } from "../../engine/settle";
import { isRunning, type Vm, type VmSettings } from "../../engine/vm";
import type { VmBody } from "../types/vm";
import { actionsOf, linksOf, type Ref, ref } from "./address";
import { ovf } from "./ovf";

const actions = [
  "cancelmigration",
  "commitsnapshot",
  "clone",
  "freezefilesystems",
  "logon",
  "maintenance",
  "previewsnapshot",
  "autopincpuandnumanodes",
  "reordermacaddresses",
  "thawfilesystems",
  "undosnapshot",
  "screenshot",
  "ticket",
  "migrate",
  "reboot",
  "shutdown",
  "start",
  "stop",
  "suspend",
  "reset",
  "export",
  "detach",
];

const links = [
  "snapshots",
  "applications",
  "cdroms",
  "mediateddevices",
  "diskattachments",
  "watchdogs",
  "graphicsconsoles",
  "hostdevices",
  "reporteddevices",
  "sessions",
  "backups",
  "checkpoints",
  "katelloerrata",
  "permissions",
  "tags",
  "affinitylabels",
  "nics",
  "numanodes",
  "statistics",
];

export interface Look {
  /** `all_content=true`, and every answer to a create or update: parts that are read one by one. */
  all?: boolean;
  /** As people without an administrator's role see it. */
  filtered?: boolean;
  /** The configuration of the next run. */
  nextRun?: boolean;
}

/** Made once for each VM: they never change, and there are forty of them. */
const stubs = new WeakMap<Vm, VmBody>();

/** What an action's answer says of its VM. */
export function vmStub(vm: Vm): VmBody {
  const known = stubs.get(vm);
  if (known !== undefined) {
    return known;
  }
  const self = ref("vms", vm.id);
  const stub = settle({
    ...self,
    actions: actionsOf(self.href, actions),
    link: linksOf(self.href, links),
  });
  stubs.set(vm, stub);
  return stub;
}

export function vmBody(engine: Engine, vm: Vm, look: Look = {}): VmBody {
  const settings = look.nextRun ? (vm.nextRun ?? vm.settings) : vm.settings;
  const body: VmBody = {
    ...vmStub(vm),
    ...shownSettings(engine, settings, ref),
    ...shownState(engine, vm, ref),
  };
  if (!look.all) {
    hideParts(body);
  } else if (vm.status !== "image_locked" && !vm.snapshots.some(snapshot => snapshot.status === "locked")) {
    body.initialization = {
      ...body.initialization,
      configuration: { data: ovf(engine, vm), type: "ovf" },
    };
  }
  if (look.filtered) {
    body.placement_policy = undefined;
  }
  return body;
}

type Refer = (collection: string, id: string) => Partial<Ref>;

/** A snapshot knows its VM by the OVF: whole seconds, ids without addresses. */
export function keptVmBody(
  engine: Engine,
  vm: Vm,
  kept: { settings: VmSettings; created: number; stopped: number },
): VmBody {
  const byId: Refer = (_, id) => ({ id });
  const body: VmBody = {
    id: vm.id,
    ...shownSettings(engine, kept.settings, byId),
    ...shownState(engine, vm, byId),
    creation_time: wholeSeconds(kept.created),
    stop_time: wholeSeconds(kept.stopped),
  };
  hideParts(body);
  body.stop_reason = undefined;
  body.display = { ...body.display, certificate: undefined };
  if (vm.run === undefined) {
    body.display.type = undefined;
  }
  return body;
}

function wholeSeconds(time: number): number {
  return Math.floor(time / 1000) * 1000;
}

function hideParts(body: VmBody): void {
  body.console = undefined;
  body.rng_device = undefined;
  body.soundcard_enabled = undefined;
  body.tpm_enabled = undefined;
  body.virtio_scsi = undefined;
}

function shownSettings(engine: Engine, settings: VmSettings, refer: Refer): VmBody {
  const { large_icon, small_icon, initialization, stateless } = settings;
  return {
    ...settings,
    large_icon: refer("icons", large_icon.id ?? ""),
    small_icon: refer("icons", small_icon.id ?? ""),
    use_latest_template_version: stateless ? false : undefined,
    initialization: initialization && {
      nic_configurations: [],
      regenerate_ssh_keys: false,
      ...initialization,
      root_password: initialization.root_password === undefined ? undefined : "******",
    },
    cpu_profile: refer("cpuprofiles", engine.fixed.cpuProfile),
    quota: { id: engine.fixed.quota },
  };
}

function shownState(engine: Engine, vm: Vm, refer: Refer): VmBody {
  // A suspended VM is on no host.
  const run = isRunning(vm) ? vm.run : undefined;
  return {
    status: vm.status,
    next_run_configuration_exists: vm.nextRun !== undefined,
    creation_time: vm.created,
    stop_time: vm.stopped,
    stop_reason: vm.stopReason,
    cluster: refer("clusters", vm.cluster),
    template: refer("templates", vm.template),
    original_template: refer("templates", vm.originalTemplate),
    ...(run && {
      fqdn: run.agent?.fqdn,
      run_once: run.once,
      start_time: run.started,
      host: refer("hosts", run.host),
      display: {
        ...vm.settings.display,
        certificate: { content: engine.settings.hostCertificate, ...hostSubject },
        ...(vm.status !== "wait_for_launch" && { address: "127.0.0.1", port: run.port }),
      },
    }),
  };
}

const hostSubject = { organization: "oVirt", subject: "O=oVirt,CN=127.0.0.1" };
