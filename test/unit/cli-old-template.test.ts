import assert from "node:assert/strict";
import { convertTemplate } from "../../cli/old-files/old-template";

describe("a template of the old tool that is no template of ours", () => {
  /** How it is refused. */
  function refusal(text: string): string {
    const converted = convertTemplate("old.xml.template", Buffer.from(text));
    return "faults" in converted ? converted.faults : assert.fail("it was taken");
  }

  it("is told with its own line, whatever stood before it", () => {
    const text =
      "## a\n## b\n<?xml version='1.0'?>\n<r>\n% if ip:\n<a/>\n% endif\n<%doc>\n</%doc>\n<b/> \\\n\n</c>\n</r>\n";
    assert.match(refusal(text), /^old\.xml\.template:12:\d+: this is not well-formed XML: /);
  });

  it("is told with the column where the line is as it was, and without where it is not", () => {
    assert.match(refusal("## a\n<r>\n  </b>\n</r>\n"), /^old\.xml\.template:3:\d+: /);
    assert.match(refusal("<r>\n% if ip:\n<a b=1/>\n% endif\n</r>\n"), /^old\.xml\.template:3: this is not/);
    assert.match(refusal("<r>\n${ ip }</b>\n</r>\n"), /^old\.xml\.template:2: this is not/);
  });
});
