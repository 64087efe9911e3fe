import assert from "node:assert/strict";
import fc from "fast-check";
import { describeFileFaults } from "../../room/old-config/fault";
import { convertMako } from "../../room/old-config/mako/mako";
import { soon } from "../support/soon";

function converted(template: string): string {
  const result = convertMako(template);
  assert.ok("template" in result, JSON.stringify(result));
  return result.template;
}

function told(template: string): string[] {
  const result = convertMako(template);
  return "faults" in result ? describeFileFaults("t.xml", result.faults).split("\n") : [];
}

const V = 'xmlns:v="urn:virtroom:answer-file"';

/** What is converted, the template of the old tool, and ours. */
const cases: [what: string, mako: string, ours: string][] = [
  ["names are kept", "<a>${ip}/${netmask_as_suffix}</a>", "<a>${ip}/${netmask_as_suffix}</a>"],
  ["blanks around names go", "<a>${ ip }</a>", "<a>${ip}</a>"],
  [
    "filters that escape go, for our renderer escapes",
    "<a>${ip | h}${ip|n,x}${ip|entity}</a>",
    "<a>${ip}${ip}${ip}</a>",
  ],
  ["comments go with their lines", "## one\n<a>\n  ## two\n</a> ## three", "<a>\n</a> ## three"],
  ["<%doc> goes", "<a><%doc>${x}\n% for</%doc>b</a>", "<a>b</a>"],
  ["<%text> stays literal", "<%text>${x} % ##</%text>", "$${x} % ##"],
  ["%% at the start of a line is %", "%% a\n %%%b\nc %%", "% a\n %%b\nc %%"],
  ["a line end behind a backslash goes", "a\\\nb\\\r\nc", "abc"],
  ["other dollars stay", "$ $5 $ip $$ {ip}", "$ $5 $ip $$ {ip}"],
  ["a literal that would look like a name is escaped", "$\\\n{ip}", "$${ip}"],
  ["the line with the encoding goes", "# -*- coding: utf-8 -*-\n<a/>", "<a/>"],
  [
    "a condition around elements goes onto them",
    "<r>\n% if tc_user:\n  <a b='>'>1</a>\n  <!-- c -->\n  <d/>\n% endif\n</r>",
    `<r>\n  <a ${V} v:if="tc_user" b='>'>1</a>\n  <!-- c -->\n  <d ${V} v:if="tc_user"/>\n</r>`,
  ],
  [
    "else and not are v:unless",
    "% if not stateless:\n<a/>\n% endif\n% if ip:\n<b/>\n% else:\n<c/>\n% endif\n",
    `<a ${V} v:unless="stateless"/>\n<b ${V} v:if="ip"/>\n<c ${V} v:unless="ip"/>\n`,
  ],
  [
    "conditions within conditions come together",
    "% if ip and mac:\n% if os:\n<a/>\n% else:\n<b/>\n% endif\n% endif\n",
    `<a ${V} v:if="os ip mac"/>\n<b ${V} v:if="ip mac" v:unless="os"/>\n`,
  ],
];

/** Lines with numbers in them, each of which is the number of its line. */
const numbered = [
  ["comments", "## a\n<r>2\n## b\n## c\n<a>5</a>\n</r>6"],
  ["a comment over two lines", "<r>1\n## a \\\nb\n<a>4</a>\n</r>5"],
  ["a comment between tags", "<r>1<%doc>\n\n</%doc>\n<a>4</a>\n<%doc>\n</%doc></r>6\n"],
  ["a comment before the XML declaration", '## a\n## b\n<?xml version="1.0"?><r>3\n4</r>'],
  ["conditions", "<r>1\n% if ip:\n<a>3</a>\n% else:\n<b>5\n6</b>\n% endif\n<c>8</c>\n</r>9"],
  ["line ends behind a backslash", "<r>1\n\\\n\\\n<a>4 \\\n \\\n</a>\n7</r>8"],
  ["text that stands as it is", "<r>1\n<%text>2\n## 3\n</%text>4\n%% 5</r>5"],
  ["line ends of Windows and within names", "## a\r\n<r>2\r\n${\r\nip}\r\n<a>5</a></r>5"],
] as const;

