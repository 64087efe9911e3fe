import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { AnswerFileError } from "../../answer-file/fault";
import { renderAnswerFile } from "../../answer-file/render";
import { loadTemplate } from "../../answer-file/template";
import type { Values } from "../../answer-file/values";
import { attributeOf, elementsOf, textOf } from "../../answer-file/xml";
import { parseXml } from "../../answer-file/xml-reader";
import { namesIn } from "../support/template-names";

const STEERED = 'xmlns:v="urn:virtroom:answer-file"';

function render(text: string, values: Values = {}): string {
  return renderAnswerFile(loadTemplate(text, "t.xml"), values);
}

/** The body of what is written, without declaration and last line end. */
function body(text: string, values: Values = {}): string {
  return render(text, values).replace('<?xml version="1.0" encoding="utf-8"?>\n', "").trimEnd();
}

/** Asserts that the action ends in faults of these rules and lines, and returns the message. */
function refused(action: () => unknown, ...expected: [rule: string, line: number][]): string {
  let message = "";
  assert.throws(action, (error: unknown) => {
    assert.ok(error instanceof AnswerFileError, String(error));
    assert.deepEqual(
      error.faults.map(({ rule, line }) => [rule, line]),
      expected,
    );
    assert.equal(
      error.faults.every(fault => fault.remedy !== "" && fault.file === "t.xml"),
      true,
    );
    message = error.message;
    return true;
  });
  return message;
}

