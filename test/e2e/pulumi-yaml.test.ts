import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { configText } from "../../cli/settings/stack-file";
import { withSettings } from "../../room/settings/stack-file";
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

  it("are what was meant in a file of somebody's", async () => {
    await writeFile(file(), "config:\n  virtroom:values: {words: [1], word0: x} # mine\n");
    await writeFile(file(), withSettings("virtroom", await readFile(file(), "utf8"), settings));
    assert.deepEqual(await asPulumiReads(), settings);
  });
});
