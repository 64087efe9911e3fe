import assert from "node:assert/strict";
import fc from "fast-check";
import { piecesOf } from "../../answer-file/placeholder";
import { renderAnswerFile } from "../../answer-file/render";
import { loadTemplate } from "../../answer-file/template";
import { convertMako, OLD_NAMES } from "../../room/old-config/mako/mako";
import { Python } from "../support/python";

const values: Record<string, string> = {
  ...Object.fromEntries([...OLD_NAMES].map(name => [name, `<${name}>`])),
  ip: "192.0.2.7",
  tc_user: "",
};

/** What our template says, read as text: placeholders filled, literals as they are meant. */
function filled(template: string): string {
  return piecesOf(template, 1)
    .map(piece =>
      piece.kind === "placeholder" ? (values[piece.name] ?? assert.fail(piece.name)) : piece.text,
    )
    .join("");
}

/** What a piece of a template may be, and whether we refuse it. */
const words = [
  "a",
  " ",
  "\t",
  "#",
  "##",
  "%",
  "%%",
  "\\",
  "$",
  "{",
  "}",
  "<",
  ">",
  "<x>",
  "</x>",
  '"',
  "'",
  "|",
  "é",
];
const lines = [
  "\n",
  "\n",
  "\n",
  "\r\n",
  "\\\n",
  "\\\r\n",
  "\n  %% a",
  "\n%%%",
  "\n## comment",
  "\n  ## ${ip}\n",
  "## a \\\nb",
];
const marks = [
  "${ip}",
  "${ ip }",
  "${ip|h}",
  "${ip | n, x}",
  "${\nip\n}",
  "${ip | }",
  "<%doc>${x}\n</%doc>",
  "<%text>${ip}\n%% ##</%text>",
];
const refused = [
  "${ip + 'a'}",
  "${ip|u}",
  "${ip",
  "${nothing}",
  "<% x = 1 %>",
  "<%! y = 1 %>",
  '<%def name="f()">a</%def>',
  "\n% for x in ip:\n${ip}\n% endfor\n",
  "\n% pass\n",
  "</%x>",
  "<%doc>",
];

/** What we refuse too, when the pieces happen to make it: a `$` before `${`, Python in `${}`, tags, lines with `%`. */
const accidental = /\$(?:\\\r?\n)*\$\{|\$\{(?!\s*ip)|<\/?%|\n[ \t]*%|^[ \t]*%/;

describe("answer-file templates, which say what Mako made of them", function () {
  this.timeout(120_000);
  let python: Python;
  before(async () => {
    python = await Python.start();
  });
  after(() => python.stop());

  async function sameText(template: string): Promise<void> {
    const ours = convertMako(template);
    const theirs = await python.ask("mako", { template, values });
    if ("template" in ours) {
      // An XML parser reads every line end as a line feed.
      const text = "text" in theirs ? theirs.text.replaceAll("\r\n", "\n") : theirs;
      assert.equal(filled(ours.template), text);
    } else if ("text" in theirs) {
      assert.ok(refused.some(piece => template.includes(piece)) || accidental.test(template), template);
    }
  }

  for (const template of [
    "<a>${ip}/${netmask_as_suffix}</a>\n",
    "# -*- coding: utf-8 -*-\n<a/>\n",
    "## a comment\n<a>\n  ## another\n  b ## none\n</a>",
    "<a>1 \\\n2 \\\r\n3</a>",
    "%% a\n  %%% b\n c %% d",
    "<%text>${ip} $${ip}</%text>${ip}",
    "a$\\\n{b}<%doc>c</%doc>",
    "$<%doc></%doc>{ip}",
    "price: $5 $ip ${ip}$",
  ]) {
    it(JSON.stringify(template), () => sameText(template));
  }

  it("any sequence of what we take", async () => {
    const template = fc.array(fc.constantFrom(...words, ...lines, ...marks), { maxLength: 14 });
    await fc.assert(
      fc.asyncProperty(
        template.map(parts => parts.join("")),
        sameText,
      ),
      { numRuns: 5000 },
    );
  });

  it("any sequence of that and of what we refuse", async () => {
    const template = fc.array(fc.constantFrom(...words, ...lines, ...marks, ...refused), { maxLength: 10 });
    await fc.assert(
      fc.asyncProperty(
        template.map(parts => parts.join("")),
        sameText,
      ),
      { numRuns: 3000 },
    );
  });

  it("conditions around elements, within each other", async () => {
    const name = fc.constantFrom("ip", "tc_user", "stateless", "usb_enabled", "description");
    const test = fc.oneof(
      name,
      name.map(one => `not ${one}`),
      fc.tuple(name, name).map(both => both.join(" and ")),
    );
    const { elements } = fc.letrec<{ elements: string; element: string }>(tie => ({
      elements: fc.array(tie("element"), { minLength: 1, maxLength: 3 }).map(parts => parts.join("")),
      element: fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        fc.constantFrom(
          "<b>${ip}</b>\n",
          '<c d="${ip}>">x</c>\n',
          "<!-- % --><e>y</e>\n",
          "<f/>\n<g>z</g>\n",
        ),
        tie("elements").map(inner => `<h>\n<i>w</i>${inner}</h>\n`),
        fc.tuple(test, tie("elements")).map(([test, inner]) => `\n% if ${test}:\n${inner}\n% endif\n`),
        fc
          .tuple(name, tie("elements"), tie("elements"))
          .map(([test, inner, other]) => `\n  % if ${test}: # why\n${inner}\n% else:\n${other}\n% endif\n`),
      ),
    }));
    const same = async (inner: string) => {
      const template = `<?xml version="1.0"?>\n<a><z>1</z>\n${inner}</a>`;
      const present = { ...values, stateless: "", ip: "192.0.2.7" };
      const ours = convertMako(template);
      const theirs = await python.ask("mako", { template, values: present });
      assert.ok("template" in ours, JSON.stringify(ours));
      assert.ok("text" in theirs, JSON.stringify(theirs));
      const unescaped = theirs.text.replaceAll(/<(\w*_\w*|description)>/g, "&lt;$1&gt;");
      assert.equal(
        renderAnswerFile(loadTemplate(ours.template, "ours"), present),
        renderAnswerFile(loadTemplate(unescaped, "theirs"), {}),
      );
    };
    await fc.assert(fc.asyncProperty(elements, same), { numRuns: 1000 });
  });
});
