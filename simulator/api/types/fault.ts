/**
 * @module The engine's words on why it does not do what it was asked.
 */

import { type Of, part, text } from "../schema";

export const fault = part("Fault", { detail: text, reason: text });

export type FaultBody = Of<typeof fault>;
