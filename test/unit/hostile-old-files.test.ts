import assert from "node:assert/strict";
import fc from "fast-check";
import { AnswerFileError } from "../../answer-file/fault";
import { loadTemplate } from "../../answer-file/template";
import { readConfiguration } from "../../room/old-config/configuration";
import { decodeText } from "../../room/old-config/decode";
import { describeFileFaults, type FileFault } from "../../room/old-config/fault";
import { recognizeSftp } from "../../room/old-config/floppies/sftp-command";
import { convertMako } from "../../room/old-config/mako/mako";
import { evaluate } from "../../room/old-config/python/expression";
import { readPythonLogging } from "../../room/old-config/python/logging";
import { translatePattern } from "../../room/old-config/python/regex";
import { toSettings } from "../../room/old-config/to-settings";
import { parseSettings } from "../../room/settings/parse-settings";
import { assertForPeople, mutated, runs } from "../support/generated";
import { oldFile, oldTemplate } from "../support/old-room";
import { pythonLogging } from "../support/python-logging";
import { soon } from "../support/soon";

const engine = {
  url: "https://engine.example.org/ovirt-engine/api",
  username: "admin@internal",
  password: "Marked-Password",
  sftp: { folderOnHosts: "/floppies" },
};
const site = oldFile(engine, {
  room: "test01",
  caFile: "ca.crt",
  template: "production.xml.template",
  upload: "(echo put {0}; echo chmod 666 {1}) | sftp floppy@files.example.org:/floppies/",
  cleanup: "echo rm {0} | sftp floppy@files.example.org:/floppies/",
});

function told(faults: readonly FileFault[], lines: number): void {
  for (const { line, message, remedy } of faults.slice(0, 100)) {
    assert.ok(line >= 1 && line <= lines, `line ${line} of ${lines}`);
    assert.ok(message !== "" && remedy !== "", message);
  }
  assertForPeople(describeFileFaults("old.conf", faults).replaceAll(/[\p{Cc}\p{Cf}]/gu, " "));
}

/** Reads a file as `virtroom import` does: rooms whose settings are right but for what is not known here, or faults. */
function judged(text: string): number {
  const { configuration, faults, notes } = soon(() => readConfiguration(text));
  const lines = text.split("\n").length;
  told(faults, lines);
  told(notes, lines);
  for (const fault of faults) assert.doesNotMatch(fault.message, /Marked-Password/);
  if (!configuration) return faults.length;
  for (const room of configuration.rooms) {
    const moved = soon(() => toSettings(configuration, room, { path: file => file }));
    const wrong: string[] = parseSettings(moved.settings).faults.map(fault => fault.path);
    assert.deepEqual(wrong, [], "what is read without a fault is right");
  }
  return faults.length;
}

const marks = [
  ...[
    '"',
    "'",
    '"""',
    "'''",
    "[",
    "]",
    "[[",
    "[[[",
    "=",
    ",",
    "#",
    "\n",
    "\r",
    "\\",
    "%(ids)s",
    "%(a)s",
    "%",
    "${",
  ],
  ...[
    "[room test01]",
    "[DEFAULT]",
    "[[DEFAULT]]",
    "ids = range(10**9)",
    "ids=9**9**9",
    "'a'*10**9",
    "__import__('os')",
  ],
  ...[
    "constructor",
    "__proto__ = 1",
    "toString",
    "\u0000",
    "\ufeff",
    "\u2028",
    "\u202e",
    "(a+)+",
    "(?P<a>",
    "../..",
  ],
];

