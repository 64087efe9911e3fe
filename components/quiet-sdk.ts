/**
 * @module What Pulumi's SDK does to be debugged itself, left out while a room is registered: it is most of what a
 * program of a hundred seats costs (docs/performance.md).
 *
 * - Each resource's source lines, by its stack trace. Here they are the same for all seats, and would be a quarter of the
 *   state.
 * - The stack trace of each promise, to name it should it never end.
 * - Some forty debug messages a seat, each a call to the engine which waits for the one before, whether or not
 *   somebody wants to see them.
 */

import { type LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import { getEngine } from "@pulumi/pulumi/runtime/settings";

/** From here to the end of the process; errors are told without a stack anyway (see `told` in index.ts). */
export function quietSdk(): void {
  Error.stackTraceLimit = 0;
  Error.prepareStackTrace = error => String(error);
  const engine = getEngine();
  if (!engine) return;
  const log = engine.log.bind(engine);
  const quiet = (request: LogRequest, done: () => void) =>
    request.getSeverity() === LogSeverity.DEBUG ? done() : log(request, done);
  engine.log = quiet as typeof engine.log;
}
