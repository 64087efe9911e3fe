import assert from "node:assert/strict";
import fc from "fast-check";
import { Interpolation } from "../../room/old-config/config-obj/interpolation";
import { parseConfigObj } from "../../room/old-config/config-obj/parse";
import { keyPath, type Section } from "../../room/old-config/config-obj/section";
import { describeFileFaults } from "../../room/old-config/fault";
import { soon } from "../support/soon";

const file = `# The rooms of a school
site = lab
[general]
    prefix = "/rhev/#1/floppy"   # as the hosts see it
    [[connect]]
        url = https://engine/api
[room a]
            [[students]]      # indentation means nothing
ids = "range(1, 3)"
    names = '%(site)s-"x"'
    note = """two
lines"""  # and a comment
    servers = one, "two, three",
[room b]
`;

function section(root: Section, ...names: string[]): Section {
  let found = root;
  for (const name of names) {
    const inner = found.sections.get(name);
    assert.ok(inner, `there is no ${name}`);
    found = inner;
  }
  return found;
}

function faultsOf(text: string): string[] {
  return describeFileFaults("old.conf", parseConfigObj(text).faults).split("\n");
}

describe("the syntax of old configuration files", () => {
  const { root, faults } = parseConfigObj(file);

  it("reads sections, keys, quotes, lists and comments", () => {
    assert.deepEqual(faults, []);
    assert.deepEqual([...root.sections.keys()], ["general", "room a", "room b"]);
    assert.equal(section(root, "general").entries.get("prefix")?.value, "/rhev/#1/floppy");
    const students = section(root, "room a", "students");
    assert.equal(students.entries.get("note")?.value, "two\nlines");
    assert.deepEqual(students.entries.get("servers")?.value, ["one", "two, three"]);
    assert.equal(section(root, "room b").entries.size, 0);
  });

  it("knows the line of every section and key", () => {
    const students = section(root, "room a", "students");
    assert.equal(students.line, 8);
    assert.deepEqual(
      [...students.entries.values()].map(entry => `${entry.key} ${entry.line}`),
      ["ids 9", "names 10", "note 11", "servers 13"],
    );
    assert.equal(section(root, "general", "connect").line, 5);
  });

  it("names places as the file does", () => {
    assert.equal(keyPath(section(root, "room a", "students"), "ids"), "[room a] [[students]] ids");
    assert.equal(keyPath(root, "site"), "site");
  });
});

/** What is wrong, the file, and how it is told. */
const mistakes: [what: string, text: string, told: string[]][] = [
  [
    "a line that is neither section nor key",
    "[a]\nfoo\n",
    [
      'old.conf:2: [a]: this line is neither a section nor a key with a value. Write "key = value", "[section]", or put # before a comment',
    ],
  ],
  [
    "a key that is there twice",
    "[a]\nx = 1\n[[b]]\n[c]\n[a ]\nx = 2\nx = 3\n",
    [
      "old.conf:5: [a]: is there already, on line 1. Give one of them another name, or make them one",
      "old.conf:7: [a] x: is there already, on line 6. Keep one of the two",
    ],
  ],
  [
    "brackets that do not match",
    "[[a]\nx = 1\n[b]]\n",
    [
      'old.conf:1: [[a]]: has 2 "[" and 1 "]". Write the same number on both sides of the name',
      'old.conf:3: [b]: has 1 "[" and 2 "]". Write the same number on both sides of the name',
    ],
  ],
  [
    "a section with nothing around it",
    "[a]\n[[[c]]]\nx = 1",
    ["old.conf:2: [a] [[[c]]]: a section with 3 brackets has none with 2 around it. Write [[c]]"],
  ],
  [
    "quotes that are not closed",
    `a = "x\nb = 'x' y\nc = x,, y`,
    ["a", "b", "c"].map(
      (key, index) =>
        `old.conf:${index + 1}: ${key}: quotes are not closed, or an item of a list is empty. Put the whole value into quotes: "..." or '...'`,
    ),
  ],
  [
    "triple quotes that are not closed",
    'a = """x\nb = 1\n',
    [
      'old.conf:1: a: the opening """ are never closed. Write """ behind the value, and nothing but a comment after that',
    ],
  ],
  [
    "text behind triple quotes",
    "a = '''x\ny''' z\nb = 1",
    [
      "old.conf:1: a: something stands behind the closing ''' on line 2. Write ''' behind the value, and nothing but a comment after that",
      'old.conf:2: this line is neither a section nor a key with a value. Write "key = value", "[section]", or put # before a comment',
    ],
  ],
  [
    "a file of another kind",
    "x".repeat(2_000_000),
    [
      "old.conf:1: the file has 2000000 characters. A room definition has fewer than 1048576: name another file",
    ],
  ],
];

