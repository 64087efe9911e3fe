/**
 * @module The Python expressions that the old file allows in `ids` and `memory`: whole numbers, lists and `range`, nothing
 * that could do harm or take long.
 */

import { ExpressionScanner, Refusal, type Token } from "./expression-scanner";

/** A number or a list of numbers, or what is wrong and in which column of the text, the first one is 1. */
export type Evaluated = { readonly value: number | readonly number[] } | ExpressionFault;

export interface ExpressionFault {
  readonly column: number;
  readonly message: string;
  readonly remedy: string;
}

/** Numbers in a list; a room has 5 to 40 seats. */
const MOST_NUMBERS = 1000;
/** Brackets and signs within each other. */
const DEEPEST = 100;

/**
 * Works an expression out as Python 2 does: `+ - * // **`, signs, parentheses, lists `[1, 2]`, `range` with one to three
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

type Operand = number | readonly number[];

class Evaluation {
  private readonly scanner: ExpressionScanner;
  private depth = 0;

  constructor(text: string) {
    this.scanner = new ExpressionScanner(text);
  }

  whole(): Operand {
    const value = this.sum();
    if (this.scanner.is(",")) this.scanner.refuse("a list needs brackets around it", "Write [1, 2, 3]");
    if (this.scanner.token.kind !== "end") this.scanner.refuseToken();
    return value;
  }

  private sum(): Operand {
    let left = this.product();
    while (this.scanner.is("+") || this.scanner.is("-")) {
      const operator = this.scanner.take();
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
    while (this.scanner.is("*") || this.scanner.is("//")) {
      const operator = this.scanner.take();
      left = this.calculate(operator, left, this.signed());
    }
    return left;
  }

  private signed(): Operand {
    if (!this.scanner.is("-") && !this.scanner.is("+")) return this.power();
    const sign = this.scanner.take();
    const value = this.within(sign, () => this.signed());
    return this.calculate(sign, 0, value);
  }

  /** Binds stronger than a sign before it, and weaker than one behind: `-2 ** 2` is -4. */
  private power(): Operand {
    const base = this.operand();
    if (!this.scanner.is("**")) return base;
    const operator = this.scanner.take();
    return this.calculate(
      operator,
      base,
      this.within(operator, () => this.signed()),
    );
  }

  private operand(): Operand {
    const token = this.scanner.token;
    if (token.kind === "number") return this.bounded(this.scanner.number(), token.at);
    if (token.kind === "name") return this.call(this.scanner.take());
    if (token.text !== "(" && token.text !== "[") this.scanner.refuseToken();
    const bracket = this.scanner.open();
    const value = bracket.text === "(" ? this.within(bracket, () => this.sum()) : this.items(bracket);
    this.scanner.close(bracket);
    return value;
  }

  private items(bracket: Token): readonly number[] {
    const items: number[] = [];
    while (!this.scanner.is("]")) {
      const { at } = this.scanner.token;
      const item = this.within(bracket, () => this.sum());
      if (typeof item !== "number") throw new Refusal(at, "a list within a list", "Join lists with +");
      if (items.push(item) > MOST_NUMBERS) this.refuseLength(bracket.at);
      if (!this.scanner.is(",")) break;
      this.scanner.take();
    }
    return items;
  }

  /** `range(...)` and `list(...)`. */
  private call(name: Token): readonly number[] {
    if (name.text !== "range" && name.text !== "list") this.scanner.refuseToken(name);
    if (!this.scanner.is("("))
      this.scanner.refuse(`${name.text} needs parentheses`, `Write ${name.text}(...)`);
    const bracket = this.scanner.open();
    const values: Operand[] = [];
    while (!this.scanner.is(")")) {
      values.push(this.within(bracket, () => this.sum()));
      if (!this.scanner.is(",")) break;
      this.scanner.take();
    }
    this.scanner.close(bracket);
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
    if (text === "**" && right < 0)
      throw new Refusal(at, "a power below 0", "Write a whole number from 0 on behind **");
    return this.bounded(outcome(text, left, right), at);
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
    case "**":
      return power(left, right);
    default: {
      const quotient = BigInt(left) / BigInt(right);
      const isInexact = quotient * BigInt(right) !== BigInt(left);
      return Number(isInexact && left < 0 !== right < 0 ? quotient - 1n : quotient);
    }
  }
}

/** Exact up to the bound, and soon beyond it, whatever the exponent. */
function power(base: number, exponent: number): number {
  if (exponent === 0) return 1;
  if (Math.abs(base) <= 1) return exponent % 2 === 0 ? base * base : base;
  let product = 1;
  for (let left = exponent; left > 0 && Number.isSafeInteger(product); left--) product *= base;
  return product;
}
