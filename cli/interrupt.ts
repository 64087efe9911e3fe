/** @module ^C and other requests to end: Pulumi finishes what is under way, and begins nothing new. */

import { constants } from "node:os";

type Signal = "SIGINT" | "SIGTERM" | "SIGHUP";
const signals: readonly Signal[] = ["SIGINT", "SIGTERM", "SIGHUP"];

/** What is done instead of ending at once. */
let instead: ((signal: Signal) => void) | undefined;

/** Whoever asks this process to end gets what its exit handlers tidy up. */
export function handleSignals(): void {
  for (const signal of signals) {
    process.on(signal, () => {
      if (instead) instead(signal);
      else process.exit(128 + constants.signals[signal]);
    });
  }
}

export interface Interruptible {
  /** Asks Pulumi to come to an end. */
  readonly signal: AbortSignal;
  /** Whether somebody has asked for the end. */
  interrupted(): boolean;
  /** From now on a signal ends the process again. */
  release(): void;
}

/**
 * Milliseconds after which Pulumi is taken not to have heard. On a terminal ^C reaches it, too; a second one would make
 * it drop what is under way, so it is only passed on when it came to this process alone.
 */
const patience = 3000;

/**
 * @param heard whether Pulumi says that it was interrupted
 * @param tell told once, when it is
 */
export function interruptible(heard: () => boolean, tell: (text: string) => void): Interruptible {
  const abort = new AbortController();
  let interrupted = false;
  instead = signal => {
    if (interrupted) return;
    interrupted = true;
    tell("Interrupted: what is under way is finished, and nothing new is begun.");
    const passOn = () => heard() || abort.abort();
    // Other signals than ^C come to this process alone.
    setTimeout(passOn, signal === "SIGINT" ? patience : 0).unref();
  };
  return {
    signal: abort.signal,
    interrupted: () => interrupted,
    release: () => {
      instead = undefined;
    },
  };
}
