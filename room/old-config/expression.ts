/**
 * The Python expressions that the old file allows in `ids` and `memory`: whole numbers, lists and `range`, nothing that
 * could do harm or take long.
 *
 * @module
 */

/** A number or a list of numbers, or what is wrong and in which column of the text, the first one is 1. */
export type Evaluated = { readonly value: number | readonly number[] } | ExpressionFault;

export interface ExpressionFault {
  readonly column: number;
  readonly message: string;
  readonly remedy: string;
}

const LONGEST = 10_000;
/** Numbers in a list; a room has 5 to 40 seats. */
const MOST_NUMBERS = 1000;
/** Brackets and signs within each other. */
const DEEPEST = 100;

/**
 * Works an expression out as Python 2 does: `+ - * //`, signs, parentheses, lists `[1, 2]`, `range` with one to three
 * arguments, `list(range(...))`, and `+` between lists. `//` rounds down. Numbers may be hexadecimal, octal (`0o17`)
 * or binary, and end in `L`. Nothing else: never throws, and takes time by the length of the text.
 *
 * @example evaluate("range(1,10+1)") // { value: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] }
 */
export function evaluate(text: string): Evaluated {
  try {
    return { value: new Evaluation(text).whole() };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { column: error.at + 1, message: error.message, remedy: error.remedy };
  }
}

/** What stops an evaluation: turned into a result before anybody sees it. */
class Refusal extends Error {
  constructor(
    readonly at: number,
    message: string,
    readonly remedy: string,
  ) {
    super(message);
  }
}

interface Token {
  readonly kind: "number" | "name" | "mark" | "end";
  readonly text: string;
  readonly at: number;
}

type Operand = number | readonly number[];

const TOKEN = /(\d\w*(?:\.\w*)?)|([A-Za-z_]\w*)|(\/\/|\*\*|[^\s\w])|$/y;
const NUMBER = /^(?:0[xX][\da-fA-F]+|0[oO][0-7]+|0[bB][01]+|0+|[1-9]\d*)[lL]?$/;
/** What was meant by a mark or a name that is not taken here. */
const REMEDIES: Readonly<Record<string, string>> = {
  "/": "Write // for a division that rounds down",
  "**": "Write the product out, like 1024 * 1024",
  ".": "Write whole numbers",
  xrange: "Write range",
};
const TAKEN = "Taken are whole numbers, lists, range(...), + - * // and parentheses";

class Evaluation {
  private readonly text: string;
  private token: Token;
  private depth = 0;
  /** Brackets that are open: within them an expression may go over line ends. */
  private brackets = 0;

  constructor(written: string) {
    if (written.length > LONGEST)
      throw new Refusal(0, "the expression is too long", "Write range(FIRST, LAST + 1)");
    this.text = withoutBlankEnd(written);
    this.token = this.scan(0);
  }

  whole(): Operand {
    const value = this.sum();
    if (this.is(",")) this.refuse("a list needs brackets around it", "Write [1, 2, 3]");
    if (this.token.kind !== "end") this.refuseToken();
    return value;
  }

  private sum(): Operand {
    let left = this.product();
    while (this.is("+") || this.is("-")) {
      const operator = this.take();
      const right = this.product();
      if (typeof left === "object" && typeof right === "object" && operator.text === "+") {
        left = this.joined(left, right, operator.at);
      } else {
        left = this.calculate(operator, left, right);
      }
    }
    return left;
  }

  private product(): Operand {
    let left = this.signed();
    while (this.is("*") || this.is("//")) {
      const operator = this.take();
      left = this.calculate(operator, left, this.signed());
    }
    return left;
  }

  private signed(): Operand {
    if (!this.is("-") && !this.is("+")) return this.operand();
    const sign = this.take();
    const value = this.within(sign, () => this.signed());
    return this.calculate(sign, 0, value);
  }

  private operand(): Operand {
    const token = this.token;
    if (token.kind === "number") return this.number(this.take());
    if (token.kind === "name") return this.call(this.take());
    if (token.text !== "(" && token.text !== "[") this.refuseToken();
    this.brackets++;
    this.take();
    const value = token.text === "(" ? this.within(token, () => this.sum()) : this.items(token);
    this.close(token, token.text === "(" ? ")" : "]");
    return value;
  }

  private items(bracket: Token): readonly number[] {
    const items: number[] = [];
    while (!this.is("]")) {
      const { at } = this.token;
      const item = this.within(bracket, () => this.sum());
      if (typeof item !== "number") throw new Refusal(at, "a list within a list", "Join lists with +");
      if (items.push(item) > MOST_NUMBERS) this.refuseLength(bracket.at);
      if (!this.is(",")) break;
      this.take();
    }
    return items;
  }

  /** `range(...)` and `list(...)`. */
  private call(name: Token): readonly number[] {
    if (name.text !== "range" && name.text !== "list") this.refuseToken(name);
    if (!this.is("(")) this.refuse(`${name.text} needs parentheses`, `Write ${name.text}(...)`);
    this.brackets++;
    const bracket = this.take();
    const values: Operand[] = [];
    while (!this.is(")")) {
      values.push(this.within(bracket, () => this.sum()));
      if (!this.is(",")) break;
      this.take();
    }
    this.close(bracket, ")");
    return name.text === "range" ? this.range(name, values) : this.toList(name, values);
  }