describe("answer file: placeholders", () => {
  it("are filled in texts and attributes", () => {
    assert.equal(
      body('<a b="x ${one}-${two}">${ two } and ${one}</a>', { one: "1", two: "2" }),
      '<a b="x 1-2">2 and 1</a>',
    );
  });

  it("are only ${name}: other dollar signs are text", () => {
    const text = "<a>$name $ComputerName$ $ $$ $(x) 5$ \\\\srv\\share$\\</a>";
    assert.equal(body(text, { name: "never", ComputerName: "never" }), text);
  });

  it("can be written literally with two dollar signs", () => {
    assert.equal(body("<a>$${env:TEMP} $${name}</a>", { name: "never" }), "<a>${env:TEMP} ${name}</a>");
  });

  it("within values are not filled", () => {
    assert.equal(body("<a>${one}</a>", { one: "${two}", two: "never" }), "<a>${two}</a>");
  });

  it("that are unknown are told with their lines, in attributes and CDATA sections too", () => {
    const text = '<a\n b="${one}">\n<c>\n${two}\n ${three}</c><d><![CDATA[${four}]]></d></a>';
    const lines = [2, 4, 5, 5].map((line): [string, number] => ["unknown-placeholder", line]);
    refused(() => render(text), ...lines);
  });

  it("join the items of a list", () => {
    assert.equal(body("<a>${list}</a>", { list: ["x", "y"] }), "<a>x, y</a>");
  });

  it("that are unknown are all named at once, with line, near names and known names", () => {
    const message = refused(
      () =>
        render("<a>\n<b>${computer_nam}</b>\n<c>${ip}</c><d>${nothing}</d><e>${nothing}</e></a>", {
          computerName: "x",
          ComputerName: "x",
          ip: "x",
        }),
      ["unknown-placeholder", 2],
      ["unknown-placeholder", 3],
    );
    assert.match(message, /^t\.xml:2: \$\{computer_nam\} is not known; did you mean \$\{computerName\}\?/);
    assert.match(message, /use one of: computerName, ip$/m);
  });

  it("that are unknown are not guessed to be what their name begins with", () => {
    const render1 = () => render("<a>${localUser} ${localUserPassword}</a>", { localUser: "x" });
    assert.doesNotMatch(refused(render1, ["unknown-placeholder", 1]), /did you mean/);
  });

  it("that are unknown are to be added to the values, and passwords never in the clear", () => {
    const plain = refused(() => render("<a>${owner}</a>"), ["unknown-placeholder", 1]);
    assert.match(plain, /Add owner to the settings' values \(a secret: .*secretValues\.owner --stack ROOM\)/);
    const password = refused(
      () => render("<a>${joinPassword}</a>", { room: "room01" }),
      ["unknown-placeholder", 1],
    );
    assert.match(
      password,
      /Add joinPassword as a secret: pulumi config set --secret --path virtroom:secretValues\.joinPassword --stack room01, or/,
    );
    assert.doesNotMatch(password, /settings' values/);
  });

  it("are known by own properties only", () => {
    refused(
      () => render("<a>${constructor}${__proto__}</a>"),
      ["unknown-placeholder", 1],
      ["unknown-placeholder", 1],
    );
  });

  for (const wrong of [
    "${a.b}",
    "${a()}",
    "${}",
    "${a|upper}",
    "${env:TEMP}",
    "${a",
    "${a | obfuscated | x}",
  ]) {
    it(`cannot be ${wrong}`, () => {
      const message = refused(() => loadTemplate(`<a>\n\n${wrong}</a>`, "t.xml"), ["placeholder", 3]);
      assert.ok(message.includes(wrong) && message.includes("$${"), message);
    });
  }

  it("that leave their element empty are refused", () => {
    const message = refused(() => render("<a>\n<b> ${x} </b></a>", { x: "" }), ["empty-element", 2]);
    assert.match(message, /<b> would be empty: x has no value.*v:if="x"/);
  });

  it("that leave their attribute empty are refused", () => {
    refused(() => render('<a><b\n c="${x}">1</b></a>', { x: "" }), ["empty-attribute", 2]);
  });

  for (const unfit of ["\0", "\u0001", "\u001b", "\uFFFE", "\uD800", "x\uDC00y"]) {
    it(`refuse a value with ${JSON.stringify(unfit)}, and do not tell the value`, () => {
      const message = refused(
        () => render("<a>\n${secret} ${secret}</a>", { secret: `topsecret${unfit}` }),
        ["invalid-character", 2],
      );
      assert.match(message, /the value secret holds the character U\+[0-9A-F]{4}/);
      assert.ok(!message.includes("topsecret"));
    });
  }
});

describe("answer file: values stay in their elements", () => {
  const xmlText = fc
    .array(
      fc.oneof(
        fc.string({ unit: "binary" }),
        fc.constantFrom(
          "<",
          ">",
          "&",
          "&amp;",
          "&foo;",
          "&#13;",
          "]]>",
          "<!--",
          "'",
          '"',
          "\r\n",
          "\t",
          "</b>",
          "${x}",
          "$",
        ),
      ),
    )
    .map(parts =>
      // U+FFFD stands for what was read in a wrong encoding: a file that holds it is refused.
      parts.join("").replaceAll(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFC}\u{10000}-\u{10FFFF}]/gu, ""),
    )
    .filter(text => text.trim() !== "");
  const template = loadTemplate('<a><b c="${x}" d="1">${x}</b><e>f</e></a>', "t.xml");

  it("whatever they hold, in texts and attributes", () => {
    fc.assert(
      fc.property(xmlText, x => {
        const written = renderAnswerFile(template, { x });
        const root = parseXml(written, "written");
        const [b, e] = elementsOf(root);
        assert.ok(b && e && elementsOf(root).length === 2);
        assert.equal(textOf(b), x);
        assert.equal(attributeOf(b, "c"), x);
        assert.equal(b.attributes.length, 2);
        assert.equal(textOf(e), "f");
      }),
      { numRuns: 500 },
    );
  });

  it("and the same values give the same file", () => {
    fc.assert(
      fc.property(xmlText, x => {
        assert.equal(renderAnswerFile(template, { x }), renderAnswerFile(template, { x }));
      }),
      { numRuns: 50 },
    );
  });

  it("even an entity that nobody declared", () => {
    assert.equal(body("<a>${x}</a>", { x: "&xxe; & &lt;" }), "<a>&amp;xxe; &amp; &amp;lt;</a>");
  });
});

