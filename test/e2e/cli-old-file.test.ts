import assert from "node:assert/strict";
import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { KillableRun } from "../chaos/killable-run";
import { assertNoSecret } from "../support/has-no-secret";
import { Lab } from "../support/lab";
import { oldPassword, oldTemplate } from "../support/old-room";
import { OldSite } from "../support/old-site";
import { outcomes } from "../support/report";
import { rawGroup } from "../support/room-settings";
import { tableCells } from "../support/table-cells";
import { until } from "../support/until";
import { startVirtroom, virtroom } from "../support/virtroom";

describe("a file of the tool before this one, as it stands", function () {
  this.timeout(240_000);
  let lab: Lab;
  let site: OldSite;
  /** The role that the old tool gave, which sites had made for it. */
  const oldRole = "3a1f0000-0000-0000-0000-000000000001";
  let config: string;

  before(async () => {
    lab = await Lab.open({
      room: "another",
      settings: () => ({ groups: { students: rawGroup({ ipAddressesSuffix: 101 }) } }),
    });
    site = await OldSite.open(lab);
    const made = {
      id: oldRole,
      name: "UserRoleWithReconnect",
      description: "of the site",
      administrative: false,
    };
    lab.simulator.engine.roles.set(oldRole, made);
    config = site.config;
  });
  after(async () => {
    await lab.close();
    await site.close();
  });

  const run = (...args: string[]) => virtroom(lab, args, { env: site.environment() });
  const names = ["old-teacher01", "old-vd01", "old-vd02"];
  const gatewayNote = /default_gateway: 10.165.208.1 lies outside the network .* gatewayOutside is set/;

  it("rolls a room of two groups out, which was never imported", async () => {
    const { exitCode, stdout, stderr } = await run("rollout", "old", "--config", config, "--json");
    assert.equal(exitCode, 0, stderr);
    assert.deepEqual(outcomes(stdout), Object.fromEntries(names.map(name => [name, "made"])));
    assert.deepEqual(lab.vmNames(), names);
    for (const { status, settings, disks } of lab.simulator.vms()) {
      assert.equal(status, "up");
      assert.equal(disks[0]?.content?.computerName?.toLowerCase(), settings.name);
      assert.equal(settings.memory, 2 * 1024 ** 3);
    }
    assert.deepEqual(await lab.floppies(), []);
    const given = [...lab.simulator.engine.permissions.values()].filter(({ role }) => role === oldRole);
    assert.deepEqual(
      given.map(({ vm }) => vm).sort(),
      ["old-vd01", "old-vd02"].map(name => lab.simulator.vm(name)?.id).sort(),
    );
    assert.match(stderr, gatewayNote);
    assert.doesNotMatch(stderr, /tc_user/);
  });

  it("writes the log that the file names, as grave as Python's configuration of logging wants it", async () => {
    const log = join(site.home, "conf/rollout.log");
    const text = await readFile(log, "utf8");
    assert.match(text, / INFO {2}old seats old-vd01: created Sysprep /);
    assert.match(text, / DEBUG old engine: logging in as /);
    assert.equal((await stat(log)).mode & 0o777, 0o600);
    assertNoSecret(text, [oldPassword, lab.simulator.password], "the log");
  });

  it("writes nothing into the project, leaves nothing behind, and gives no secret to the state", async () => {
    assert.deepEqual(await readdir(join(lab.project.folder, "stacks")), ["Pulumi.another.yaml"]);
    assert.deepEqual(await site.left(), []);
    const state = (await lab.project.pulumi("stack", "export", "--stack", "old")).output;
    assert.match(state, /old-vd01/);
    assertNoSecret(state, [oldPassword, lab.simulator.password], "the state");
  });

  it("changes nothing when it is rolled out again", async () => {
    const { exitCode, stdout, stderr } = await run("rollout", "old", "--config", config, "--json");
    assert.equal(exitCode, 0, stderr);
    assert.deepEqual(outcomes(stdout), Object.fromEntries(names.map(name => [name, "unchanged"])));
  });

  it("is planned, with a word on what is read otherwise than one may expect, and on a role that is not there", async () => {
    const role = lab.simulator.engine.roles.get(oldRole);
    assert.ok(role);
    lab.simulator.engine.roles.delete(oldRole);
    const { exitCode, stderr } = await run("plan", "old", "--config", config, "--json");
    lab.simulator.engine.roles.set(oldRole, role);
    assert.equal(exitCode, 0, stderr);
    assert.match(stderr, gatewayNote);
    assert.match(stderr, /tc_user gets the role UserRole: the engine has no UserRoleWithReconnect/);
  });

  it("is shown, reset, shut down and started, with neither passphrase nor backend", async () => {
    const env = {
      PULUMI_CONFIG_PASSPHRASE: "",
      PULUMI_BACKEND_URL: "file:///nowhere",
      TMPDIR: site.temporary,
    };
    const without = (...args: string[]) => virtroom(lab, [...args, "--config", config], { env });
    const show = await without("show", "old", "--json");
    assert.equal(show.exitCode, 0, show.stderr);
    const { settings, seats } = JSON.parse(show.stdout);
    assert.equal(settings, config);
    assert.equal(seats[0].group, "student_vms");
    assert.match(seats[0].snapshots[0].description, /^Automatic snapshot, IP=192.0.2.11\/24, /);
    assert.equal(seats[0].snapshots[0].matches, true);
    assert.match(show.stderr, gatewayNote);
    const reset = await without("reset", "old", "--json");
    assert.equal(reset.exitCode, 0, reset.stderr);
    assert.deepEqual(outcomes(reset.stdout), Object.fromEntries(names.map(name => [name, "reset, started"])));
    const down = await without("shutdown", "old", "teacher_vms");
    assert.equal(down.exitCode, 0, down.stderr);
    assert.equal(lab.simulator.vm("old-teacher01")?.status, "down");
    const start = await without("start", "old");
    assert.equal(start.exitCode, 0, start.stderr);
    assert.equal(lab.simulator.vm("old-teacher01")?.status, "up");
  });

  it("is worked on from any folder", async () => {
    const { exitCode, stderr } = await virtroom(
      lab,
      ["show", "old", "--config", "conf/amoothei-vm-rollout.conf"],
      {
        cwd: site.home,
      },
    );
    assert.equal(exitCode, 0, stderr);
  });

  it("is found in the user's folder, where the old tool looked, when the room has no settings of ours", async () => {
    const folder = join(site.home, ".config", "amoothei-vdi");
    await mkdir(folder, { recursive: true });
    const text = await readFile(config, "utf8");
    const moved = text
      .replace('"ca.crt"', '"~/conf/ca.crt"')
      .replaceAll('"templates/', '"../../conf/templates/');
    await writeFile(join(folder, "amoothei-vm-rollout.conf"), moved);
    const { exitCode, stdout, stderr } = await run("show", "old", "--json");
    assert.equal(exitCode, 0, stderr);
    assert.equal(JSON.parse(stdout).settings, join(folder, "amoothei-vm-rollout.conf"));
    const missing = await run("show", "nowhere");
    assert.equal(missing.exitCode, 2);
    assert.match(missing.stderr, /\[room nowhere\]: is not there. There are old/);
  });

  it("is deleted", async () => {
    const { exitCode, stdout, stderr } = await run("delete", "old", "--config", config, "--yes", "--json");
    assert.equal(exitCode, 0, stderr);
    assert.deepEqual(Object.values(outcomes(stdout)), ["deleted", "deleted", "deleted"]);
    assert.deepEqual(lab.vmNames(), []);
    assert.deepEqual(await site.left(), []);
  });

  it("leaves nothing behind when the rollout is told to end", async () => {
    const args = ["rollout", "old", "--config", config, "--json"];
    const child = startVirtroom(lab, args, site.environment());
    const ended = new Promise<number | null>(done => child.once("close", done));
    await until(() => lab.simulator.vms().some(({ status }) => status === "up"));
    assert.notDeepEqual(await site.left(), []);
    child.kill("SIGTERM");
    assert.equal(await ended, 130);
    assert.deepEqual(await site.left(), []);
    const removed = await run("delete", "old", "--config", config, "--yes");
    assert.equal(removed.exitCode, 0, removed.stderr);
    assert.deepEqual(lab.vmNames(), []);
    assert.deepEqual(await lab.floppies(), []);
  });

  it("leaves what holds its passwords to nobody else when the rollout is killed, and the next command takes it away", async () => {
    const killed = new KillableRun(
      { start: (args, env) => startVirtroom(lab, args, { ...site.environment(), ...env }) },
      ["rollout", "old", "--config", config],
    );
    await until(() => lab.simulator.vms().some(({ status }) => status === "up"));
    await killed.killAll();
    const [left = ""] = await site.left();
    assert.equal((await stat(join(site.temporary, left))).mode & 0o777, 0o700);
    const removed = await run("delete", "old", "--config", config, "--yes");
    assert.equal(removed.exitCode, 0, removed.stderr);
    assert.deepEqual(await site.left(), []);
    assert.deepEqual(lab.vmNames(), []);
    assert.deepEqual(await lab.floppies(), []);
  });

  it("with mistakes is refused with each of them and its line, before anything is done", async () => {
    const file = join(site.home, "conf", "broken.conf");
    const text = await readFile(config, "utf8");
    await writeFile(
      file,
      text.replace("usb = enabled\n", "usbs = enabled\n").replace("range(1, 2+1)", "range(1, n)"),
    );
    const { exitCode, stderr } = await run("rollout", "old", "--config", file);
    assert.equal(exitCode, 2);
    assert.match(stderr, /broken.conf:\d+: \[room old\] \[\[student_vms\]\] ids: /);
    assert.match(stderr, /broken.conf:\d+: \[room old\] \[\[student_vms\]\] usb: is missing/);
    assert.match(stderr, /broken.conf:\d+: \[room old\] \[\[student_vms\]\] usbs: is not known here/);
    assert.deepEqual(lab.vmNames(), []);
  });

  it("whose template only Python could fill is refused with the template's line", async () => {
    const template = join(site.home, "conf", "templates", "python.xml");
    await writeFile(template, oldTemplate.replace("<settings", "\n% for i in range(3):\n<settings"));
    const file = join(site.home, "conf", "python.conf");
    await writeFile(
      file,
      (await readFile(config, "utf8")).replaceAll("production.xml.template", "python.xml"),
    );
    const { exitCode, stderr } = await run("show", "old", "--config", file);
    assert.equal(exitCode, 2);
    assert.match(stderr, /python.xml:\d+: "% for" is run by Python/);
  });

  it("is told by its own keys and lines where the engine lacks what it names", async () => {
    const file = join(site.home, "conf", "unknown-os.conf");
    const text = await readFile(config, "utf8");
    await writeFile(file, text.replace("[room old]", "[room odd]").replaceAll("rhel_7x64", "rhel_77"));
    const { exitCode, stderr } = await run("plan", "odd", "--config", file);
    assert.equal(exitCode, 1);
    assert.match(stderr, /The engine is not ready for this room.* \(they come from \S+unknown-os\.conf\)/);
    const line = text.split("\n").findIndex(words => words.includes("workaround_os")) + 1;
    assert.ok(tableCells(stderr).includes(`[room odd] [[student_vms]] workaround_os (line ${line})`), stderr);
    assert.doesNotMatch(stderr, /setupOs/);
  });

  for (const command of ["show", "plan"]) {
    it(`is told by its own keys where the engine refuses its credentials: ${command}`, async () => {
      const file = join(site.home, "conf", "refused.conf");
      const text = await readFile(config, "utf8");
      await writeFile(file, text.replace(`password = "${lab.simulator.password}"`, 'password = "wrong"'));
      const { exitCode, stderr } = await run(command, "old", "--config", file);
      assert.equal(exitCode, 1);
      assert.match(stderr, /refuses these credentials/);
      assert.match(
        stderr,
        /Correct \[general\] \[\[connect\]\] username \(line 7\) in \S+refused\.conf, or \[general\] \[\[connect\]\] password \(line 8\)/,
      );
      assert.doesNotMatch(stderr, /pulumi config set/);
    });
  }

  it("keeps its commands where the SFTP server's host key is not known, and says so", async () => {
    const file = join(site.home, "conf", "unknown-host.conf");
    await writeFile(join(site.home, "no_hosts"), "");
    await writeFile(file, (await readFile(config, "utf8")).replaceAll("known_hosts", "no_hosts"));
    const { stderr } = await run("rollout", "old", "--config", file);
    assert.match(stderr, /the floppy commands stay commands, .*: the host key of 127.0.0.1 is in none of /);
  });
});