  private range(name: Token, values: readonly Operand[]): readonly number[] {
    const bounds = values.filter(value => typeof value === "number");
    if (bounds.length !== values.length || bounds.length < 1 || bounds.length > 3) {
      throw new Refusal(name.at, "range takes one to three numbers", "Write range(FIRST, LAST + 1)");
    }
    const [first = 0, second, step = 1] = bounds;
    const [start, stop] = second === undefined ? [0, first] : [first, second];
    if (step === 0)
      throw new Refusal(name.at, "a range cannot have steps of 0", "Leave the third number away");
    const length = Math.max(0, Math.ceil((stop - start) / step));
    if (length > MOST_NUMBERS) this.refuseLength(name.at);
    const numbers: number[] = [];
    for (let index = 0; index < length; index++) numbers.push(start + index * step);
    return numbers;
  }

  private toList(name: Token, values: readonly Operand[]): readonly number[] {
    const [list = []] = values;
    if (values.length > 1 || typeof list === "number") {
      throw new Refusal(name.at, "list takes a list", "Write list(range(FIRST, LAST + 1)), or [1, 2, 3]");
    }
    return list;
  }

  private calculate({ text, at }: Token, left: Operand, right: Operand): number {
    if (typeof left === "object" || typeof right === "object") {
      throw new Refusal(at, `${text} with a list`, "Lists can only be joined: [1, 2] + [3]");
    }
    if (text === "//" && right === 0) throw new Refusal(at, "a division by 0", "Divide by another number");
    return this.bounded(outcome(text, left, right), at);
  }

  private number({ text, at }: Token): number {
    if (!NUMBER.test(text)) {
      const remedy = /^0\d/.test(text) ? "Python 2 reads a leading 0 as octal: leave it away" : TAKEN;
      throw new Refusal(at, `${text} is no whole number`, remedy);
    }
    return this.bounded(Number(text.replace(/[lL]$/, "")), at);
  }

  private bounded(number: number, at: number): number {
    if (Number.isSafeInteger(number)) return number;
    throw new Refusal(at, "the number gets too large", "Stay below 9007199254740992");
  }

  private joined(left: readonly number[], right: readonly number[], at: number): readonly number[] {
    if (left.length + right.length > MOST_NUMBERS) this.refuseLength(at);
    return [...left, ...right];
  }

  private refuseLength(at: number): never {
    throw new Refusal(at, `the list has more than ${MOST_NUMBERS} numbers`, "Give the group fewer seats");
  }

  /** Guards the stack against thousands of brackets. */
  private within<T>(token: Token, inner: () => T): T {
    if (++this.depth > DEEPEST) throw new Refusal(token.at, "too many brackets or signs", "Leave some away");
    const value = inner();
    this.depth--;
    return value;
  }

  private close(opening: Token, mark: string): void {
    if (this.token.kind === "end") {
      throw new Refusal(opening.at, `${opening.text} is not closed`, `Write ${mark} where it ends`);
    }
    if (!this.is(mark)) this.refuseToken();
    this.brackets--;
    this.take();
  }

  private is(mark: string): boolean {
    return this.token.text === mark;
  }

  private take(): Token {
    const taken = this.token;
    this.token = this.scan(taken.at + taken.text.length);
    return taken;
  }

  private scan(from: number): Token {
    const isBlank = this.brackets > 0 ? /[ \t\f\r\n]/ : /[ \t\f]/;
    let at = from;
    while (isBlank.test(this.text[at] ?? "")) at++;
    TOKEN.lastIndex = at;
    const [text = "", number, name] = TOKEN.exec(this.text) ?? [this.text[at]];
    const kind = number !== undefined ? "number" : name !== undefined ? "name" : text === "" ? "end" : "mark";
    return { kind, text, at };
  }

  private refuse(message: string, remedy: string): never {
    throw new Refusal(this.token.at, message, remedy);
  }

  private refuseToken(token = this.token): never {
    const message =
      token.kind === "end" ? "the expression ends too early" : `${JSON.stringify(token.text)} is not taken`;
    throw new Refusal(token.at, message, REMEDIES[token.text] ?? TAKEN);
  }
}

/** Python takes line ends behind an expression, though not within one. */
function withoutBlankEnd(text: string): string {
  let end = text.length;
  while (end > 0 && /[ \t\f\r\n]/.test(text[end - 1] ?? "")) end--;
  return text.slice(0, end);
}

/** The rounding of `//` is exact for all whole numbers; a product that is too large is so in any precision. */
function outcome(operator: string, left: number, right: number): number {
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right + 0;
    default: {
      const quotient = BigInt(left) / BigInt(right);
      const isInexact = quotient * BigInt(right) !== BigInt(left);
      return Number(isInexact && left < 0 !== right < 0 ? quotient - 1n : quotient);
    }
  }
}
