/** @module An error that a person can do something about: what happened, and the way out. */

/** An error to be thrown when a reader can mend what is wrong. Its message is both parts as sentences: `happened. remedy`. */
export class ExplainedError extends Error {
  /** What happened, without a full stop. */
  readonly happened: string;
  /** What the reader can do about it; empty when that is said already. */
  readonly remedy: string;

  constructor(message: string, remedy: string, options?: ErrorOptions) {
    super(remedy ? `${message}. ${remedy}` : message, options);
    this.happened = message;
    this.remedy = remedy;
  }
}
