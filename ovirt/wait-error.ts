/** @module How a wait ends without a result: what was waited for, and what was last seen. */

import { formatDuration } from "../room/text/duration";
import { EngineError } from "./errors";
import { stopped } from "./stop";
import type { News, Wait } from "./wait";

/** What to say of a VM when its wait ends without a result. */
export function lastSeen(news: News): string {
  const event = news.events.at(-1)?.description;
  return `${news.vm ? `status ${news.vm.status}` : "gone"}${event ? `, last event "${event}"` : ""}`;
}

/** @param began epoch milliseconds */
export function timedOut(wait: Wait<unknown>, began: number, lastStatus: string): EngineError {
  const whole = Math.round((Date.now() - began) / 1000) * 1000;
  return new EngineError({
    code: "timed_out",
    operation: wait.doing,
    message: `not done after ${formatDuration(whole)}, the limit; last seen: ${lastStatus || "nothing"}`,
    remedy: wait.remedy,
  });
}

export function stoppedWait(
  { doing, meanwhile }: Pick<Wait<unknown>, "doing" | "meanwhile">,
  lastStatus: string,
): EngineError {
  return stopped(doing, lastStatus, meanwhile);
}

/** An error of the engine in the words of the wait that it ends. */
export function whileWaiting(wait: Wait<unknown>, error: unknown): unknown {
  if (!(error instanceof EngineError)) return error;
  const { code, status, correlationId, remedy } = error;
  return new EngineError({
    code,
    operation: wait.doing,
    message: `${error.operation}: ${error.words}`,
    remedy,
    ...(status === undefined ? {} : { status }),
    ...(correlationId ? { correlationId } : {}),
    cause: error,
  });
}
