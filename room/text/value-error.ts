/** @module What a text is refused with that is no value: what is wrong, and what would be right. */

/** The readers of values throw it; who knows where the text stands makes a fault of it, with the path. */
export class ValueError extends Error {
  constructor(
    message: string,
    readonly remedy: string,
  ) {
    super(message);
    this.name = "ValueError";
  }
}
