/**
 * @module A logical network.
 */

import { boolean, entity, integer, list, type Of, part, text } from "../schema";
import { reference } from "./reference";

export const network = entity("Network", {
  mtu: integer,
  port_isolation: boolean,
  stp: boolean,
  usages: list("usage", text),
  vdsm_name: text,
  vlan: part("Vlan", { id: integer }, "id"),
  data_center: reference("DataCenter"),
  vnic_profiles: list("vnic_profile", reference("VnicProfile")),
});

export type NetworkBody = Of<typeof network>;
