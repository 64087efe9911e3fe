import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Base, changesFrom } from "../../cli/pipeline/changed-rooms";
import { canaryFirst } from "../../room/settings/changed-rooms";
import { GitRepository } from "../support/git-repository";

describe("the rooms that have changed since a commit", () => {
  let folder: string;
  let repository: GitRepository;
  let first: string;

  const room = (name: string, template: string, more = "") =>
    writeFile(
      join(folder, "rooms", "stacks", `Pulumi.${name}.yaml`),
      `config:
  virtroom:engine: { caFile: ca.pem }
  virtroom:groups:
    all: &all
      answerFileTemplate: ${template}
    more:
      <<: *all
      memory: 4 GiB${more}
`,
    );
  const changes = (since: string) => changesOf({ since });
  const changesOf = async (base: Base) => {
    const project = {
      folder: join(folder, "rooms"),
      name: "virtroom",
      stacks: join(folder, "rooms", "stacks"),
    };
    const { rooms, removed } = await changesFrom(project, base);
    return [
      ...rooms.map(changed => `${changed.room}: ${changed.files.join(" ")}`),
      ...removed.map(name => `-${name}`),
    ];
  };

  // The project is a folder of its repository, not all of it.
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "virtroom-git-"));
    await mkdir(join(folder, "rooms", "stacks"), { recursive: true });
    await mkdir(join(folder, "rooms", "templates"));
    for (const file of ["win10.xml", "win11.xml"])
      await writeFile(join(folder, "rooms", "templates", file), "<a/>");
    await writeFile(join(folder, "rooms", "ca.pem"), "pem");
    await room("one", "templates/win10.xml");
    await room("two", "./templates/win11.xml");
    await room("example", "templates/win10.xml");
    repository = new GitRepository(folder);
    first = repository.commit("first");
  });
  afterEach(() => rm(folder, { recursive: true }));

  it("are none when nothing has changed, or something that is no room's", async () => {
    await writeFile(join(folder, "rooms", "README.md"), "text");
    await writeFile(join(folder, "stacks.yaml"), "text");
    repository.commit("others");
    assert.deepEqual(await changes(first), []);
  });

  it("are those whose settings have changed, committed or not, and new ones", async () => {
    await room("one", "templates/win10.xml", " # more");
    repository.commit("one");
    assert.deepEqual(await changes(first), ["one: stacks/Pulumi.one.yaml"]);
    await room("three", "templates/win10.xml");
    assert.deepEqual(await changes("HEAD~1"), [
      "one: stacks/Pulumi.one.yaml",
      "three: stacks/Pulumi.three.yaml",
    ]);
  });

  it("are those whose answer file template or CA has changed", async () => {
    await writeFile(join(folder, "rooms", "templates", "win11.xml"), "<b/>");
    assert.deepEqual(await changes(first), ["two: templates/win11.xml"]);
    await writeFile(join(folder, "rooms", "ca.pem"), "new");
    assert.deepEqual(await changes(first), ["one: ca.pem", "two: ca.pem templates/win11.xml"]);
  });

  it("are of this branch alone, whatever the other one did since", async () => {
    repository.git("checkout", "--quiet", "-b", "branch");
    await room("one", "templates/win10.xml", " # ours");
    repository.commit("ours");
    repository.git("checkout", "--quiet", "main");
    await room("two", "templates/win11.xml", " # theirs");
    repository.commit("theirs");
    repository.git("checkout", "--quiet", "branch");
    assert.deepEqual(await changes("main"), ["one: stacks/Pulumi.one.yaml"]);
  });

  it("are of a request alone where it is checked out as a merge with what others have merged since", async () => {
    repository.git("checkout", "--quiet", "-b", "request");
    await room("one", "templates/win10.xml", " # the request's");
    repository.commit("the request");
    repository.git("checkout", "--quiet", "main");
    await room("two", "templates/win11.xml", " # merged since");
    repository.commit("merged since");
    repository.git("merge", "--quiet", "--no-ff", "request");
    assert.deepEqual(await changes("HEAD^1"), ["one: stacks/Pulumi.one.yaml"]);
  });

  it("are told when they are gone, and a room with a new name is both", async () => {
    await rm(join(folder, "rooms", "stacks", "Pulumi.two.yaml"));
    await rename(
      join(folder, "rooms", "stacks", "Pulumi.one.yaml"),
      join(folder, "rooms", "stacks", "Pulumi.uno.yaml"),
    );
    assert.deepEqual(await changes(first), ["uno: stacks/Pulumi.uno.yaml", "-one", "-two"]);
  });

  it("are all when there was no commit before, and one whose settings are no YAML is among them", async () => {
    await writeFile(join(folder, "rooms", "stacks", "Pulumi.two.yaml"), "config: [");
    assert.deepEqual(
      (await changes("0".repeat(40))).map(line => line.split(":")[0]),
      ["one", "two"],
    );
  });

  it("are after a force push also those whose change it has dropped", async () => {
    await room("two", "templates/win11.xml", " # dropped");
    const before = repository.commit("dropped");
    repository.git("reset", "--quiet", "--hard", first);
    await room("one", "templates/win10.xml", " # pushed");
    repository.commit("pushed");
    assert.deepEqual(await changesOf({ before }), [
      "one: stacks/Pulumi.one.yaml",
      "two: stacks/Pulumi.two.yaml",
    ]);
  });

  it("are all of a push that had no commit before", async () => {
    assert.equal((await changesOf({ before: "0".repeat(40) })).length, 2);
  });

  it("cannot be told of what a force push has left behind, and that is said", async () => {
    const gone = changesOf({ before: "1".repeat(40) });
    await assert.rejects(gone, { remedy: /^After a force push .* name the rooms/ });
    await assert.rejects(changesOf({ before: "--output=x" }), /git does not tell what has changed/);
    assert.equal(existsSync(join(folder, "rooms", "x")), false);
  });

  it("cannot be told of a commit that is not here, nor is one taken for an option", async () => {
    await assert.rejects(changes("nowhere"), /git does not tell what has changed: .*nowhere/);
    await assert.rejects(changes("--output=x"), /git does not tell what has changed/);
  });
});

describe("a rollout of several rooms", () => {
  it("begins with the canary when it is among them", () => {
    assert.deepEqual(canaryFirst(["a", "lab", "z"], "lab"), ["lab", "a", "z"]);
    assert.deepEqual(canaryFirst(["b", "a"], "lab"), ["b", "a"]);
    assert.deepEqual(canaryFirst(["b", "a"], undefined), ["b", "a"]);
  });
});
