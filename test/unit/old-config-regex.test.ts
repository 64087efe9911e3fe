import assert from "node:assert/strict";
import fc from "fast-check";
import { translatePattern } from "../../room/old-config/python/regex";

/** An expression of Python, and the same in JavaScript. */
const translated: [python: string, javascript: string][] = [
  ["Automatic snapshot after rollout, .*", "Automatic snapshot after rollout, .*"],
  ["\\Aauto.*\\Z", "^auto.*$"],
  ["(?P<day>\\d+)-(?:a|b)", "(?<day>\\d+)-(?:a|b)"],
  ["(?i)Auto-[a-c]", "[Aa][uU][tT][oO]-[a-cA-C]"],
  ["(?s)a.b", "a[\\s\\S]b"],
  ["(?m)^a$", "(?<![^\\n])a(?![^\\n])"],
  ["a{,3}b{2}c{1,}", "a{0,3}b{2,2}c{1,}"],
  ["{a} a{x", "\\{a\\} a\\{x"],
  ["[]a-]", "[\\]a\\-]"],
  ["a(?# comment)b", "ab"],
  ["IP=192\\.0\\.2\\.1/24 \\- x", "IP=192\\.0\\.2\\.1\\/24 - x"],
];

/** An expression, the character that is wrong, and how it is told. */
const refused: [python: string, column: number, message: RegExp][] = [
  ["a(b", 2, /"\(" is not closed/],
  ["ab)", 3, /there is no "\("/],
  ["a[b", 2, /"\[" is not closed/],
  ["*a", 1, /nothing to repeat/],
  ["^*", 2, /nothing to repeat/],
  ["a**", 3, /repeated already/],
  ["a*+", 3, /repeated already/],
  ["a{3,2}", 2, /smaller number goes first/],
  ["[b-a]", 2, /no range/],
  ["[a-\\d]", 2, /no range/],
  ["(a)\\1", 4, /reference to a group/],
  ["(?P<a>x)(?P=a)", 9, /reference to a group/],
  ["(?P<a>x)(?P<a>y)", 9, /two groups a/],
  ["(?P<1>x)", 1, /no name for a group/],
  ["(a)?(?(1)b|c)", 5, /condition on a group/],
  ["a(?i)", 2, /flags have their place at the beginning/],
  ["(?x)a", 1, /flags L, u, x and a/],
  ["(?<=a+)b", 1, /look-behind needs a fixed length/],
  ["(?=a)*", 6, /look-around cannot be repeated/],
  ["(?>a)", 1, /not known/],
  ["\\q", 1, /\\q is not known/],
  ["a\\", 2, /nothing behind the backslash/],
  ["(?#a", 1, /comment is not closed/],
  ["(((a{99}){99}){99})", 10, /too many times/],
  ["(".repeat(60), 51, /too many groups/],
  ["a".repeat(3000), 1, /too long/],
];

describe("regular expressions of an old configuration", () => {
  for (const [python, javascript] of translated) {
    it(`${python} is ${javascript}`, () =>
      assert.deepEqual(translatePattern(python), { source: javascript }));
  }

  for (const [python, column, message] of refused) {
    it(`${python.slice(0, 40)} is refused at character ${column}`, () => {
      const result = translatePattern(python);
      assert.ok("message" in result);
      assert.match(result.message, message);
      assert.equal(result.column, column);
      assert.notEqual(result.remedy, "");
    });
  }

  it("any text is translated to what compiles, or refused, at once", () => {
    const marks = fc.constantFrom(
      ..."ab()[]{}*+?|^$.\\-,1",
      "(?:",
      "(?P<a>",
      "(?<=",
      "\\d",
      "{2}",
      "(?i)",
      "é",
      "\u{1f600}",
    );
    const patterns = fc.array(marks, { maxLength: 30 }).map(parts => parts.join(""));
    fc.assert(
      fc.property(fc.oneof(patterns, fc.string({ unit: "binary" })), pattern => {
        const result = translatePattern(pattern);
        if ("source" in result) assert.doesNotThrow(() => new RegExp(result.source, "u").test("abc"));
        else assert.ok(result.column >= 1 && result.column <= pattern.length + 1);
      }),
      { numRuns: 1000 },
    );
  });
});
