import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { checkAnswerFile } from "../../answer-file/check";
import { AnswerFileError } from "../../answer-file/fault";
import { answerFileOf, snapshotDescriptionOf } from "../../answer-file/for-seat";
import { maskAnswerFile } from "../../answer-file/mask";
import { renderAnswerFile } from "../../answer-file/render";
import { loadTemplate } from "../../answer-file/template";
import { attributeOf, elementsOf, textOf, type XmlElement } from "../../answer-file/xml";
import { parseXml } from "../../answer-file/xml-reader";
import { sysprepScript } from "../../delivery/sysprep";
import { seatsOf } from "../../room/seat";
import { parseSettings } from "../../room/settings/parse-settings";
import { assertForPeople, mutated, runs } from "../support/generated";
import { rawGroup, rawSettings } from "../support/room-settings";
import { soon } from "../support/soon";

const shipped = readdirSync("templates").map(name => readFileSync(`templates/${name}`, "utf8"));
const secretValues = {
  joinPassword: "Marked-Join",
  adminPassword: "Marked-Admin",
  administratorPassword: "Marked-Admin",
};

function seatWith(values: Record<string, unknown>) {
  const raw = rawSettings({
    values: { domain: "example.org", ...values },
    secretValues,
    groups: { a: rawGroup() },
  });
  const { settings } = parseSettings(raw);
  const [seat] = settings ? seatsOf("test01", settings) : [];
  assert.ok(settings && seat);
  return { settings, seat };
}

/** What reading a template, filling it, checking and delivering it end in: the faults, all told for people. */
function judged(text: string, values: Record<string, unknown> = {}): AnswerFileError | undefined {
  const { settings, seat } = seatWith(values);
  try {
    const answerFile = soon(() => answerFileOf(seat, settings, loadTemplate(text, "t.xml")));
    const findings = soon(() => checkAnswerFile(answerFile, { computerName: seat.name }));
    for (const { line, message, remedy } of findings) assert.ok(line >= 1 && message !== "" && remedy !== "");
    soon(() => [maskAnswerFile(answerFile, Object.values(secretValues)), sysprepScript(answerFile)]);
    return undefined;
  } catch (error) {
    assert.ok(error instanceof AnswerFileError, String(error));
    assertForPeople(error.message);
    assert.doesNotMatch(error.message, /Marked-/);
    const lines = text.split(/\r\n?|\n/).length;
    for (const { line } of error.faults) assert.ok(line >= 0 && line <= lines, `line ${line} of ${lines}`);
    return error;
  }
}

const pieces = [
  ...[
    "<",
    ">",
    "</",
    "/>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?xml version='1.1'?>",
    "<!DOCTYPE a>",
    "&",
    "&x;",
    "&#0;",
  ],
  ...[
    "&#x1b;",
    "${",
    "${}",
    "${a|b}",
    "${constructor}",
    "${__proto__}",
    "$${",
    "}",
    'v:if="constructor"',
    'v:each="ip"',
  ],
  ...[
    'xmlns:v="x"',
    'xmlns=""',
    "\u0000",
    "\ufeff",
    "\u009b2J",
    "\u202e",
    "\ufffd",
    "\r",
    "<constructor/>",
    '"',
    "'",
  ],
];

