import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chooseRooms } from "../../cli/pipeline/choice";
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
