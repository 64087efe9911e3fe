/**
 * @module A network interface of a VM or of a template.
 */

import { boolean, entity, later, list, type Of, oneOf, part, text } from "../schema";
import { reference } from "./reference";
import { reportedDevice } from "./reported-device";
import { statistic } from "./statistic";
import { vnicProfile } from "./vnic-profile";

export const nic = entity("Nic", {
  template: reference("Template"),
  vm: reference("Vm"),
  boot_protocol: text,
  interface: oneOf("e1000", "e1000e", "pci_passthrough", "rtl8139", "rtl8139_virtio", "spapr_vlan", "virtio"),
  linked: boolean,
  mac: part("Mac", { address: text }),
  on_boot: boolean,
  plugged: boolean,
  synced: boolean,
  network: reference("Network"),
  reported_devices: list(
    "reported_device",
    later(() => reportedDevice),
  ),
  statistics: list(
    "statistic",
    later(() => statistic),
  ),
  vnic_profile: later(() => vnicProfile),
});

export type NicBody = Of<typeof nic>;