/** What is refused, the template, and how it is told. */
const refusals: [what: string, mako: string, told: RegExp[]][] = [
  ["Python in ${}", "a\n${ip.upper()}", [/^t.xml:2: \$\{\.\.\.\} holds Python\. Write one of the names: /]],
  [
    "a name without a value",
    "\n\n${Ip}${foo}",
    [/^t.xml:3: Ip has no value\. Did you mean ip\?/, /^t.xml:3: foo has no value\. Known are /],
  ],
  ["a filter that does more", "${ip|u}", [/the filter u is not known/]],
  ["a dollar before a name", "$${ip}", [/a \$ stands before/]],
  [
    "% for",
    "<a>\n  % for x in range(3):\n  ${ip}\n  % endfor\n</a>",
    [/^t.xml:2: "% for" is run by Python\. Write out/],
  ],
  [
    "% while with % else and other lines within",
    "% while 1:\n% x = 1\n% endwhile\n",
    [/^t.xml:1: "% while"/],
  ],
  [
    "a condition that Python works out",
    "% if ip == '1':\n<a/>\n% endif",
    [/^t.xml:1: this condition is worked out by Python/],
  ],
  ["% elif", "% if ip:\n<a/>\n% elif mac:\n<b/>\n% endif", [/^t.xml:3: "% elif" is run by Python/]],
  [
    "% else of two names",
    "% if ip and mac:\n<a/>\n% else:\n<b/>\n% endif",
    [/^t.xml:3: "% else" of two names/],
  ],
  [
    "a condition around text",
    "<a>\n% if ip:\ntext\n% endif\n</a>",
    [/^t.xml:2: what "% if" holds is more or less than whole elements/],
  ],
  ["a condition around half an element", "% if ip:\n<a>\n% endif\n</a>", [/^t.xml:1: what "% if" holds/]],
  ["% if without an end", "% if ip:\n<a/>", [/^t.xml:1: "% if" has no "% endif"/]],
  ["an end without % if", "\n% endif\n", [/^t.xml:2: "% endif" closes nothing/]],
  [
    "a line that starts with %",
    "<a>\n%SystemRoot%\\x\n</a>",
    [/^t.xml:2: .*run by Python\. Write %% for a % as such/],
  ],
  ["<% %>", "a\n<%\n x = 1\n%>", [/^t.xml:2: <% %> holds Python/]],
  ["<%def>", 'a\n<%def name="f()">\n${ip}\n</%def>', [/^t.xml:2: <%def> is done by Python/]],
  ["<%include>", '<%include file="x"/>', [/<%include> is done by Python/]],
  ["the end of a tag that is not open", "</%def>", [/<\/%def> closes nothing/]],
  ["what is not closed", "a\n<%doc>\n${", [/^t.xml:2: <%doc> is not closed/]],
  ["a name that is not closed", "\n${ip", [/^t.xml:2: \$\{ is not closed/]],
  ["several things, at once", "${a}\n<% %>\n% pass\n", [/^t.xml:1: /, /^t.xml:2: /, /^t.xml:3: /]],
];

describe("answer-file templates of the old tool", () => {
  for (const [what, mako, ours] of cases) it(what, () => assert.equal(converted(mako), ours));

  for (const [what, mako] of numbered) {
    it(`tells which line each of the result's comes from, behind ${what}`, () => {
      const result = convertMako(mako);
      assert.ok("template" in result, JSON.stringify(result));
      const lines = result.template.split("\n");
      assert.equal(result.lines.length, lines.length);
      const numbers = lines.flatMap((line, index) => {
        const [number] = line.replace(/<\?.*?\?>|v:\w+="\w+"/g, "").match(/\d+/) ?? [];
        return number === undefined ? [] : [[Number(number), result.lines[index]]];
      });
      assert.ok(numbers.length > 1);
      for (const [number, line] of numbers) assert.equal(line, number, result.template);
    });
  }

  for (const [what, mako, expected] of refusals) {
    it(`refuses ${what}, with the line`, () => {
      const faults = told(mako);
      assert.equal(faults.length, expected.length, faults.join("\n"));
      for (const [index, message] of expected.entries()) assert.match(faults[index] ?? "", message);
    });
  }

  it("any text is converted or refused, at once", () => {
    const marks = fc.constantFrom(
      "${",
      "}",
      "ip",
      "<%",
      "%>",
      "<%doc>",
      "</%",
      "%",
      "##",
      "\n",
      "\\",
      "if ip:",
      "endif",
      "<a>",
      "</a>",
      "<a/>",
      '"',
      "|",
    );
    const templates = fc.array(marks, { maxLength: 60 }).map(parts => parts.join(""));
    fc.assert(
      fc.property(fc.oneof(templates, fc.string({ unit: "binary" })), template => {
        const result = convertMako(template);
        if ("faults" in result)
          assert.ok(result.faults.length > 0 && result.faults.every(fault => fault.line >= 1));
      }),
      { numRuns: 1000 },
    );
  });

  for (const unit of [
    "${",
    "${ip}",
    "<%",
    "<%doc>",
    "<%a '",
    '<%a "x" ',
    "</%",
    "% if ip:\n",
    "\\\n",
    "\n",
    " \n%%",
    "##",
    "<a ",
    "%",
    "$",
  ]) {
    it(`a template full of ${JSON.stringify(unit)} is read at once`, () => {
      soon(() => {
        convertMako(unit.repeat(500_000 / unit.length));
        convertMako(`% if ip:\n${unit.repeat(100_000 / unit.length)}\n% endif\n`);
      });
    });
  }

  it("a file of another kind is refused", () => assert.match(told("x".repeat(600_000))[0] ?? "", /too long/));
});