describe("answer file: parts that may be left out", () => {
  const kept = (condition: string, values: Values): boolean =>
    body(`<a ${STEERED}><b ${condition}>1</b><c>2</c></a>`, values).includes("<b>");

  it("stay when the value is there, and go when it is missing, empty or false", () => {
    assert.equal(kept('v:if="x"', { x: "1" }), true);
    assert.equal(kept('v:if="x"', { x: ["1"] }), true);
    for (const x of ["", "  ", "false", "False", []])
      assert.equal(kept('v:if="x"', { x }), false, JSON.stringify(x));
    assert.equal(kept('v:if="x"', {}), false);
  });

  it("need all values that are named", () => {
    assert.equal(kept('v:if="x y"', { x: "1", y: "1" }), true);
    assert.equal(kept('v:if="x y"', { x: "1" }), false);
  });

  it("can be the other way round", () => {
    assert.equal(kept('v:unless="x"', {}), true);
    assert.equal(kept('v:unless="x"', { x: "1" }), false);
    assert.equal(kept('v:unless="x" v:if="y"', { y: "1" }), true);
  });

  it("do not need the values within them", () => {
    assert.equal(body(`<a ${STEERED}><b v:if="x">\${x} \${y}</b><c>2</c></a>`), "<a>\n  <c>2</c>\n</a>");
  });

  it("must not leave the element around them empty", () => {
    const message = refused(
      () => render(`<a ${STEERED}>\n<b>\n<c v:if="x">1</c></b></a>`),
      ["empty-element", 2],
    );
    assert.match(message, /<b> would be empty: all elements in it were left out/);
  });

  it("repeat for every item of a list", () => {
    const template = `<a ${STEERED}><b n="\${itemNumber}" v:each="list"><c>\${item}\${x}</c></b></a>`;
    const expected = '<a>\n  <b n="1">\n    <c>p!</c>\n  </b>\n  <b n="2">\n    <c>q!</c>\n  </b>\n</a>';
    assert.equal(body(template, { list: ["p", "q"], x: "!" }), expected);
    assert.equal(body(template, { list: " p, ;q ", x: "!" }), expected);
  });

  it("leave no trace of how they were steered", () => {
    const written = render(
      `<a ${STEERED}><b v:if="x" xmlns:w="urn:virtroom:answer-file" w:unless="y">1</b></a>`,
      { x: "1" },
    );
    assert.ok(!written.includes("virtroom"), written);
  });

  for (const wrong of [
    '<b v:of="x">1</b>',
    '<b v:if="">1</b>',
    '<b v:if="x-y">1</b>',
    '<b v:each="x y">1</b>',
    "<v:if>1</v:if>",
    '<b v:each="x"><c v:each="y">1</c></b>',
  ]) {
    it(`are refused when written ${wrong}`, () => {
      refused(() => loadTemplate(`<a ${STEERED}>\n${wrong}</a>`, "t.xml"), ["steering", 2]);
    });
  }

  it("cannot be the whole file", () => {
    refused(() => loadTemplate(`<a ${STEERED} v:if="x">1</a>`, "t.xml"), ["steering", 1]);
  });
});

describe("answer file: obfuscated passwords", () => {
  it("take the name of their element, as Windows wants", () => {
    const written = parseXml(
      render(
        "<a><Password><Value>${p|obfuscated}</Value></Password><AdministratorPassword><Value> ${ p | obfuscated } </Value></AdministratorPassword></a>",
        { p: "pw" },
      ),
      "written",
    );
    const values = elementsOf(written).map(element => elementsOf(element).map(value => textOf(value).trim()));
    assert.deepEqual(values, [
      ["cAB3AFAAYQBzAHMAdwBvAHIAZAA="],
      [Buffer.from("pwAdministratorPassword", "utf16le").toString("base64")],
    ]);
  });

  for (const wrong of [
    "<Password>${p|obfuscated}</Password>",
    "<Credentials><Value>${p|obfuscated}</Value></Credentials>",
    "<Password><Value>x${p|obfuscated}</Value></Password>",
    '<Password><Value x="${p|obfuscated}">1</Value></Password>',
  ]) {
    it(`are refused in ${wrong}`, () => {
      refused(() => loadTemplate(`<a>\n${wrong}</a>`, "t.xml"), ["obfuscated", 2]);
    });
  }

  it("must not be empty", () => {
    refused(
      () => render("<a><Password><Value>${p|obfuscated}</Value></Password></a>", { p: "" }),
      ["empty-element", 1],
    );
  });
});

