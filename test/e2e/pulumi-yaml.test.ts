import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { configText } from "../../cli/settings/stack-file";
import { withSettings } from "../../room/settings/stack-file";
import { unquotedValues } from "../../room/settings/unquoted-values";
import { RoomProject } from "../../scripts/demo/room-project";
import { wordsInQuotes } from "../support/words-in-quotes";

describe("settings that this program writes, read by Pulumi", function () {
  this.timeout(60_000);
  let project: RoomProject;
  before(async () => {
    project = await RoomProject.create("words", {}, {});
  });
  after(() => project.remove());

  const file = () => join(project.folder, "stacks", "Pulumi.words.yaml");
  const words = [
    ...wordsInQuotes,
    ..."0123 0o17 0xg 1:30 1.10 1e3 +1 _1 12345678901234567890 192.0.2.1 1-10 2015-08".split(" "),
    ..."yes off n ~ null Null .inf .NaN = << - ? #a".split(" "),
    ...["a: b", "4 GiB"],
  ];
  const isSeatName = (word: string) => /^[\w-]+$/.test(word);
  const named = Object.fromEntries(words.map((word, index) => [`word${index}`, word]));
  const settings = {
    values: { words, ...named },
    secretSeatValues: Object.fromEntries(words.filter(isSeatName).map(word => [word, "x"])),
  };

  async function asPulumiReads(): Promise<unknown> {
    const { exitCode, output } = await project.pulumi("config", "--json", "--stack", "words");
    assert.equal(exitCode, 0, output);
    const entries = Object.entries(JSON.parse(output) as Record<string, { objectValue: unknown }>);
    return Object.fromEntries(
      entries.map(([key, { objectValue }]) => [key.replace("virtroom:", ""), objectValue]),
    );
  }

  it("are what was meant in a file of its own", async () => {
    const inUse = { folder: project.folder, name: "virtroom", stacks: join(project.folder, "stacks") };
    await writeFile(file(), configText(inUse, settings));
    assert.deepEqual(await asPulumiReads(), settings);
  });

  it("are refused without quotes exactly where Pulumi would change them", async () => {
    const changeable = [
      ...words.filter(
        word =>
          !/: /.test(word) &&
          /^[-+.\w: ]+$/.test(word) &&
          !/^(?:~|null|true|false|[-+]?\.inf|\.nan|-)$/i.test(word),
      ),
      ..."010 -010 08 018 00 0_7 1_000 0b11 0B11 0X1F 5. .5 -.5 5 -1 1.5 2026-9-1 2026-09-01 2026-09".split(
        " ",
      ),
      ...["2026-09-01 10:00:00", "2026-09-01T10:00:00Z", "2026-09-01 new", "190:20:30", "yes", "NO", "on"],
    ];
    const lines = changeable.map((word, index) => `    word${index}: ${word}\n`);
    await writeFile(file(), `config:\n  virtroom:values:\n${lines.join("")}`);
    const read = (await asPulumiReads()) as { values: Record<string, unknown> };
    const changed = changeable.filter((word, index) => String(read.values[`word${index}`]) !== word);
    const told = unquotedValues("virtroom", await readFile(file(), "utf8"));
    assert.deepEqual(
      told.map(({ path }) => changeable[Number(path.replace("values.word", ""))]),
      changed,
    );
    assert.ok(changed.includes("010") && !changed.includes("190:20:30"));
  });

  it("are what was meant in a file of somebody's", async () => {
    await writeFile(file(), "config:\n  virtroom:values: {words: [1], word0: x} # mine\n");
    await writeFile(file(), withSettings("virtroom", await readFile(file(), "utf8"), settings));
    assert.deepEqual(await asPulumiReads(), settings);
  });
});
