/**
 * @module How NICs and what guests report of them are shown.
 */

import { idFrom } from "../../engine/ids";
import type { Nic } from "../../engine/nic";
import type { Template } from "../../engine/template";
import type { Vm } from "../../engine/vm";
import type { NicBody } from "../types/nic";
import type { ReportedDeviceBody } from "../types/reported-device";
import { actionsOf, linksOf, ref } from "./address";

export function nicBody(vm: Vm, nic: Nic): NicBody {
  const self = ref(`vms/${vm.id}/nics`, nic.id);
  return {
    ...self,
    ...common(nic),
    actions: actionsOf(self.href, ["activate", "deactivate"]),
    link: linksOf(self.href, ["networkfilterparameters", "reporteddevices", "statistics"]),
    mac: { address: nic.mac },
    vm: ref("vms", vm.id),
  };
}

export function templateNicBody(template: Template, nic: Nic): NicBody {
  return {
    ...ref(`templates/${template.id}/nics`, nic.id),
    ...common(nic),
    template: ref("templates", template.id),
    vm: ref("vms", template.id),
  };
}

/** As a snapshot keeps it: no address of its own. */
export function keptNicBody(nic: Nic): NicBody {
  return { id: nic.id, ...common(nic), mac: { address: nic.mac } };
}

function common(nic: Nic): NicBody {
  return {
    name: nic.name,
    interface: nic.interface,
    linked: nic.linked,
    plugged: nic.plugged,
    synced: true,
    vnic_profile: nic.vnicProfile === undefined ? undefined : ref("vnicprofiles", nic.vnicProfile),
  };
}

/** Devices that the guest agent reports: of the whole VM, or of the NIC with that MAC. */
export function reportedDevices(vm: Vm, mac?: string): ReportedDeviceBody[] {
  const addresses = vm.run?.agent?.addresses ?? [];
  const macs = [...new Set(addresses.map(entry => entry.mac.toLowerCase()))];
  return macs
    .filter(candidate => mac === undefined || candidate === mac)
    .map((candidate, index) => ({
      ...ref(`vms/${vm.id}/reporteddevices`, idFrom(`device ${candidate}`)),
      name: index === 0 ? "Ethernet" : `Ethernet ${index + 1}`,
      description: "guest reported data",
      type: "network",
      mac: { address: candidate },
      ips: addresses
        .filter(entry => entry.mac.toLowerCase() === candidate)
        .map(({ address }) => ({
          address,
          version: address.includes(":") ? ("v6" as const) : ("v4" as const),
        })),
      vm: ref("vms", vm.id),
    }));
}
