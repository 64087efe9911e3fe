/** @module What a provider tells a person when a step fails: the seat, the step, the cause, the way out. */

/** An error to be thrown when a step of a seat cannot be done; its message is meant for people. */
export class ProviderError extends Error {
  constructor(seat: string | undefined, step: string, cause: string, remedy: string) {
    super(`${seat ? `seat ${seat}: ` : ""}${step}: ${cause}${remedy ? `. ${remedy}` : ""}`);
    this.name = "ProviderError";
  }
}

/**
 * Puts the place before what went wrong, `seat room01-vd07`, and leaves nothing that reads like a crash: Pulumi prints the message of an
 * error as it is, and its host of dynamic providers prints `${error}: ${error.stack}` besides, when a deletion fails.
 */
export function forPeople(place: string, error: unknown): Error {
  const said = error instanceof Error ? error.message : String(error);
  const words = said.startsWith(`${place}: `) ? said.slice(place.length + 2) : said;
  const told = new Error(`${place}: ${words}`, { cause: error });
  told.toString = () => place;
  told.stack = words;
  return told;
}
