/**
 * @module The first contact of a run: as long as the engine has never answered, its address may be a mistyped one, and is
 * not waited for as long as an engine that is known to be there.
 */

import { FetchError } from "node-fetch";
import { type OldPlaces, settingIn } from "../room/settings/old-places";
import { EngineError } from "./errors";
import type { Handler } from "./exchange";

/** Milliseconds after which nothing is tried again: together with a last pause it comes to ten seconds. */
const patience = 5_000;

export class Contact {
  /** Whether the engine, or the proxy in front of it, has answered. */
  private made = false;
  /** Errors as they are told: a request that waits for the login gets the login's. */
  private readonly told = new WeakSet<EngineError>();

  /** @param base the engine's address, for errors @param oldPlaces where that comes from an old file */
  constructor(
    private readonly base: string,
    private readonly oldPlaces?: OldPlaces,
  ) {}

  /** Learns from each answer. */
  readonly handler: Handler = next => async request => {
    try {
      const answer = await next(request);
      this.made = true;
      return answer;
    } catch (error) {
      if (error instanceof EngineError && !isSilence(error)) this.made = true;
      throw error;
    }
  };

  /** Whether it is worth another try. @param elapsed milliseconds since the first one */
  mayCome(error: EngineError, elapsed: number): boolean {
    if (this.made || !isSilence(error)) return true;
    // A name that does not exist comes into being by itself as little as a port does, but the answer is certain.
    return elapsed < (nodeCodeOf(error) === "ENOTFOUND" ? patience / 5 : patience);
  }

  /** The error as it is told. */
  explained(error: unknown): unknown {
    if (this.made || !(error instanceof EngineError) || !isSilence(error)) return error;
    if (this.told.has(error)) return error;
    const explained = new EngineError({
      code: "unreachable",
      operation: error.operation,
      message: `nothing of an engine has been heard from ${this.base}: ${reason(error)}`,
      remedy: `Correct ${settingIn(this.oldPlaces, "engine.url")}, or see why nothing answers there; when the engine is only being restarted, run again once its web page is back`,
      cause: error,
    });
    this.told.add(explained);
    return explained;
  }
}

/** Nothing of an engine was heard: refused, not found, no answer in time, a page of the web server's own. */
function isSilence(error: EngineError): boolean {
  return error.code === "unreachable" || (error.code === "outcome_unknown" && error.status === undefined);
}

function reason(error: EngineError): string {
  const code = nodeCodeOf(error);
  if (code === "ENOTFOUND") return "there is no host of this name (ENOTFOUND)";
  if (code === "ECONNREFUSED") return "nothing listens at this port (ECONNREFUSED)";
  return error.words;
}

function nodeCodeOf({ cause }: EngineError): string | undefined {
  return cause instanceof FetchError ? cause.code : undefined;
}