describe("mistakes in the syntax of old configuration files", () => {
  for (const [what, text, told] of mistakes) it(what, () => assert.deepEqual(faultsOf(text), told));

  it("are shown up to a number that can be read", () => {
    const told = faultsOf("?\n".repeat(60));
    assert.equal(told.length, 51);
    assert.equal(told.at(-1), "and 10 more");
  });

  it("any text is read in bounded time", () => {
    const marks = fc.constantFrom("[", "]", "=", ",", "#", '"', "'", '"""', "'''", "\n", " ", "%(a)s", "a");
    const lines = fc.array(marks, { maxLength: 200 }).map(parts => parts.join(""));
    fc.assert(
      fc.property(fc.oneof(lines, fc.string({ unit: "binary" })), text => {
        const { faults } = parseConfigObj(text);
        const last = text.split("\n").length;
        assert.ok(faults.every(fault => fault.line >= 1 && fault.line <= last && fault.remedy !== ""));
      }),
      { numRuns: 1000 },
    );
  });

  for (const unit of [
    '"',
    "'",
    ", ",
    '"a',
    "[",
    " ]",
    '[ "',
    '"="',
    "a=",
    " ",
    "[[[x\n",
    "a='''x\n",
    'a="""\n',
    "#",
    ",'",
  ]) {
    it(`a file full of ${JSON.stringify(unit)} is read at once`, () => {
      soon(() => {
        for (const start of ["", "a = ", "[a"]) parseConfigObj(start + unit.repeat(300_000 / unit.length));
      });
    });
  }
});

describe("%(name)s in old configuration files", () => {
  const resolve = (text: string, ...names: string[]) => {
    const { root, faults } = parseConfigObj(text);
    assert.deepEqual(faults, []);
    const place = section(root, ...names.slice(0, -1));
    const entry = place.entries.get(names.at(-1) ?? "");
    assert.ok(entry);
    return new Interpolation().resolve(place, entry);
  };

  it("looks in the section, in its DEFAULT, then around it", () => {
    const text =
      "a = file\nb = file\n[DEFAULT]\nc = c%(a)s\n[s]\nx = %(a)s %(b)s %(c)s %(d)s\na = own\n[[DEFAULT]]\nb = near\nd = d";
    assert.deepEqual(resolve(text, "s", "x"), { value: "own near cown d" });
  });

  it("goes into lists, and leaves other percent signs alone", () => {
    assert.deepEqual(resolve("a = 1\nx = %(a)s%, 5% %%(a)s %(a)d", "x"), { value: ["1%", "5% %1 %(a)d"] });
  });

  for (const [what, text, message] of [
    ["a name that is nowhere", "x = %(y)s", /there is no y for %\(y\)s/],
    ["a loop", "x = %(y)s\ny = %(z)s\nz = %(y)s", /%\(y\)s leads back to itself/],
    ["a list", "x = %(y)s\ny = 1, 2", /%\(y\)s is a list/],
    [
      "a chain without end",
      Array.from({ length: 200 }, (_, n) => `${n || "x"} = %(${n + 1})s`).join("\n"),
      /more than 100/,
    ],
    [
      "a value that doubles again and again",
      Array.from({ length: 60 }, (_, n) => `${n || "x"} = %(${n + 1})s%(${n + 1})s`)
        .join("\n")
        .concat("\n60 = aa"),
      /too long/,
    ],
  ] as const) {
    it(`refuses ${what}`, () => {
      const resolved = resolve(text, "x");
      assert.ok("message" in resolved);
      assert.match(resolved.message, message);
      assert.notEqual(resolved.remedy, "");
    });
  }

  it("a value of nothing that doubles again and again is nothing, at once", () => {
    const text = Array.from({ length: 60 }, (_, n) => `${n || "x"} = %(${n + 1})s%(${n + 1})s`)
      .join("\n")
      .concat("\n60 = ");
    assert.deepEqual(resolve(text, "x"), { value: "" });
  });

  it("remembers which keys were needed", () => {
    const { root } = parseConfigObj("a = 1\nb = 2\nx = %(a)s");
    const interpolation = new Interpolation();
    for (const entry of root.entries.values()) interpolation.resolve(root, entry);
    assert.deepEqual(
      [...root.entries.values()].filter(entry => interpolation.uses(entry)).map(entry => entry.key),
      ["a"],
    );
  });

  it("all values of a file together are bounded", () => {
    const { root } = parseConfigObj(
      `a = ${"y".repeat(60_000)}\n${Array.from({ length: 200 }, (_, n) => `k${n} = %(a)s`).join("\n")}`,
    );
    const interpolation = new Interpolation();
    const resolved = [...root.entries.values()].map(entry => interpolation.resolve(root, entry));
    assert.ok("value" in (resolved[1] ?? {}));
    assert.ok("message" in (resolved.at(-1) ?? {}));
  });
});
