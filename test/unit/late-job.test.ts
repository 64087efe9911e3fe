import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { newerFiles } from "../../cli/pipeline/newer";
import { GitRepository } from "../support/git-repository";

/** The checkout of a job, and somebody who goes on pushing to its origin. */
describe("a job that comes late", () => {
  let folder: string;
  let checkout: string;
  let others: GitRepository;

  const write = (room: string, text: string) =>
    writeFile(join(folder, "others", "rooms", "stacks", `Pulumi.${room}.yaml`), text);
  const push = (message: string) => {
    others.commit(message);
    others.git("push", "--quiet", "origin", "main");
  };
  const newer = (room: string, branch = "main") => {
    const project = join(checkout, "rooms");
    return newerFiles({ folder: project, name: "virtroom", stacks: join(project, "stacks") }, room, branch);
  };
  const settings = "config:\n  virtroom:groups:\n    all: { answerFileTemplate: win11.xml }\n";

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "virtroom-git-"));
    const origin = join(folder, "origin");
    checkout = join(folder, "checkout");
    await mkdir(join(folder, "others", "rooms", "stacks"), { recursive: true });
    execFileSync("git", ["init", "--quiet", "--bare", "--initial-branch=main", origin]);
    others = new GitRepository(join(folder, "others"));
    others.git("remote", "add", "origin", origin);
    await writeFile(join(folder, "others", "rooms", "win11.xml"), "<a/>");
    await write("one", settings);
    await write("two", "config: {}\n");
    push("first");
    execFileSync("git", ["clone", "--quiet", origin, checkout]);
  });
  afterEach(() => rm(folder, { recursive: true }));

  it("finds no room newer while nobody has pushed", async () => {
    assert.deepEqual(await newer("one"), []);
  });

  it("finds those newer that were changed since, by asking the remote, and no others", async () => {
    await write("two", "config: { a: b }\n");
    push("two");
    assert.deepEqual(await newer("two"), ["stacks/Pulumi.two.yaml"]);
    assert.deepEqual(await newer("one"), []);
  });

  it("finds a room newer whose template was changed, or whose settings are gone", async () => {
    await writeFile(join(folder, "others", "rooms", "win11.xml"), "<b/>");
    await rm(join(folder, "others", "rooms", "stacks", "Pulumi.two.yaml"));
    push("a template and a removal");
    assert.deepEqual(await newer("one"), ["win11.xml"]);
    assert.deepEqual(await newer("two"), ["stacks/Pulumi.two.yaml"]);
  });

  it("knows no room to be the newest where the remote has no such branch, or is not there", async () => {
    await assert.rejects(newer("one", "nowhere"), /git does not tell whether nowhere has gone on: .*nowhere/);
    await rm(join(folder, "origin"), { recursive: true });
    await assert.rejects(newer("one"), { remedy: /has to reach origin/ });
  });
});
