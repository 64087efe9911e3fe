/** @module A place in a regular expression that moves on, piece by piece. */

/** Stops a translation: turned into a result before anybody sees it. */
export class PatternFault extends Error {
  constructor(
    readonly at: number,
    message: string,
    readonly remedy: string,
  ) {
    super(message);
  }
}

export class PatternReader {
  /** Index of the next character. */
  place = 0;

  constructor(private readonly pattern: string) {}

  get ended(): boolean {
    return this.place >= this.pattern.length;
  }

  /** @param piece a sticky expression */
  at(piece: RegExp): boolean {
    piece.lastIndex = this.place;
    return piece.test(this.pattern);
  }

  /** Moves behind a piece, when it is there. @param piece a sticky expression */
  take(piece: RegExp): RegExpExecArray | undefined {
    piece.lastIndex = this.place;
    const taken = piece.exec(this.pattern) ?? undefined;
    if (taken) this.place += taken[0].length;
    return taken;
  }

  /** Moves behind the next character; empty at the end. */
  character(): string {
    const code = this.pattern.codePointAt(this.place);
    if (code === undefined) return "";
    const character = String.fromCodePoint(code);
    this.place += character.length;
    return character;
  }

  refuse(message: string, remedy: string, at = this.place): never {
    throw new PatternFault(at, message, remedy);
  }
}
