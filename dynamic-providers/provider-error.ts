/** @module What a provider tells a person when a step fails: the seat, the step, the cause, the way out. */

/** An error to be thrown when a step of a seat cannot be done; its message is meant for people. */
export class ProviderError extends Error {
  constructor(seat: string | undefined, step: string, cause: string, remedy: string) {
    super(`${seat ? `seat ${seat}: ` : ""}${step}: ${cause}${remedy ? `. ${remedy}` : ""}`);
    this.name = "ProviderError";
  }
}

/** Puts the seat before what went wrong. Pulumi prints a message as it is, and no stack trace. */
export function forPeople(seat: string, error: unknown): Error {
  if (error instanceof ProviderError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new Error(`seat ${seat}: ${message}`, { cause: error });
}
