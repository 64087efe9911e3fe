import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { renderAnswerFile } from "../../answer-file/render";
import { loadTemplate } from "../../answer-file/template";
import type { XmlElement } from "../../answer-file/xml";
import { parseXml } from "../../answer-file/xml-reader";
import { PayloadError, payloadContent } from "../../delivery/payload";
import { sysprepScript } from "../../delivery/sysprep";
import { namesIn } from "../support/template-names";

const win10 = readFileSync("templates/win10.xml", "utf8");
const template = loadTemplate(win10, "win10.xml");
const values = Object.fromEntries([...namesIn(win10)].map(name => [name, `value of ${name}`]));

/** The tree without its lines. */
function said(xml: string): unknown {
  const plain = (element: XmlElement): unknown => [
    element.name,
    element.uri,
    element.attributes.map(({ name, value }) => [name, value]),
    element.children.map(child => (child.kind === "text" ? child.text : plain(child))),
  ];
  return plain(parseXml(xml, "x"));
}

/** What the engine does with a custom script. */
const TOKENS =
  "ComputerName JoinDomain DomainAdmin DomainAdminPassword TimeZone OrgName AdminPassword ProductKey InputLocale UILanguage " +
  "SystemLocale UserLocale MachineObjectOU SetupUiLanguageUiLanguage";
const engine = (script: string): string =>
  TOKENS.split(" ").reduce((text, token) => text.replaceAll(`$${token}$`, "REPLACED"), script);

describe("answer file for the engine's sysprep", () => {
  it("goes as it is when the engine would replace nothing in it", () => {
    const xml = renderAnswerFile(template, { ...values, firstLogonCommands: "echo $x 5$ $(y) a$b" });
    assert.equal(sysprepScript(xml), xml);
  });

  for (const [where, make] of [
    ["a text", (text: string) => `<a><b>${text}</b></a>`],
    ["an attribute", (text: string) => `<a><b c="${text}">1</b></a>`],
    ["a CDATA section", (text: string) => `<a><b><![CDATA[${text}]]></b></a>`],
  ] as const) {
    it(`says the same to Windows after the engine has replaced its tokens, in ${where}`, () => {
      const texts = [
        ...TOKENS.split(" ").map(token => `$${token}$`),
        "$ComputerName$TimeZone$",
        "$$ComputerName$$",
        "a$OrgName$b",
      ];
      const xml = make(texts.join(" "));
      assert.notEqual(engine(xml), xml);
      assert.deepEqual(said(engine(sysprepScript(xml))), said(xml));
    });
  }

  it("keeps values that look like a token, passwords foremost", () => {
    const xml = renderAnswerFile(template, { ...values, joinPassword: "$AdminPassword$", accountData: "" });
    const script = sysprepScript(xml);
    assert.match(script, /<Password>&#36;AdminPassword\$<\/Password>/);
    assert.deepEqual(said(engine(script)), said(xml));
  });
});

describe("answer file in a payload", () => {
  it("says the same in fewer characters", () => {
    const xml = renderAnswerFile(template, values);
    const content = payloadContent(xml);
    assert.deepEqual(said(content), said(xml));
    assert.ok(content.length < xml.length * 0.9);
    assert.match(content, /^<\?xml version="1\.0" encoding="utf-8"\?>/);
  });

  it("fits with every part of the templates that come along", () => {
    assert.ok(payloadContent(renderAnswerFile(template, { ...values, accountData: "" })).length < 8192);
  });

  it("is refused over the engine's limit, with a way out", () => {
    const fill = (length: number): string => `<a>${"x".repeat(length)}</a>`;
    const frame = payloadContent("<a>1</a>").length - 1;
    assert.equal(payloadContent(fill(8192 - frame)).length, 8192);
    assert.throws(
      () => payloadContent(fill(8193 - frame)),
      (error: unknown) => {
        assert.ok(error instanceof PayloadError);
        assert.match(error.message, /8193 characters, and the engine takes 8192.*delivery: sysprep/);
        return true;
      },
    );
  });
});
