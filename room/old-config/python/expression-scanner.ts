/**
 * @module The tokens of an old file's expression, one after the other, and the refusal of what is none or has no place
 * there.
 */

const longest = 10_000;

/** What stops an evaluation: turned into a result before anybody sees it. */
export class Refusal extends Error {
  constructor(
    readonly at: number,
    message: string,
    readonly remedy: string,
  ) {
    super(message);
  }
}

export interface Token {
  readonly kind: "number" | "name" | "mark" | "end";
  readonly text: string;
  readonly at: number;
}

const anyToken = /(\d\w*(?:\.\w*)?)|([A-Za-z_]\w*)|(\/\/|\*\*|[^\s\w])|$/y;
const wholeNumber = /^(?:0[xX][\da-fA-F]+|0[oO][0-7]+|0[bB][01]+|0+|[1-9]\d*)[lL]?$/;
/** What was meant by a mark or a name that is not taken here. */
const remedies: ReadonlyMap<string, string> = new Map([
  ["/", "Write // for a division that rounds down"],
  [".", "Write whole numbers"],
  ["xrange", "Write range"],
]);
const whatIsTaken = "Taken are whole numbers, lists, range(...), + - * // ** and parentheses";

/** A place in an expression that moves on, token by token. */
export class ExpressionScanner {
  /** The token at this place. */
  token: Token;
  private readonly text: string;
  /** Brackets that are open: within them an expression may go over line ends. */
  private brackets = 0;

  constructor(written: string) {
    if (written.length > longest)
      throw new Refusal(0, "the expression is too long", "Write range(FIRST, LAST + 1)");
    this.text = withoutBlankEnd(written);
    this.token = this.scan(0);
  }

  is(mark: string): boolean {
    return this.token.text === mark;
  }

  /** @returns the token at this place, which is left behind */
  take(): Token {
    const taken = this.token;
    this.token = this.scan(taken.at + taken.text.length);
    return taken;
  }

  /** Takes a number. */
  number(): number {
    const { text, at } = this.take();
    if (!wholeNumber.test(text)) {
      const remedy = /^0\d/.test(text) ? "Python 2 reads a leading 0 as octal: leave it away" : whatIsTaken;
      throw new Refusal(at, `${text} is no whole number`, remedy);
    }
    return Number(text.replace(/[lL]$/, ""));
  }

  /** Takes a bracket that opens. */
  open(): Token {
    this.brackets++;
    return this.take();
  }

  /** Takes the bracket that closes an open one. */
  close(opening: Token): void {
    const mark = opening.text === "(" ? ")" : "]";
    if (this.token.kind === "end") {
      throw new Refusal(opening.at, `${opening.text} is not closed`, `Write ${mark} where it ends`);
    }
    if (!this.is(mark)) this.refuseToken();
    this.brackets--;
    this.take();
  }

  refuse(message: string, remedy: string): never {
    throw new Refusal(this.token.at, message, remedy);
  }

  refuseToken(token = this.token): never {
    const message =
      token.kind === "end" ? "the expression ends too early" : `${JSON.stringify(token.text)} is not taken`;
    throw new Refusal(token.at, message, remedies.get(token.text) ?? whatIsTaken);
  }

  private scan(from: number): Token {
    const isBlank = this.brackets > 0 ? /[ \t\f\r\n]/ : /[ \t\f]/;
    let at = from;
    while (isBlank.test(this.text[at] ?? "")) at++;
    anyToken.lastIndex = at;
    const [text = "", number, name] = anyToken.exec(this.text) ?? [this.text[at]];
    const kind = number !== undefined ? "number" : name !== undefined ? "name" : text === "" ? "end" : "mark";
    return { kind, text, at };
  }
}

/** Python takes line ends behind an expression, though not within one. */
function withoutBlankEnd(text: string): string {
  let end = text.length;
  while (end > 0 && /[ \t\f\r\n]/.test(text[end - 1] ?? "")) end--;
  return text.slice(0, end);
}
