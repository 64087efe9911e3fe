import assert from "node:assert/strict";
import fc from "fast-check";
import { Interpolation } from "../../room/old-config/config-obj/interpolation";
import { parseConfigObj } from "../../room/old-config/config-obj/parse";
import type { Section } from "../../room/old-config/config-obj/section";
import { Python, type PythonSection } from "../support/python";

/** A section with its keys and sections sorted, and every value that cannot be inserted as the same error. */
interface Reading {
  readonly keys: readonly (readonly [key: string, value: unknown])[];
  readonly sections: readonly (readonly [name: string, section: Reading])[];
}

const FAULTY = "cannot be inserted";

function ourReading(section: Section, interpolation: Interpolation): Reading {
  const keys = [...section.entries.values()].map(entry => {
    const resolved = interpolation.resolve(section, entry);
    return [entry.key, "value" in resolved ? { value: resolved.value } : FAULTY] as const;
  });
  const sections = [...section.sections].map(
    ([name, inner]) => [name, ourReading(inner, interpolation)] as const,
  );
  return { keys: sorted(keys), sections: sorted(sections) };
}

function theirReading({ keys, sections }: PythonSection): Reading {
  const values = Object.entries(keys).map(([key, read]) => [key, "error" in read ? FAULTY : read] as const);
  const inner = Object.entries(sections).map(([name, section]) => [name, theirReading(section)] as const);
  return { keys: sorted(values), sections: sorted(inner) };
}

function sorted<T>(entries: readonly (readonly [string, T])[]): (readonly [string, T])[] {
  return [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
}

const fixed: Record<string, string> = {
  "a room as the old manual has it": `
[general]
    sftp_floppy_upload_cmd = "(echo put {0}; echo chmod 666 {1}; echo ls -l {1}) | sftp u@h:/floppy/"  # upload
    [[connect]]
        url = "https://engine/api"   # comment
        password = 'pa"ss#word,'
[logging]
log_file=logs/rollout.log
[room test01]   # Defines a room
\t[[student_vms]]
\t\tids = "range(1,10+1)"
\t\tmemory = 4 * 1024 * 1024 * 1024
\t\ttimezone="W. Europe Standard Time"
`,
  "quotes of all kinds": `a = "x"\nb = 'y'\nc = """one line"""\nd = '''two\n  lines''' # comment\ne = "a"b"\nf = it's\n"g h" = 1\n'i=j' = 2`,
  "quotes that do not fit": `a = "x\nb = 'y"\nc = x" y\nd = "x" y\ne = '''x`,
  lists: `a = 1, 2, 3\nb = 1,\nc = ,\nd = "x, y", z,\ne = , # c\nf = 1, 2 # 3, 4\ng = "a", 'b', c`,
  "lists that are none": `a = 1,, 2\nb = ,1\nc = a, "b\nd = , ,`,
  comments: `# first\na = b#c\nb = b # c\nc = "b # c" # d\n  # e\n[s] # f\n[[t]]#g\n`,
  "nesting by brackets alone": `[a]\nx=1\n    [[b]]\ny=2\n[[[c]]]\n        z=3\n[d]\n[[b]]`,
  "nesting that does not fit": `[a]\n[[[b]]]\n[[c]\nx=1\n[d]]\n[[e]]`,
  doubles: `x=1\nx=2\n[a]\n[[b]]\n[b]\n[a]\n[x]\n[c]\ny=1\n[[y]]`,
  insertions: `
root = r
[DEFAULT]
d = from default
[a]
x = %(root)s-%(d)s-%(y)s
y = Y%(z)s
z = %(own)s%%(x)s
list = %(root)s, b%(d)s
none = %(nothing)s
loop = %(loop)s
loop1 = %(loop2)s
loop2 = %(loop1)s
aslist = %(list)s
percent = 100% %(root %s
    [[DEFAULT]]
    own = default of a
    [[b]]
    x = %(x)s
    y = %(x)s
    w = %(z)s%(own)s
`,
  "Windows line ends, a byte order mark and no end of the last line":
    "\uFEFFa = 1\r\n[s]\r\nb = '''x\r\ny'''\r\nc=2",
  nothing: "",
  "names of JavaScript's own": `__proto__ = 1\nconstructor = %(__proto__)s\n[toString]\nhasOwnProperty = %(valueOf)s`,
  "blanks that only Unicode knows":
    "a\u00a0=\u2003b\u3000\n\u2028c = d\x85\x1c\n[\u00a0e\u2009]\ufeff\n[f]\u00a0",
};

const token = fc.constantFrom(
  ..."ab=#,'\"[]% \t".split(""),
  ...["\n", "\n", "\n", "\r\n", "\n[", "]\n", "\na = ", "\nb = ", "= ", '"""', "'''", ", ", "%(a)s", "%(b)s"],
  ...[
    "\n[a]\n",
    "\n[[b]]\n",
    "[[DEFAULT]]\n",
    "\n[DEFAULT]\n",
    "ä",
    "\u00a0",
    "\x1f",
    "\\",
    "\r",
    "\f",
    "\u2028",
  ],
);

const name = fc.constantFrom("a", "b", "c", "d e", "DEFAULT", "1");
const piece = fc.oneof(fc.constantFrom("x", "y z", "%(a)s", "%(b)s", "%(c)s", "%", "'", '"', ",", "#", " "));
const value = fc.oneof(
  fc.array(piece, { maxLength: 4 }).map(pieces => pieces.join("")),
  fc.array(piece, { maxLength: 4 }).map(pieces => `"${pieces.join("")}"`),
  fc.array(piece, { maxLength: 4 }).map(pieces => `'${pieces.join("")}'`),
  fc.array(piece, { maxLength: 4 }).map(pieces => `'''${pieces.join("\n")}'''`),
  fc
    .array(fc.constantFrom("x", '"y, z"', "'%(a)s'", "%(b)s"), { maxLength: 3 })
    .map(items => `${items.join(", ")},`),
);
const line = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(name, value).map(([key, written]) => `${key} = ${written}`) },
  { weight: 1, arbitrary: name.map(section => `[${section}]`) },
  { weight: 2, arbitrary: name.map(section => `  [[ "${section}" ]] # comment`) },
  { weight: 1, arbitrary: name.map(section => `[[[${section}]]]`) },
  { weight: 1, arbitrary: fc.constantFrom("", "# comment = x", "\t") },
);

