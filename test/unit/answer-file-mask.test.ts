import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { maskAnswerFile } from "../../answer-file/mask";
import { obfuscatePassword } from "../../answer-file/password";
import { renderAnswerFile } from "../../answer-file/render";
import { loadTemplate } from "../../answer-file/template";
import { namesIn } from "../support/template-names";

const win10 = readFileSync("templates/win10.xml", "utf8");
const template = loadTemplate(win10, "win10.xml");
const values = Object.fromEntries([...namesIn(win10)].map(name => [name, `value of ${name}`]));
delete values.accountData;

describe("answer file for people's eyes", () => {
  it("masks passwords, blobs and product keys by where they stand, and nothing else", () => {
    const xml = renderAnswerFile(template, values);
    const masked = maskAnswerFile(xml, []);
    for (const [name, shown] of [
      ["computerName", true],
      ["joinUser", true],
      ["domain", true],
      ["firstLogonCommands", true],
      ["joinPassword", false],
      ["productKey", false],
    ] as const) {
      assert.equal(masked.includes(`value of ${name}`), shown, name);
    }
    assert.ok(!masked.includes(obfuscatePassword("value of administratorPassword", "AdministratorPassword")));
    assert.ok(!masked.includes(obfuscatePassword("value of localUserPassword", "Password")));
    assert.equal(masked.split("\n").length, xml.split("\n").length);
    const withBlob = renderAnswerFile(template, { ...values, accountData: "ARAIAMzMzMw=" });
    assert.ok(!maskAnswerFile(withBlob, []).includes("ARAIAMzMzMw="));
  });

  it("masks the password of a machine account that was made before", () => {
    const masked = maskAnswerFile(
      "<Identification><MachinePassword>M4chine</MachinePassword></Identification>",
      [],
    );
    assert.doesNotMatch(masked, /M4chine/);
  });

  it("masks known secrets wherever they stand, in commands too", () => {
    const xml = `<a b="pin 12345"><CommandLine>net use x: \\\\s\\s top&amp;secret &amp; y</CommandLine><x>${obfuscatePassword("top&secret", "Password")}</x></a>`;
    const masked = maskAnswerFile(xml, ["top&secret", "12345"]);
    assert.match(masked, /<a b="pin \*{8}">/);
    assert.match(masked, /net use x: \\\\s\\s \*{8} &amp; y/);
    assert.match(masked, /<x>\*{8}<\/x>/);
  });

  it("masks short secrets where they stand alone", () => {
    assert.match(maskAnswerFile("<a><b>abc</b><c>abcd</c></a>", ["abc"]), /<b>\*{8}<\/b>\s*<c>abcd<\/c>/);
  });

  it("masks the longer of two secrets that begin alike", () => {
    assert.match(maskAnswerFile("<a>secret1234</a>", ["secret", "secret1234"]), /<a>\*{8}<\/a>/);
  });

  it("shows nothing of a file that is not XML", () => {
    assert.throws(
      () => maskAnswerFile("<a>secret1", ["secret1"]),
      (error: unknown) => !/secret1/.test(String(error)),
    );
  });

  it("is not shown when a value was read in a wrong encoding", () => {
    const filled = { ...values, joinPassword: "pass\uFFFDword" };
    assert.throws(() => maskAnswerFile(renderAnswerFile(template, filled), []), /not UTF-8/);
  });

  it("never shows a secret of the settings, whatever it is", () => {
    // U+FFFD stands for what was read in a wrong encoding: a file that holds it is refused, and not shown at all.
    const secret = fc
      .string({ minLength: 4, unit: "grapheme" })
      .filter(text => text.trim() === text && !/[*${}|&<>"\uFFFD]/.test(text));
    fc.assert(
      fc.property(secret, password => {
        fc.pre(!maskAnswerFile(renderAnswerFile(template, values), []).includes(password));
        const filled = {
          ...values,
          joinPassword: password,
          administratorPassword: password,
          firstLogonCommands: `x ${password} y`,
        };
        assert.ok(!maskAnswerFile(renderAnswerFile(template, filled), [password]).includes(password));
      }),
      { numRuns: 200 },
    );
  });
});
