/** @module ^C and other requests to end: what they do while a command is at work, and otherwise. */

import { constants } from "node:os";

type Signal = "SIGINT" | "SIGTERM" | "SIGHUP";
const signals: readonly Signal[] = ["SIGINT", "SIGTERM", "SIGHUP"];

/** Milliseconds in which one ^C may arrive twice: from the terminal, and passed on by what has started us. */
const echo = 500;

/** What is done instead of ending at once: the first signal takes the first step. */
let steps: (() => void)[] = [];
let last = Number.NEGATIVE_INFINITY;

/** Whoever asks this process to end gets what its exit handlers tidy up. */
export function handleSignals(): void {
  for (const signal of signals) {
    process.on(signal, () => {
      const again = Date.now() - last < echo;
      last = Date.now();
      const step = again ? () => {} : steps.shift();
      if (step) step();
      else process.exit(128 + constants.signals[signal]);
    });
  }
  // A terminal that is gone takes nothing more; what is said to it then is no reason to drop what is under way.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
}

export interface Interruptible {
  /** Whether somebody has asked for the end. */
  interrupted(): boolean;
  /** From now on a signal ends the process again. */
  release(): void;
}

/** @param each what the first signal does, what the second, and so on; one more ends this process at once */
export function interruptible(...each: readonly (() => void)[]): Interruptible {
  let interrupted = false;
  steps = each.map(step => () => {
    interrupted = true;
    step();
  });
  return {
    interrupted: () => interrupted,
    release: () => {
      steps = [];
    },
  };
}

/** Told at the first signal. */
export const interruptedText =
  "Interrupted: what only waits ends now, and nothing new is begun. Once more (^C) ends at once.";
