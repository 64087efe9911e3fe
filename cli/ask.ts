/** @module Asking before something is lost. */

import { createInterface } from "node:readline/promises";
import { tint } from "./terminal";
import { UserError } from "./user-error";

/** Whether somebody is there to answer. */
export function canAsk(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true;
}

/**
 * @param yes whether the answer was given beforehand
 * @throws UserError when there is nobody to ask
 */
export async function confirm(question: string, yes: boolean): Promise<boolean> {
  if (yes) return true;
  if (!canAsk())
    throw new UserError(`nobody is there to answer: ${question}`, "Say --yes when it is meant so");
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await lines.question(`${tint.bold(question)} [y/N] `);
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    lines.close();
  }
}
