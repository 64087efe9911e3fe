import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { parse } from "yaml";
import { stackFileSchema } from "../../room/settings/settings-schema";

const stacks = join(__dirname, "../../stacks");
const example = readFileSync(join(stacks, "Pulumi.example.yaml"), "utf8");

/** What an editor finds wrong in a file: `place: message`. */
function findings(text: string): string[] {
  const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(stackFileSchema("virtroom"));
  validate(parse(text, { merge: true }));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message}`);
}

const changed = (from: string | RegExp, to: string) => {
  const text = example.replace(from, to);
  assert.notEqual(text, example);
  return findings(text);
};

describe("the schema of settings files for editors", () => {
  it("is the one beside them: npm run docs writes it", () => {
    const written = JSON.parse(readFileSync(join(stacks, "settings.schema.json"), "utf8"));
    assert.deepEqual(written, stackFileSchema("virtroom"));
  });

  it("is named in the example and accepts it, secrets not being there yet", () => {
    assert.match(example, /^# yaml-language-server: \$schema=settings\.schema\.json$/m);
    assert.deepEqual(findings(example), []);
  });

  it("accepts secrets as Pulumi encrypts them, one by one or all values at once", () => {
    const password = "    username: admin@internal\n    password:\n      secure: v1:abc";
    assert.deepEqual(changed("    username: admin@internal", password), []);
    const single = "config:\n  virtroom:secretValues:\n    joinPassword:\n      secure: v1:abc\n";
    assert.deepEqual(changed("config:\n", single), []);
    assert.deepEqual(changed("config:\n", "config:\n  virtroom:secretValues:\n    secure: v1:abc\n"), []);
  });

  it("refuses a password that everybody can read", () => {
    const [finding] = changed("    username: admin@internal", "    username: a@internal\n    password: open");
    assert.match(finding ?? "", /engine\/password: must be object/);
    const open = changed("config:\n", "config:\n  virtroom:secretValues:\n    joinPassword: open\n");
    assert.match(open.join(), /secretValues\/joinPassword: must be object/);
  });

  it("refuses settings and keys that there are not, values of a wrong kind, and what is missing", () => {
    assert.match(
      changed("virtroom:rollout:", "virtroom:rolout:").join(),
      /virtroom:rolout: boolean schema is false/,
    );
    assert.match(changed("      memory: 8 GiB", "      memry: 8 GiB").join(), /additional properties/);
    assert.match(changed("      usb: true", "      usb: sometimes").join(), /teacher\/usb: must be boolean/);
    assert.match(
      changed("      verify: guest", "      verify: loudly").join(),
      /verify: must be equal to one of/,
    );
    assert.match(
      changed("      templateName: win10-gold\n", "").join(),
      /must have required property 'templateName'/,
    );
    assert.match(changed(/ {2}virtroom:groups:[\s\S]*/, "").join(), /required property 'virtroom:groups'/);
  });

  it("accepts nothing behind the colon where a text may be empty", () => {
    assert.deepEqual(changed(/^( +description:).*$/m, "$1"), []);
    assert.deepEqual(changed(/^( +snapshotDescription:).*$/m, "$1"), []);
  });

  it("leaves the keys of other programs alone", () => {
    assert.deepEqual(changed("config:\n", "encryptionsalt: v1:x\nconfig:\n  pulumi:tags: {}\n"), []);
  });

  it("explains each setting where it is written", () => {
    const groups = JSON.stringify(stackFileSchema("virtroom"));
    assert.match(groups, /Name of the engine's template: the gold image/);
  });
});
