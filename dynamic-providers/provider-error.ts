/** @module What a provider tells a person when a step fails: the seat, the step, the cause, the way out. */

import { AnswerFileError } from "../answer-file/fault";
import { ExplainedError } from "../room/fault/explained-error";
import { failureText } from "../room/fault/failure-text";

/** An error to be thrown when a step of a seat cannot be done; its message is meant for people. */
export class ProviderError extends ExplainedError {
  constructor(seat: string | undefined, step: string, cause: string, remedy: string) {
    super(`${seat ? `seat ${seat}: ` : ""}${step}: ${cause}`, remedy);
    this.name = "ProviderError";
  }
}

/** Puts the place before what went wrong, `seat room01-vd07`, and the way out in a line of its own, by which it is known. */
export function forPeople(place: string, error: unknown): Error {
  const said = textOf(error);
  const words = said.startsWith(`${place}: `) ? said.slice(place.length + 2) : said;
  return new Error(`${place}: ${words}`, { cause: error });
}

function textOf(error: unknown): string {
  if (error instanceof ExplainedError) return failureText(error);
  if (error instanceof AnswerFileError) return error.shown.map(failureText).join("\n");
  if (error instanceof AggregateError) return error.errors.map(textOf).join("\nAnd then, ");
  return error instanceof Error ? error.message : String(error);
}
