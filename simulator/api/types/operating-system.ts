/**
 * @module An operating system that a VM can be set to.
 */

import { entity, type Of, text } from "../schema";
import { reference } from "./reference";

export const operatingSystemInfo = entity("OperatingSystemInfo", {
  architecture: text,
  large_icon: reference("Icon"),
  small_icon: reference("Icon"),
  tpm_support: text,
});

export type OperatingSystemBody = Of<typeof operatingSystemInfo>;
