/**
 * @module Regular expressions of the settings, tried on words of an engine: within a time, whatever both of them are.
 *
 * An expression such as `^(a+)+$` takes for ever on the wrong text, and a provider serves all seats of a room at once.
 */

import { runInNewContext } from "node:vm";
import { ValueError } from "./value-error";

/** Milliseconds; a description is found in microseconds. */
const longest = 500;

/**
 * Whether the expression finds something in the text.
 *
 * @param pattern source of an expression that compiles with the flag `u`
 * @throws ValueError when it takes too long
 */
export function finds(pattern: string, text: string): boolean {
  try {
    return runInNewContext(
      "expression.test(text)",
      { expression: new RegExp(pattern, "u"), text },
      { timeout: longest },
    );
  } catch (error) {
    if (!isTimeout(error)) throw error;
    throw new ValueError(
      `the expression ${JSON.stringify(pattern)} takes too long on ${JSON.stringify(text.slice(0, 60))}`,
      "Write it without repetitions within repetitions, like (a+)+",
    );
  }
}

/** The error is of the other context, whose `Error` is not ours. */
function isTimeout(error: unknown): boolean {
  return (
    typeof error === "object" &&
    error !== null &&
    "code" in error &&
    error.code === "ERR_SCRIPT_EXECUTION_TIMEOUT"
  );
}