describe("hostile files of the old tool", () => {
  it("that are changed anywhere are faults with their lines, or rooms whose settings are right", () => {
    fc.assert(
      fc.property(mutated(site, marks), text => void judged(text)),
      runs(400),
    );
  });

  it("of any bytes are faults", () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 2000 }),
      mutated(site, marks).map(text => Buffer.from(text, "utf16le")),
    );
    fc.assert(
      fc.property(bytes, raw => void judged(decodeText(raw))),
      runs(200),
    );
  });

  it("do not take an expression for a program, nor its power for their own", () => {
    const atoms = fc.constantFrom(
      ...[
        "9",
        "**",
        "9**9**9",
        "*",
        "'a'",
        "10",
        "range",
        "(",
        ")",
        "[",
        "]",
        ",",
        "-",
        "+",
        "//",
        "0",
        "list",
        "lambda: 1",
      ],
      ...[
        "__import__('os').system('id')",
        "open",
        "xrange",
        "constructor",
        "toString",
        "\n",
        "\u0000",
        "0x",
        "1e999",
      ],
    );
    fc.assert(
      fc.property(
        fc.array(atoms, { maxLength: 60 }).map(parts => parts.join("")),
        text => {
          const result = soon(() => evaluate(text), 500);
          if ("value" in result) assert.ok([result.value].flat().every(Number.isSafeInteger));
          else assertForPeople(`${result.message} ${result.remedy}`);
        },
      ),
      runs(500),
    );
    for (const bomb of [
      "9**9**9",
      "'a'*10**9",
      "range(10**9)",
      "range(999999999)",
      "[1]*999999999",
      `${"(".repeat(9000)}`,
    ]) {
      assert.ok("message" in soon(() => evaluate(bomb), 200), bomb);
    }
    assert.deepEqual(evaluate("constructor"), {
      column: 1,
      message: '"constructor" is not taken',
      remedy: "Taken are whole numbers, lists, range(...), + - * // ** and parentheses",
    });
  });

  it("hold expressions for descriptions that are translated soon, or refused", () => {
    const atoms = fc.constantFrom(
      ...[
        "(",
        ")",
        "a",
        "+",
        "*",
        "{1,999999999}",
        "{",
        "|",
        "[",
        "]",
        "^",
        "\\",
        "?",
        "(?P<a>",
        "(?<=",
        ".",
      ],
    );
    fc.assert(
      fc.property(
        fc.array(atoms, { maxLength: 200 }).map(parts => parts.join("")),
        text => {
          const result = soon(() => translatePattern(text), 500);
          if ("source" in result) new RegExp(result.source, "u");
        },
      ),
      runs(300),
    );
  });

  it("have templates that become ours, or faults with their lines", () => {
    const pieces = [
      "% if ip:\n",
      "% endif\n",
      "% else:\n",
      "<%",
      "%>",
      "<%doc>",
      "${",
      "${ip}",
      "${9**9**9}",
      "##",
      "<!--",
      "]]>",
      "<a>",
      "</",
      "&x;",
      "\\\n",
    ];
    fc.assert(
      fc.property(mutated(oldTemplate, pieces), text => {
        const converted = soon(() => convertMako(text));
        if ("faults" in converted) return told(converted.faults, text.split(/\r\n?|\n/).length);
        try {
          soon(() => loadTemplate(converted.template, "old.xml"));
        } catch (error) {
          assert.ok(error instanceof AnswerFileError, String(error));
        }
      }),
      runs(300),
    );
  });

  it("have logging configurations of which something is taken over, or nothing", () => {
    const text = pythonLogging({ root: "DEBUG" });
    fc.assert(
      fc.property(
        mutated(text, ["=", ":", "[", "]", "level=constructor", "\n ", "(", ",", "9**9"]),
        changed => {
          const { logging } = soon(() => readPythonLogging(changed));
          assert.match(logging.level, /^(debug|info|warn|error|off)$/);
          assert.ok(logging.maxSize === undefined || Number.isSafeInteger(logging.maxSize));
        },
      ),
      runs(200),
    );
    assert.deepEqual(readPythonLogging("[logger_root]\nlevel=constructor\n").logging, { level: "warn" });
  });

  describe("that were found to take for ever", () => {
    const long = 250_000;

    for (const [what, text] of [
      ["carriage returns", `${"\r".repeat(long)}x`],
      ["quotes that nothing closes", 'a = """x\n'.repeat(long / 10)],
      ["sections in sections", `${"[".repeat(long)}a${"]".repeat(long)}`],
      [
        "values in values",
        Array.from({ length: 2000 }, (_, index) => `a${index} = ${`%(a${index + 1})s`.repeat(9)}`).join("\n"),
      ],
      ["commas", `[general]\na = ${",".repeat(long)}`],
      ["quotes and commas", `[general]\na = ${"'\",".repeat(long / 3)}`],
    ] as const) {
      it(`hold ${what}`, () => assert.ok(judged(text) > 0));
    }

    for (const [what, text] of [
      ["a tag without an end", `<%${"a".repeat(long)}`],
      ["ends of tags", '</%a"'.repeat(long / 5)],
      ["a coding without a line end", `#coding:${"a".repeat(long)}`],
      ["codings", "#coding:a".repeat(long / 9)],
      ["expressions on one line", "${mac}".repeat(long / 6)],
      [
        "conditions in conditions",
        `${"% if mac:\n".repeat(long / 20)}<a/>\n${"% endif\n".repeat(long / 20)}`,
      ],
      ["comments without an end", `% if mac:\n${"<!--".repeat(long / 4)}\n% endif\n`],
      ["blanks", `% if ${" ".repeat(long)}x`],
    ] as const) {
      it(`have a template of ${what}`, () => void soon(() => convertMako(text)));
    }

    for (const [what, text] of [
      ["blanks before nothing", `[a]\na${" ".repeat(long)}x`],
      ["blanks within a value", `[a]\na=x${" ".repeat(long)}x`],
      [
        "a tuple of blanks",
        `[logger_root]\nhandlers=f\n[handler_f]\nclass=RotatingFileHandler\nargs=(${" ".repeat(long)}x`,
      ],
    ] as const) {
      it(`have a logging configuration with ${what}`, () => void soon(() => readPythonLogging(text)));
    }

    it("have commands of brackets", () => {
      for (const text of ["(".repeat(4000), "echo ;".repeat(700), `echo put {0} | sftp ${"-".repeat(4000)}`])
        assert.equal(
          soon(() => recognizeSftp(text, text), 500),
          undefined,
        );
    });
  });
});
