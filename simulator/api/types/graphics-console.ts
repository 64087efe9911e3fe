/**
 * @module A graphics console of a VM.
 */

import { entity, integer, type Of, oneOf, text } from "../schema";
import { reference } from "./reference";

export const graphicsConsole = entity("GraphicsConsole", {
  vm: reference("Vm"),
  address: text,
  port: integer,
  protocol: oneOf("spice", "vnc"),
  tls_port: integer,
});

export type GraphicsConsoleBody = Of<typeof graphicsConsole>;
