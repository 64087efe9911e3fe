import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { assertForPeople } from "../support/generated";
import { Lab } from "../support/lab";
import { rawGroup } from "../support/room-settings";
import { virtroom } from "../support/virtroom";

type Raw = Record<string, unknown>;

describe("hostile settings, to the commands themselves", function () {
  this.timeout(180_000);
  let lab: Lab;
  before(async () => {
    lab = await Lab.open();
  });
  after(() => lab.close());

  const settingsFile = () => join(lab.project.folder, "stacks", "Pulumi.demo.yaml");
  const inGroup = (changes: Raw) => lab.configure({ groups: { students: rawGroup(changes) } });

  /** Both ways to roll out end soon, in an error for people that says this, and nothing is made. */
  async function refused(words: RegExp, exitCodes: readonly number[]): Promise<void> {
    const began = Date.now();
    const pulumi = await lab.project.pulumi("preview");
    const rollout = await virtroom(lab, ["rollout", "demo", "--yes"]);
    assert.ok(Date.now() - began < 60_000, `it took ${Date.now() - began} ms`);
    assert.notEqual(pulumi.exitCode, 0);
    assert.ok(exitCodes.includes(rollout.exitCode), `${rollout.exitCode}: ${rollout.stderr}`);
    for (const output of [pulumi.output, rollout.stdout + rollout.stderr]) {
      assert.match(output, words);
      assertForPeople(output.replaceAll("\r", ""));
    }
    assert.deepEqual(lab.vmNames(), []);
    assert.deepEqual(await lab.floppies(), []);
    assert.deepEqual(await lab.project.resources(), []);
  }

  it("of a thousand kinds of nonsense at once", async () => {
    const nonsense = Object.fromEntries(
      Array.from({ length: 200 }, (_, index) => [`key${index}\u001b[2J`, "\u202e"]),
    );
    await inGroup({
      ids: "1-9999,".repeat(2000),
      names: "${room}".repeat(10_000),
      description: "a\u0007b",
      memory: 1e300,
      resetToSnapshotRegex: "(",
      ipAddressesSuffix: -1e9,
      ...nonsense,
    });
    await refused(/more than|at most 1000 ids/, [2]);
  });

  it("whose values would be other texts in the answer file", async () => {
    await inGroup({});
    const text = await readFile(settingsFile(), "utf8");
    await writeFile(settingsFile(), text.replace("virtroom:values:\n", "$&    pin: 0123\n"));
    await refused(/values\.pin[\s\S]*0123 is a number or a date to YAML/, [1, 2]);
  });

  it("that name files without an end, and files that nobody writes", async () => {
    execFileSync("mkfifo", [join(lab.project.folder, "pipe.xml")]);
    for (const answerFileTemplate of ["/dev/zero", "pipe.xml"]) {
      await inGroup({ answerFileTemplate });
      await refused(/cannot be read \(it is no regular file\)/, [1, 2]);
    }
  });

  it("that name a template with entities that double and double", async () => {
    const entities = Array.from(
      { length: 40 },
      (_, index) => `<!ENTITY b${index + 1} "&b${index};&b${index};">`,
    );
    const bomb = `<!DOCTYPE a [<!ENTITY b0 "boom">\n${entities.join("\n")}\n]>\n<unattend>&b40;</unattend>`;
    await writeFile(join(lab.project.folder, "bomb.xml"), bomb);
    await inGroup({ answerFileTemplate: "bomb.xml" });
    await refused(/bomb\.xml:\d+:\d+: a document type \(<!DOCTYPE ...>\) is not allowed/, [1, 2]);
  });

  it("that are no YAML, or YAML that doubles and doubles", async () => {
    const aliases = Array.from(
      { length: 30 },
      (_, index) => `a${index + 1}: &a${index + 1} [*a${index}, *a${index}]`,
    );
    // To virtroom a text or a list is YAML that holds no settings; Pulumi's own words are others.
    const words = /YAML|object|config +│ is missing: all settings|cannot be read: Excessive alias count/;
    for (const text of [
      "config: [",
      "\u0000\u0001",
      "- just\n- a list\n",
      `a0: &a0 [x]\n${aliases.join("\n")}\nconfig: {virtroom:groups: *a30}\n`,
    ]) {
      await writeFile(settingsFile(), text);
      await refused(words, [1, 2]);
    }
  });
});
