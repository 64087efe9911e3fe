/** @module What a command tells a person instead of a result: what is wrong, the way out, and the exit code. */

/** `failed`: it could not be done. `usage`: it was asked for in a wrong way, or the settings are wrong. */
export const exitCodes = { done: 0, failed: 1, usage: 2, interrupted: 130 } as const;

/** An error to be thrown when a command cannot go on; its message is meant for people. */
export class UserError extends Error {
  constructor(
    message: string,
    /** What the reader can do; may be several lines. */
    readonly remedy = "",
    readonly exitCode: number = exitCodes.usage,
  ) {
    super(message);
    this.name = "UserError";
  }
}
