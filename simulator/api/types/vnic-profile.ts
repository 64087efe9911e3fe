/**
 * @module A vNIC profile: by it a NIC is on a network.
 */

import { boolean, entity, later, list, type Of, part, text } from "../schema";
import { network } from "./network";
import { reference } from "./reference";
import { property } from "./vm-parts";

export const vnicProfile = entity("VnicProfile", {
  custom_properties: list("custom_property", property),
  migratable: boolean,
  pass_through: part("VnicPassThrough", { mode: text }),
  port_mirroring: boolean,
  network: later(() => network),
  network_filter: reference("NetworkFilter"),
  qos: reference("Qos"),
});

export type VnicProfileBody = Of<typeof vnicProfile>;
