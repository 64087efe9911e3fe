import assert from "node:assert/strict";
import fc from "fast-check";
import { checkAnswerFile } from "../../answer-file/check";
import { identityBroken } from "../support/broken-answer-files/identity";
import { runBroken } from "../support/broken-answer-files/run";
import { structureBroken } from "../support/broken-answer-files/structure";
import { changed, good, rulesOf, seat, usual } from "../support/good-answer-file";

const broken = [...structureBroken, ...identityBroken, ...runBroken];

describe("answer file check: a file that", () => {
  for (const [rule, what, make, at, severity = "error"] of broken) {
    it(`${what}: ${rule}`, () => {
      const xml = make();
      const findings = checkAnswerFile(xml, seat);
      const found = findings.filter(finding => finding.rule === rule && finding.severity === severity);
      assert.ok(found.length > 0, JSON.stringify(findings));
      assert.ok(found.every(({ message, remedy }) => message !== "" && remedy !== ""));
      if (at === undefined) return;
      const lines = found.map(({ line }) => xml.split("\n")[line - 1] ?? "");
      assert.ok(
        lines.some(line => (typeof at === "string" ? line.includes(at) : at.test(line))),
        lines.join("\n"),
      );
    });
  }

  it("misspells a pass or a component is told which was probably meant", () => {
    for (const [right, wrong] of [
      ["oobeSystem", "oobesystem"],
      ["Microsoft-Windows-DNS-Client", "Microsoft-Windows-DNSClient"],
      ["Microsoft-Windows-TCPIP", "Microsoft-Windows-TCIPP"],
    ] as const) {
      const told = checkAnswerFile(changed(`"${right}"`, `"${wrong}"`), seat).map(({ message }) => message);
      assert.match(told.join(), new RegExp(`did you mean ${right}\\?`));
    }
  });

  it("has a folder's canonical name is told its distinguished one", () => {
    for (const [canonical, name] of [
      ["room.example.test/Raeume/R1", "OU=R1,OU=Raeume,DC=room,DC=example,DC=test"],
      ["example.test/Computers", "CN=Computers,DC=example,DC=test"],
      ["example.test/Rooms, old", "OU=Rooms\\, old,DC=example,DC=test"],
      ["LDAP://OU=Rooms,DC=example,DC=test", "its distinguished name, like OU=Rooms,DC=example,DC=org"],
    ] as const) {
      const found = checkAnswerFile(changed("OU=Rooms,DC=example,DC=test", canonical), seat);
      assert.equal(found.find(({ rule }) => rule === "join-folder")?.remedy, `Write ${name}`);
    }
  });

  it("is broken in any of these ways is told without its passwords and commands", () => {
    for (const [, what, make] of broken) {
      assert.doesNotMatch(JSON.stringify(checkAnswerFile(make(), seat)), /marked-secret/, what);
    }
  });

  it("is broken in one way only is told nothing else", () => {
    for (const [rule, what, make] of broken) {
      if (["root", "unknown-pass", "well-formed", "doctype", "mixed-content"].includes(rule)) continue;
      const others = rulesOf(checkAnswerFile(make(), seat)).filter(
        one =>
          one !== rule &&
          !usual.includes(one) &&
          !(rule === "power-off-not-last" && one === "power-off-unseen"),
      );
      assert.deepEqual(others, [], what);
    }
  });

  it("is anything at all never throws", () => {
    const pieces = fc.constantFrom(...good.split(/(?<=>)/), "<", ">", "&", "\0", "<!DOCTYPE a [", "]>");
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 60 }), parts => {
        assert.ok(Array.isArray(checkAnswerFile(parts.join(""), seat)));
      }),
      { numRuns: 500 },
    );
  });

  it("lost any of its lines never throws", () => {
    const lines = good.split("\n");
    for (const index of lines.keys()) {
      assert.ok(Array.isArray(checkAnswerFile(lines.filter((_, other) => other !== index).join("\n"), seat)));
    }
  });
});
