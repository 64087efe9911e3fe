/**
 * @module NICs of a VM.
 */

import type { NicBody } from "../api/types/nic";
import type { Caller } from "./caller";
import { userName } from "./directory";
import type { Engine } from "./engine";
import { conflict, incomplete, invalid } from "./fault";
import { hasNetwork } from "./inventory";
import type { Job } from "./jobs";
import type { Nic } from "./nic";
import { isRunning, type Vm } from "./vm";

const macFormat = /^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/i;

/** Profile and network by name are passed over in silence: only an id counts. */
export function createNic(engine: Engine, caller: Caller, found: Vm | undefined, request: NicBody): Nic {
  if (request.name === undefined || request.name === "") {
    throw incomplete("Nic", "name", "add");
  }
  checkForm(request);
  if (found === undefined) {
    throw invalid("Cannot add Interface. VM is not found.");
  }
  const profile = request.vnic_profile?.id;
  if (profile !== undefined && !engine.vnicProfiles.has(profile)) {
    throw invalid("Cannot add Interface. The specified VM network interface profile doesn't exist.");
  }
  const network = engine.networks.get(engine.vnicProfiles.get(profile ?? "")?.network ?? "");
  if (network !== undefined && !hasNetwork(engine.cluster(found.cluster), network)) {
    throw conflict(
      "Cannot add Interface. The specified Logical Network doesn't exist in the current Cluster.",
    );
  }
  if (found.nics.some(nic => nic.name === request.name)) {
    throw conflict("Network interface name is already in use");
  }
  const nic: Nic = {
    id: engine.ids.next(),
    name: request.name,
    interface: request.interface ?? "virtio",
    mac: takeMac(engine, request, "add"),
    linked: request.linked ?? true,
    plugged: request.plugged ?? true,
    vnicProfile: profile,
  };
  found.nics.push(nic);
  logNic(
    engine,
    caller,
    found,
    932,
    `Interface ${nic.name} (VirtIO) was added to VM ${found.settings.name}.`,
  );
  return nic;
}

function checkForm(request: NicBody): void {
  if (request.name !== undefined && !/^[\p{L}\p{N}._-]+$/u.test(request.name)) {
    throw invalid('Name must be formed of alphanumeric characters, numbers or "-_."., Attribute: nic.name');
  }
  const mac = request.mac?.address;
  if (mac !== undefined && !macFormat.test(mac)) {
    throw invalid(
      'MAC address must be in format "HH:HH:HH:HH:HH:HH" where H is a hexadecimal character (either a digit or A-F, case is insignificant)., Attribute: nic.macAddress',
    );
  }
}

function takeMac(engine: Engine, request: NicBody, verb: "add" | "edit"): string {
  const wanted = request.mac?.address;
  if (wanted === undefined) {
    return engine.macs.take();
  }
  if (!engine.macs.claim(wanted)) {
    throw conflict(`Cannot ${verb} Interface. MAC Address ${wanted} is already in use.`);
  }
  return wanted.toLowerCase();
}

/** The engine's own words, from its source: UpdateVmInterfaceCommand. */
const whilePlugged =
  "Cannot edit Interface. Updating some of the properties is not supported while the interface is plugged into a running virtual machine. Please un-plug the interface, update the properties, and then plug it back.";

export function updateNic(engine: Engine, caller: Caller, vm: Vm, nic: Nic, request: NicBody): void {
  checkForm(request);
  const profile = request.vnic_profile?.id;
  if (profile !== undefined && !engine.vnicProfiles.has(profile)) {
    throw invalid("Cannot edit Interface. The specified VM network interface profile doesn't exist.");
  }
  if (vm.nics.some(other => other !== nic && other.name === request.name)) {
    throw conflict("Network interface name is already in use");
  }
  const newMac = request.mac?.address !== undefined && request.mac.address.toLowerCase() !== nic.mac;
  const newType = request.interface !== undefined && request.interface !== nic.interface;
  if ((newMac || newType) && vm.status === "up" && nic.plugged && request.plugged !== false) {
    throw conflict(whilePlugged);
  }
  if (newMac) {
    const mac = takeMac(engine, request, "edit");
    engine.macs.release(nic.mac);
    nic.mac = mac;
  }
  nic.name = request.name ?? nic.name;
  nic.interface = request.interface ?? nic.interface;
  nic.linked = request.linked ?? nic.linked;
  nic.plugged = request.plugged ?? nic.plugged;
  nic.vnicProfile = profile ?? nic.vnicProfile;
  logNic(engine, caller, vm, 934, `Interface ${nic.name} (VirtIO) was updated for VM ${vm.settings.name}.`);
}

/** Plugged in and out, running or not. */
export function plugNic(engine: Engine, caller: Caller, vm: Vm, nic: Nic, plugged: boolean): Job {
  const { name } = vm.settings;
  const job = engine.openJob(
    caller,
    `${plugged ? "Activating" : "Deactivating"} Network Interface on VM ${name}`,
  );
  nic.plugged = plugged;
  const done = `Network Interface ${nic.name} (VirtIO) was ${plugged ? "plugged to" : "unplugged from"} VM ${name}.`;
  logNic(engine, caller, vm, plugged ? 1012 : 1014, done);
  engine.jobs.end(job);
  return job;
}

export function deleteNic(engine: Engine, caller: Caller, vm: Vm, nic: Nic): void {
  if (isRunning(vm) && nic.plugged) {
    throw conflict("Cannot remove Interface. The VM Network Interface is plugged to a running VM.");
  }
  vm.nics = vm.nics.filter(other => other !== nic);
  engine.macs.release(nic.mac);
  logNic(engine, caller, vm, 930, `Interface ${nic.name} (VirtIO) was removed from VM ${vm.settings.name}.`);
}

function logNic(engine: Engine, caller: Caller, vm: Vm, code: number, text: string): void {
  engine.log({ code, description: `${text} (User: ${userName(caller.user)})` }, vm, caller);
}