describe("hostile templates of answer files", () => {
  it("that are changed anywhere are faults with their lines, or answer files that can be checked", () => {
    const template = fc.constantFrom(...shipped).chain(text => mutated(text, pieces));
    fc.assert(
      fc.property(template, text => void judged(text)),
      runs(250),
    );
  });

  it("of any text are faults", () => {
    const text = fc.oneof(fc.string({ unit: "binary" }), fc.string(), fc.constantFrom(...pieces));
    fc.assert(
      fc.property(fc.array(text, { maxLength: 8 }), parts => void judged(parts.join(""))),
      runs(300),
    );
  });

  it("in another encoding are refused, and a mark of the byte order is not", () => {
    const [text = ""] = shipped;
    for (const bytes of [
      Buffer.from(`\ufeff${text}`, "utf16le"),
      Buffer.from(text, "utf16le"),
      Buffer.from(`${text}ü`, "latin1"),
    ]) {
      assert.equal(judged(bytes.toString("utf8"))?.rule, "encoding");
    }
    assert.equal(judged(`\ufeff${text}`)?.message, judged(text)?.message);
  });

  describe("that were made to do harm", () => {
    const bomb = Array.from(
      { length: 30 },
      (_, index) => `<!ENTITY b${index + 1} "&b${index};&b${index};">`,
    ).join("\n");
    for (const [what, text, rule] of [
      [
        "entities that double thirty times",
        `<!DOCTYPE a [<!ENTITY b0 "boom">\n${bomb}]>\n<a>&b30;</a>`,
        "doctype",
      ],
      [
        "an entity of a file of this machine",
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<a>&x;</a>',
        "doctype",
      ],
      ["an entity of another machine", '<!DOCTYPE a SYSTEM "http://127.0.0.1:1/evil.dtd">\n<a/>', "doctype"],
      ["parameter entities", '<!DOCTYPE a [<!ENTITY % x SYSTEM "file:///etc/passwd">%x;]>\n<a/>', "doctype"],
      ["an entity that nobody declared", "<a>\n&x;</a>", "well-formed"],
      ["elements without a bottom", "<a>".repeat(100_000), "too-deep"],
      ["one name without an end", `<${"a".repeat(500_000)}`, "well-formed"],
      ["attributes without an end", `<a ${'b="'.repeat(100_000)}`, "well-formed"],
      ["more than an answer file has", `<a>${" ".repeat(600_000)}</a>`, "too-large"],
      ["placeholders within placeholders", `<a>${"${".repeat(200_000)}</a>`, "placeholder"],
      ["an end before its beginning", "</a><a>", "well-formed"],
      ["nothing", "", "well-formed"],
    ] as const) {
      it(`hold ${what}`, () => assert.equal(judged(text)?.rule, rule));
    }

    it("hold more elements than a stack of calls", () => {
      const template = loadTemplate(`<a>${"<b/>".repeat(130_000)}</a>`, "t.xml");
      assert.equal(elementsOf(template.root).length, 130_000);
    });

    it("repeat their elements for every item of a long list", () => {
      const text = `<a xmlns:v="urn:virtroom:answer-file"><b v:each="list">${"<c/>".repeat(50_000)}</b></a>`;
      assert.equal(judged(text, { list: "x,".repeat(30_000) })?.rule, "too-large");
    });

    it("repeat a long value", () => {
      assert.equal(
        judged(`<a>${"<b>${long}</b>".repeat(20_000)}</a>`, { long: "y".repeat(60_000) })?.rule,
        "too-large",
      );
    });

    it("describe a snapshot by a long value, over and over", () => {
      const { settings, seat } = seatWith({ long: "y".repeat(60_000) });
      const snapshotDescription = "${long}".repeat(140);
      const described = { ...seat, settings: { ...seat.settings, snapshotDescription } };
      assert.throws(
        () => soon(() => snapshotDescriptionOf(described, settings)),
        /more than 4000 characters/,
      );
    });

    it("hold thousands of mistakes, of which fifty are told", () => {
      const message = judged(`<a>${"<b>${-}</b>\n".repeat(20_000)}</a>`)?.message ?? "";
      assert.equal(message.split("\n").length, 51);
      assert.match(message, /\nand 19950 more$/);
    });

    it("hold a command that regular expressions would try for ever", () => {
      for (const command of ["shutdown ", "wmic ", "echo shutdown ", "a"]) {
        const list = `<FirstLogonCommands><SynchronousCommand><CommandLine>${command.repeat(400_000 / command.length)}</CommandLine><Order>1</Order></SynchronousCommand></FirstLogonCommands>`;
        const component = `<component name="Microsoft-Windows-Shell-Setup">${list}</component>`;
        const text = `<unattend xmlns="urn:schemas-microsoft-com:unattend"><settings pass="oobeSystem">${component}</settings></unattend>`;
        assert.ok(
          soon(() => checkAnswerFile(text, { computerName: "vd01" })).some(
            ({ rule }) => rule === "command-length",
          ),
        );
      }
    });

    it("hold thousands of addresses with the same key", () => {
      const address = '<IpAddress wcm:action="add" wcm:keyValue="1">192.0.2.1</IpAddress>';
      const text = `<unattend xmlns="urn:schemas-microsoft-com:unattend" xmlns:wcm="http://schemas.microsoft.com/WMIConfig/2002/State"><settings pass="specialize"><component name="Microsoft-Windows-TCPIP"><UnicastIpAddresses>${address.repeat(7000)}</UnicastIpAddresses></component></settings></unattend>`;
      const doubled = soon(() => checkAnswerFile(text, { computerName: "vd01" })).filter(
        ({ rule }) => rule === "key-value",
      );
      assert.equal(doubled.length, 6999);
    });
  });
});

describe("a value of an answer file", () => {
  /** The names of all elements, in order, and how they lie in each other. */
  const shape = (element: XmlElement): unknown => [
    element.name,
    element.attributes.length,
    elementsOf(element).map(shape),
  ];
  const nasty = fc.oneof(
    fc.string({ unit: "binary", minLength: 1 }),
    fc
      .array(
        fc.constantFrom(
          "<",
          ">",
          "&",
          '"',
          "'",
          "]]>",
          "<![CDATA[",
          "<!--",
          "-->",
          "&lt;",
          "&#60;",
          "${ip}",
          "$a$",
          "\r\n",
          "\t",
          " ",
          "</b>",
          "é",
        ),
        { minLength: 1 },
      )
      .map(parts => parts.join("")),
  );

  it("comes back as it is from whatever place it was put into, and moves nothing else", () => {
    const template = loadTemplate(
      '<a x="${one}"><b>${one}</b><c y="(${two})">- ${two} -</c><d>${two}${one}</d></a>',
      "t.xml",
    );
    const plain = shape(parseXml(renderAnswerFile(template, { one: "1", two: "2" }), "plain"));
    fc.assert(
      fc.property(nasty, nasty, (one, two) => {
        let written: string;
        try {
          written = renderAnswerFile(template, { one, two });
        } catch (error) {
          assert.ok(error instanceof AnswerFileError);
          assert.ok(
            error.faults.every(({ rule }) => /^(invalid-character|empty-)/.test(rule)),
            error.message,
          );
          return;
        }
        const back = parseXml(written, "back");
        assert.deepEqual(shape(back), plain);
        const [b, c, d] = elementsOf(back);
        assert.ok(b && c && d);
        assert.deepEqual(
          [attributeOf(back, "x"), textOf(b), attributeOf(c, "y"), textOf(c), textOf(d)],
          [one, one, `(${two})`, `- ${two} -`, `${two}${one}`],
        );
        // Neither does what the engine gets as a script differ.
        assert.deepEqual(textOf(elementsOf(parseXml(sysprepScript(written), "script"))[0] ?? back), one);
      }),
      runs(300),
    );
  });
});
