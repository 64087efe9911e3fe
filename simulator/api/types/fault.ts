/**
 * @module The engine's words on why it does not do what it was asked.
 */

import { part, text } from "../schema";

export const fault = part("Fault", { detail: text, reason: text });
