import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { byHand } from "../support/by-hand";
import { GitRepository } from "../support/git-repository";
import { Lab } from "../support/lab";
import { type Postgres, startPostgres } from "../support/postgres";
import { rawGroup } from "../support/room-settings";
import { runProgram } from "../support/run-program";
import { virtroom } from "../support/virtroom";

/** In one: a repository with two rooms, the state in PostgreSQL, the jobs of a CI system one after the other. */
describe("virtroom pipeline, on a git repository with the state in PostgreSQL", function () {
  this.timeout(300_000);
  let postgres: Postgres;
  let lab: Lab;
  let repository: GitRepository;
  let origin: string | undefined;

  before(async () => {
    postgres = await startPostgres();
    lab = await Lab.open();
    await lab.configure({ groups: { students: rawGroup({ ids: "1" }) } });
    const first = await readFile(fileOf("demo"), "utf8");
    await writeFile(fileOf("demo2"), first.replace("ipAddressesSuffix: 11", "ipAddressesSuffix: 60"));
    await writeFile(join(lab.project.folder, ".gitignore"), "node_modules\nstate\nlogs\nreports\n*.md\n");
    repository = new GitRepository(lab.project.folder);
    repository.commit("two rooms");
    origin = await mkdtemp(join(tmpdir(), "virtroom-origin-"));
    repository.git("clone", "--quiet", "--bare", ".", origin);
    repository.git("remote", "add", "origin", origin);
  });
  after(async () => {
    if (origin) await rm(origin, { recursive: true });
    await lab?.close();
    postgres?.stop();
  });

  const fileOf = (room: string) => join(lab.project.folder, "stacks", `Pulumi.${room}.yaml`);
  const change = async (room: string, from: string, to: string) => {
    const text = await readFile(fileOf(room), "utf8");
    assert.ok(text.includes(from), `${room} has no ${from}`);
    await writeFile(fileOf(room), text.replace(from, to));
  };
  const run = (...args: string[]) => virtroom(lab, args, { env: { PULUMI_BACKEND_URL: postgres.url } });
  const pipeline = async (...args: string[]) => {
    const { exitCode, stderr } = await run("pipeline", ...args, "--out", "told.md");
    assert.doesNotMatch(stderr, /\n\s+at .*:\d+/);
    return { exitCode, stderr, told: await readFile(join(lab.project.folder, "told.md"), "utf8") };
  };
  const idOf = (name: string) => lab.simulator.vm(name)?.id;

  it("previews exactly the room that a branch has changed, and makes nothing", async () => {
    repository.git("checkout", "--quiet", "-b", "branch");
    await change("demo", "memory: 4 GiB", "memory: 2 GiB");
    repository.commit("less memory in demo");
    const { exitCode, told, stderr } = await pipeline("preview", "--since", "main");
    assert.equal(exitCode, 0, stderr);
    assert.match(told, /^## What a rollout would do\n\n### demo: 1 made\n\n.*\n.*\n\| demo-vd01 \| made \|/);
    assert.doesNotMatch(told, /demo2/);
    assert.deepEqual(lab.vmNames(), []);
  });

  it("rolls out exactly the room that was merged", async () => {
    repository.git("checkout", "--quiet", "main");
    repository.git("merge", "--quiet", "--no-ff", "branch");
    repository.git("push", "--quiet", "origin", "main");
    const { exitCode, told, stderr } = await pipeline("rollout", "--before", "HEAD~1", "--branch", "main");
    assert.equal(exitCode, 0, stderr);
    assert.match(told, /### demo: 1 made/);
    assert.deepEqual(lab.vmNames(), ["demo-vd01"]);
  });

  it("rolls out what was promoted to another room, and leaves the first alone", async () => {
    const tried = idOf("demo-vd01");
    const promoted = await run("promote", "demo", "demo2", "--yes");
    assert.equal(promoted.exitCode, 0, promoted.stderr);
    assert.match(promoted.stdout, /groups\.students\.memory +4 GiB -> 2 GiB/);
    repository.commit("promote demo to demo2");
    const { exitCode, told, stderr } = await pipeline("rollout", "--since", "HEAD~1", "--canary", "demo");
    assert.equal(exitCode, 0, stderr);
    assert.match(told, /### demo2: 1 made/);
    assert.deepEqual(lab.vmNames(), ["demo-vd01", "demo2-vd01"]);
    assert.equal(idOf("demo-vd01"), tried);
    assert.equal(lab.simulator.vm("demo2-vd01")?.settings.memory, 2 * 1024 ** 3);
  });

  it("leaves a room alone, when it comes late, that the branch has gone on with, or may have", async () => {
    await change("demo2", "description: student VM", "description: newer");
    repository.commit("newer");
    repository.git("push", "--quiet", "origin", "main");
    repository.git("reset", "--quiet", "--hard", "HEAD~1");
    const late = await pipeline("rollout", "demo2", "--branch", "main");
    assert.equal(late.exitCode, 0, late.stderr);
    assert.match(
      late.told,
      /No room is concerned\.\n\ndemo2: left alone, since main has other settings of it/,
    );
    const unknown = await pipeline("rollout", "demo2", "--branch", "nowhere");
    assert.equal(unknown.exitCode, 1);
    assert.match(unknown.told, /### demo2: no result[\s\S]*git does not tell whether nowhere has gone on/);
  });

  it("reports in the morning what somebody has changed by hand, and nothing else", async () => {
    const before = await pipeline("drift");
    assert.equal(before.exitCode, 0, before.told);
    assert.match(before.told, /### demo: 1 unchanged\n\n### demo2: 1 unchanged\n$/);
    await byHand(lab.simulator, "PUT", `/vms/${idOf("demo2-vd01")}`, { description: "changed by hand" });
    const { exitCode, told } = await pipeline("drift");
    assert.equal(exitCode, 1);
    assert.match(told, /### demo: 1 unchanged\n\n### demo2: 1 changed \(not as it should be\)/);
    assert.match(told, /\| demo2-vd01 \| changed \|/);
  });

  it("resets every room that was rolled out, at night", async () => {
    await writeFile(fileOf("demo3"), await readFile(fileOf("demo2"), "utf8"));
    const { exitCode, told, stderr } = await pipeline("reset");
    assert.equal(exitCode, 0, stderr);
    assert.match(told, /demo3: never rolled out/);
    assert.match(told, /\| demo-vd01 \| reset, started \|/);
    assert.match(told, /\| demo2-vd01 \| reset, started \|/);
  });

  it("refuses a rollout while what was rolled out with removed settings is still there, and tells the way out", async () => {
    repository.git("mv", "stacks/Pulumi.demo.yaml", "stacks/Pulumi.demo9.yaml");
    const before = repository.git("rev-parse", "HEAD");
    repository.commit("another name");
    const { exitCode, stderr } = await run("pipeline", "rollout", "--before", before);
    assert.equal(exitCode, 1);
    assert.match(stderr, /the settings of demo are gone, and what was rolled out with them is still there/);
    assert.deepEqual(lab.vmNames(), ["demo-vd01", "demo2-vd01"]);
    const [, bringBack = ""] = /(git show .*) && virtroom delete demo && rm/.exec(stderr) ?? [];
    const brought = await runProgram("sh", ["-c", bringBack], { cwd: lab.project.folder });
    assert.equal(brought.exitCode, 0, brought.stderr);
    assert.match(await readFile(fileOf("demo"), "utf8"), /virtroom:groups/);
    repository.git("reset", "--quiet", "--hard", before);
  });

  it("does not go on to other rooms when the canary fails", async () => {
    await change("demo", "templateName: win10-gold", "templateName: no-such-gold");
    await change("demo2", "description: student VM", "description: another");
    const { exitCode, told } = await pipeline("rollout", "demo2", "demo", "--canary", "demo");
    assert.equal(exitCode, 1);
    assert.match(told, /demo2: not reached, since a room before it failed/);
    assert.match(
      told,
      /### demo: no result \(not as it should be\)\n\n```text\n[\s\S]*no template no-such-gold/,
    );
    assert.notEqual(lab.simulator.vm("demo2-vd01")?.settings.description, "another");
  });

  it("wants to be told which rooms, where nothing says it", async () => {
    const { exitCode, stderr } = await run("pipeline", "rollout");
    assert.equal(exitCode, 2);
    assert.match(stderr, /it is not said which rooms\n.*--since/);
    assert.equal((await run("pipeline", "explode")).exitCode, 2);
  });
});
