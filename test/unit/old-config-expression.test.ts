import assert from "node:assert/strict";
import fc from "fast-check";
import { evaluate } from "../../room/old-config/python/expression";
import { soon } from "../support/soon";

/** Expression, and what it yields. */
const taken: [text: string, value: number | number[]][] = [
  ["range(1,10+1)", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
  ["[1]", [1]],
  ["[1, 2,5,]", [1, 2, 5]],
  ["4 * 1024 * 1024 * 1024", 4294967296],
  ["range(1, 4) + [7] + range(20, 22)", [1, 2, 3, 7, 20, 21]],
  ["list(range(3))", [0, 1, 2]],
  ["range(10, 0, -3)", [10, 7, 4, 1]],
  ["range(5, 5)", []],
  [" (2 + 3) * 4 - 10 // 3 ", 17],
  ["-7 // 2", -4],
  ["7 // -2", -4],
  ["--3", 3],
  ["0 * -1", 0],
  ["0x10 + 0b11 + 0o17 + 5L", 39],
  ["[1,\n 2]\n", [1, 2]],
  ["4 * 1024**3", 4294967296],
  ["2 ** 3 ** 2 - -2**2", 516],
  ["(-3)**3 + 0**0 + 1**999999 + (-1)**999999", -26],
];

/** Expression, the column of what is wrong, and how it is told. */
const refused: [text: string, column: number, message: RegExp, remedy: RegExp][] = [
  ["", 1, /ends too early/, /Taken are/],
  ["range(1,10", 6, /\( is not closed/, /Write \)/],
  ["[1, 2", 1, /\[ is not closed/, /Write \]/],
  ["1, 2", 2, /needs brackets/, /\[1, 2, 3\]/],
  ["1 + ", 4, /ends too early/, /./],
  ["6 / 2", 3, /"\/" is not taken/, /Write \/\//],
  ["2 ** -1", 3, /a power below 0/, /whole number/],
  ["2 ** 53", 3, /too large/, /below/],
  ["9 ** 9 ** 9", 3, /too large/, /below/],
  ["2 ** [1]", 3, /\*\* with a list/, /joined/],
  ["1.5", 1, /1\.5 is no whole number/, /./],
  ["010", 1, /no whole number/, /octal/],
  ["x + 1", 1, /"x" is not taken/, /./],
  ["1 + __import__('os')", 5, /"__import__" is not taken/, /./],
  ["[i for i in range(3)]", 2, /"i" is not taken/, /./],
  ["'a'", 1, /"'" is not taken/, /./],
  ["range", 6, /range needs parentheses/, /./],
  ["range()", 1, /one to three numbers/, /./],
  ["range(1, 2, 0)", 1, /steps of 0/, /./],
  ["range([1])", 1, /one to three numbers/, /./],
  ["range(1, 20000)", 1, /more than 1000 numbers/, /./],
  ["range(-9007199254740991, 9007199254740991)", 1, /more than 1000 numbers/, /./],
  ["list(3)", 1, /list takes a list/, /./],
  ["[[1]]", 2, /a list within a list/, /\+/],
  ["[1] * 3", 5, /\* with a list/, /joined/],
  ["[1] - [1]", 5, /- with a list/, /./],
  ["1 // 0", 3, /division by 0/, /./],
  ["9007199254740991 + 1", 18, /too large/, /./],
  ["99999999999999999999", 1, /too large/, /./],
  ["1 2", 3, /"2" is not taken/, /./],
  ["1\n+ 2", 2, /is not taken/, /./],
  [`${"(".repeat(200)}1${")".repeat(200)}`, 101, /too many brackets/, /./],
  [`1${" ".repeat(10_000)}`, 1, /too long/, /./],
];

describe("expressions in ids and memory of an old configuration", () => {
  for (const [text, value] of taken) {
    it(`${JSON.stringify(text)} is ${JSON.stringify(value)}`, () =>
      assert.deepEqual(evaluate(text), { value }));
  }

  for (const [text, column, message, remedy] of refused) {
    it(`${JSON.stringify(text.slice(0, 50))} is refused in column ${column}`, () => {
      const evaluated = evaluate(text);
      assert.ok("message" in evaluated);
      assert.equal(evaluated.column, column);
      assert.match(evaluated.message, message);
      assert.match(evaluated.remedy, remedy);
    });
  }

  it("any text is a value or a fault within it, at once", () => {
    const marks = fc.constantFrom(
      "range(",
      "list(",
      "[",
      "]",
      "(",
      ")",
      "9",
      "0x",
      "+",
      "-",
      "*",
      "//",
      ",",
      " ",
      "\n",
    );
    const expressions = fc.array(marks, { maxLength: 300 }).map(parts => parts.join(""));
    fc.assert(
      fc.property(fc.oneof(expressions, fc.string({ unit: "binary" })), text => {
        const evaluated = evaluate(text);
        if ("message" in evaluated) assert.ok(evaluated.column >= 1 && evaluated.column <= text.length + 1);
        else assert.ok([evaluated.value].flat().every(number => Number.isSafeInteger(number)));
      }),
      { numRuns: 1000 },
    );
  });

  it("the longest of expressions take no longer", () => {
    soon(() => {
      for (const unit of ["-", "(", "[", "1+", "range(", "\n", " ", "range(9999)+", "9", "[1]+"]) {
        evaluate(unit.repeat(Math.floor(10_000 / unit.length)));
      }
    });
  });
});