describe("answer file: a template that cannot be read", () => {
  for (const [what, text, rule, line] of [
    ["is not closed", "<a>\n<b></a>", "well-formed", 2],
    ["is empty", "", "well-formed", 1],
    ["is no XML", "[general] url = x", "well-formed", 1],
    ["has a document type", '<!DOCTYPE a SYSTEM "http://example.org/a.dtd">\n<a>1</a>', "doctype", 1],
    [
      "is an entity bomb",
      `<!DOCTYPE a [\n<!ENTITY b "${"x".repeat(1000)}">\n<!ENTITY c "&b;&b;&b;">\n]>\n<a>&c;</a>`,
      "doctype",
      4,
    ],
    [
      "reads a file by an entity",
      '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
      "doctype",
      1,
    ],
    ["uses an entity that is not declared", "<a>\n&b;</a>", "well-formed", 2],
    ["uses a prefix that is not declared", '<a>\n<b wcm:action="add">1</b></a>', "well-formed", 2],
    ["has a control character by reference", '<?xml version="1.1"?>\n<a>&#1;</a>', "well-formed", 2],
    ["was not UTF-8", "<a>\n\uFFFD</a>", "encoding", 2],
    ["has text between its elements", "<a>\n<b>1</b>\n\n oops</a>", "mixed-content", 4],
    ["is very deep", "<a>".repeat(100), "too-deep", 1],
    ["is very long", `<a>${" ".repeat(600 * 1024)}</a>`, "too-large", 1],
  ] as const) {
    it(`because it ${what} is refused with its line`, () => {
      refused(() => loadTemplate(text, "t.xml"), [rule, line]);
    });
  }

  for (const [what, line] of [
    ["a redirection", "<b>cmd /c x 2>&1</b>"],
    ["two commands", "<b>a && b; c</b>"],
    ["a name without its end", "<b>a &amp b</b>"],
    ["an address", '<b x="a?b&c=d"/>'],
  ] as const) {
    it(`because it holds ${what} with a bare & is refused there, with the way out`, () => {
      const text = `<a>\n<!-- a & b --><c><![CDATA[a & b]]>&#38;&#x26;&amp;</c>\n  ${line}\n<d>1 &amp; 2</d></a>`;
      const message = refused(() => loadTemplate(text, "t.xml"), ["well-formed", 3]);
      assert.match(message, new RegExp(`^t\\.xml:3:${line.indexOf("&") + 3}: .*Write &amp; for & as such`));
    });
  }

  it("because of something before a bare & is refused for that", () => {
    const message = refused(() => loadTemplate("<a>\n<b></c>\n<d>&</d></a>", "t.xml"), ["well-formed", 2]);
    assert.doesNotMatch(message, /&amp;/);
  });

  it("because it holds lines for the old tool's language is refused with the way out", () => {
    const message = refused(
      () => loadTemplate("<a>\n<b>1</b>\n  % if stateless:\n<c>2</c></a>", "t.xml"),
      ["mixed-content", 3],
    );
    assert.match(message, /old tool.*v:if/);
  });

  it("is refused quickly and without any other error, whatever it is", () => {
    const piece = fc.constantFrom(
      "<a>",
      "</a>",
      "<a/>",
      "${",
      "}",
      "x",
      "|obfuscated",
      "<![CDATA[",
      "]]>",
      "&",
      ";",
      "<!DOCTYPE",
      "[",
      "]",
      "<!ENTITY",
      ">",
      "v:if=",
      '"',
      "<?",
      "?>",
      "\0",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string())), pieces => {
        try {
          loadTemplate(pieces.join(""), "t.xml");
        } catch (error) {
          assert.ok(error instanceof AnswerFileError, String(error));
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("may start with a byte order mark", () => {
    assert.equal(body("\uFEFF<a>1</a>"), "<a>1</a>");
  });
});

describe("answer file: what is written", () => {
  it("declares XML and UTF-8, and ends its last line", () => {
    assert.equal(render("<a>ü</a>"), '<?xml version="1.0" encoding="utf-8"?>\n<a>ü</a>\n');
  });

  it("keeps namespaces and attributes, and drops comments", () => {
    const text = readFileSync("templates/win10.xml", "utf8");
    const tree = parseXml(text, "t.xml");
    const everyValue = Object.fromEntries([...namesIn(text)].map(name => [name, "x"]));
    const written = parseXml(renderAnswerFile({ file: "t.xml", root: tree }, everyValue), "written");
    assert.equal(
      attributeOf(written, "wcm", "http://www.w3.org/2000/xmlns/"),
      "http://schemas.microsoft.com/WMIConfig/2002/State",
    );
    assert.equal(written.uri, "urn:schemas-microsoft-com:unattend");
    assert.ok(!renderAnswerFile(loadTemplate(text, "t.xml"), everyValue).includes("<!--"));
  });

  it("stays within bounds when a value is used again and again", () => {
    const uses = "<b>${x}</b>".repeat(1000);
    refused(() => render(`<a>${uses}</a>`, { x: "y".repeat(10_000) }), ["too-large", 1]);
  });
});
