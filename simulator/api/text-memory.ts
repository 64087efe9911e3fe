/**
 * @module Remembers how a part of an answer was written: most of the text of a thousand VMs is links and settings that never
 * change. Only what is frozen is remembered, for only that cannot become something else.
 */

export class TextMemory {
  readonly #texts = new WeakMap<object, { indent: string; text: string }>();

  readonly remembered = (part: object, indent: string, write: () => string): string => {
    if (!Object.isFrozen(part)) {
      return write();
    }
    const known = this.#texts.get(part);
    if (known?.indent === indent) {
      return known.text;
    }
    const text = write();
    this.#texts.set(part, { indent, text });
    return text;
  };
}