describe("old configuration files, read as Python's ConfigObj reads them", function () {
  this.timeout(120_000);
  let python: Python;
  before(async () => {
    python = await Python.start();
  });
  after(() => python.stop());

  async function agree(text: string): Promise<void> {
    const theirs = await python.ask("configobj", text);
    const ours = parseConfigObj(text);
    if ("lines" in theirs) {
      const [fault] = ours.faults;
      // Of a key that is there twice we tell the line, Python the line on which its value ends.
      const isLater = fault?.message.includes("already") && /'{3}|"{3}/.test(text);
      if (isLater) assert.ok(fault && fault.line <= (theirs.lines[0] ?? 0));
      else assert.equal(fault?.line, theirs.lines[0], "the first line that cannot be read");
    } else {
      assert.deepEqual(ours.faults, []);
      assert.deepEqual(ourReading(ours.root, new Interpolation()), theirReading(theirs.file));
    }
  }

  for (const [what, text] of Object.entries(fixed)) it(what, () => agree(text));

  it("any sequence of what has a meaning", async () => {
    const file = fc.array(token, { maxLength: 40 }).map(tokens => tokens.join(""));
    await fc.assert(fc.asyncProperty(file, agree), { numRuns: 5000 });
  });

  it("any value behind a key", async () => {
    const marks = fc.array(fc.constantFrom("a", " ", ",", "#", '"', "'", "  "), { maxLength: 14 });
    await fc.assert(
      fc.asyncProperty(
        marks.map(marks => `k = ${marks.join("")}`),
        agree,
      ),
      { numRuns: 5000 },
    );
  });

  it("any line with brackets and quotes", async () => {
    const marks = fc.array(fc.constantFrom("a", " ", "[", "]", "#", '"', "'", "="), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(
        marks.map(marks => marks.join("")),
        agree,
      ),
      { numRuns: 5000 },
    );
  });

  it("any file of sections, keys and values", async () => {
    const file = fc.array(line, { maxLength: 25 }).map(lines => lines.join("\n"));
    await fc.assert(fc.asyncProperty(file, agree), { numRuns: 3000 });
  });

  it("any text at all", async () => {
    await fc.assert(fc.asyncProperty(fc.string({ unit: "binary", maxLength: 60 }), agree), { numRuns: 1000 });
  });
});
