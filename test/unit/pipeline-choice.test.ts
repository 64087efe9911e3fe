import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chooseRooms, rolledOutOf } from "../../cli/pipeline/choice";
import { jobs } from "../../cli/pipeline/jobs";

describe("the canary of a pipeline", () => {
  let folder: string;

  const choose = (rooms: readonly string[], canary: string) => {
    const project = { folder, name: "virtroom", stacks: join(folder, "stacks") };
    const { rollout } = jobs;
    assert.ok(rollout);
    return chooseRooms(project, rollout, { rooms, canary });
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "virtroom-rooms-"));
    await mkdir(join(folder, "stacks"));
    for (const room of ["a", "b", "lab"])
      await writeFile(join(folder, "stacks", `Pulumi.${room}.yaml`), "config: {}\n");
  });
  afterEach(() => rm(folder, { recursive: true }));

  it("goes first", async () => {
    assert.deepEqual(await choose(["a", "lab"], "lab"), { rooms: ["lab", "a"], notes: [] });
  });

  it("is none where CI's variable is not set", async () => {
    assert.deepEqual(await choose(["b", "a"], ""), { rooms: ["b", "a"], notes: [] });
  });

  it("is missed when it is not among the rooms, and that is said", async () => {
    const { rooms, notes } = await choose(["b", "a"], "lab");
    assert.deepEqual(rooms, ["b", "a"]);
    assert.deepEqual(notes, ["lab: the canary is not among these rooms"]);
  });

  it("cannot be a room that there is not, which is a slip of the pen", async () => {
    await assert.rejects(choose(["a"], "labb"), {
      message: "the canary labb is no room",
      remedy: /CANARY_ROOM\. There are: a, b, lab$/,
    });
  });
});

describe("the rooms that a pipeline names by hand", () => {
  it("are names, never options", async () => {
    const { rollout } = jobs;
    assert.ok(rollout);
    const project = { folder: tmpdir(), name: "virtroom", stacks: join(tmpdir(), "no-such-folder") };
    await assert.rejects(
      chooseRooms(project, rollout, { rooms: ["--config=x"] }),
      /"--config=x" cannot be the name of a room/,
    );
  });
});

describe("the rooms that were rolled out", () => {
  it("are those with something in the state; the others are told, also one without settings", () => {
    assert.deepEqual(rolledOutOf(["a", "b"], new Set(["b", "old"])), {
      rooms: ["b"],
      notes: [
        "a: never rolled out",
        "old: was rolled out, and has no settings here, which its deletion needs",
      ],
    });
  });

  it("cannot be none at all: the state is another one, and a reset would do nothing each night", () => {
    assert.throws(
      () => rolledOutOf(["a", "b"], new Set()),
      /no room was ever rolled out, as far as the state/,
    );
    assert.throws(() => rolledOutOf(["a"], new Set(["old"])), /no room was ever rolled out/);
  });

  it("are none where there are no rooms", () => {
    assert.deepEqual(rolledOutOf([], new Set()), { rooms: [], notes: [] });
  });
});
