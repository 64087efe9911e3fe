/** @module A reset that is refused before the seat is touched. */

import { EngineError } from "../../ovirt/errors";

export function refusedReset(seat: string, message: string, remedy: string): EngineError {
  return new EngineError({ code: "refused", operation: `resetting ${seat}`, message, remedy });
}
