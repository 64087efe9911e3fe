/**
 * @module What the guest agent tells of a network adapter.
 */

import { entity, type Of, part, text } from "../schema";
import { reference } from "./reference";
import { ips } from "./vm-parts";

export const reportedDevice = entity("ReportedDevice", {
  vm: reference("Vm"),
  ips,
  mac: part("Mac", { address: text }),
  type: text,
});

export type ReportedDeviceBody = Of<typeof reportedDevice>;
