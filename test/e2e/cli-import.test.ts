import assert from "node:assert/strict";
import { cp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { assertNoSecret } from "../support/has-no-secret";
import { Lab, secretWords } from "../support/lab";
import { oldPassword } from "../support/old-room";
import { OldSite } from "../support/old-site";
import { rawGroup } from "../support/room-settings";
import { tableCells } from "../support/table-cells";
import { virtroom } from "../support/virtroom";

describe("virtroom import and answer-file", function () {
  this.timeout(240_000);
  let lab: Lab;
  let site: OldSite;
  before(async () => {
    lab = await Lab.open({
      room: "another",
      settings: () => ({ groups: { students: rawGroup({ ipAddressesSuffix: 101 }) } }),
    });
    site = await OldSite.open(lab);
    // The lab's folder is that of this program.
    const templates = join(lab.project.folder, "templates");
    await rm(templates);
    await cp(join(__dirname, "../../templates"), templates, { recursive: true });
  });
  after(async () => {
    await lab.close();
    await site.close();
  });

  const run = (...args: string[]) => virtroom(lab, args, { env: site.environment() });
  const file = () => join(lab.project.folder, "stacks", "Pulumi.old.yaml");
  const files = async () => (await readdir(join(lab.project.folder, "stacks"))).sort();

  it("writes nothing when Pulumi cannot encrypt the password", async () => {
    const env = { ...site.environment(), PULUMI_CONFIG_PASSPHRASE: "wrong" };
    const stack = await lab.project.pulumi("stack", "init", "old", "--no-select");
    assert.equal(stack.exitCode, 0, stack.output);
    const salted = await readFile(file(), "utf8");
    const { exitCode, stderr } = await virtroom(lab, ["import", site.config, "--force"], { env });
    assert.equal(exitCode, 1);
    assert.match(stderr, /the passphrase is not the one/);
    assert.equal(await readFile(file(), "utf8"), salted);
    assert.ok(!(await readdir(lab.project.folder)).includes("ca.crt"));
    await lab.project.pulumi("stack", "rm", "old", "--yes");
    assert.deepEqual(await files(), ["Pulumi.another.yaml"]);
  });

  it("makes the settings file of a room, secrets encrypted, with its template and the CA's certificate", async () => {
    const rollout = await run("rollout", "old", "--config", site.config);
    assert.equal(rollout.exitCode, 0, rollout.stderr);
    assert.match(rollout.stderr, /tc_user gets the role UserRole: the engine has no UserRoleWithReconnect/);
    const { exitCode, stdout, stderr } = await run("import", site.config);
    assert.equal(exitCode, 0, stderr);
    assert.match(stdout, /Room old is in stacks\/Pulumi.old.yaml/);
    assert.match(stdout, /note: .*default_gateway: 10.165.208.1 lies outside/);
    assert.match(stdout, /note: tc_user gets the role UserRole: the engine has no UserRoleWithReconnect/);
    assert.match(stdout, /note: templates\/production\.xml: holds passwords in the clear/);
    const text = await readFile(file(), "utf8");
    assertNoSecret(text, [lab.simulator.password], "the settings file");
    const { config } = parse(text);
    assert.match(config["virtroom:engine"].password.secure, /^v1:/);
    assert.equal(config["virtroom:engine"].caFile, "ca.crt");
    assert.equal(config["virtroom:sftp"].keyFile.startsWith("/"), true);
    const { student_vms, teacher_vms } = config["virtroom:groups"];
    assert.equal(student_vms.ids, "1-2");
    assert.equal(student_vms.memory, "2 GiB");
    assert.equal(student_vms.gatewayOutside, true);
    assert.equal(teacher_vms.gatewayOutside, undefined);
    assert.equal(student_vms.answerFileTemplate, "templates/production.xml");
    const template = await readFile(join(lab.project.folder, "templates/production.xml"), "utf8");
    assert.doesNotMatch(template, /## Mako/);
    assert.match(template, /<ComputerName>\$\{ComputerName\}<\/ComputerName>/);
  });

  it("has nothing missing: pulumi sees the room that was rolled out by the old file as it should be", async () => {
    const preview = await lab.project.pulumi("preview", "--stack", "old", "--expect-no-changes");
    assert.equal(preview.exitCode, 0, preview.output);
    assert.doesNotMatch(preview.output, /to create|to replace|missing/);
    const show = await run("show", "old", "--json");
    assert.equal(JSON.parse(show.stdout).settings, "stacks/Pulumi.old.yaml");
  });

  it("never overwrites, unless it is told to; then the encryption stays", async () => {
    const salt = /encryptionsalt: .*/.exec(await readFile(file(), "utf8"))?.[0];
    await writeFile(file(), (await readFile(file(), "utf8")).replace("ids: 1-2", "ids: 1-3"));
    const refused = await run("import", site.config);
    assert.equal(refused.exitCode, 2);
    assert.match(refused.stderr, /these rooms have settings already: stacks\/Pulumi.old.yaml/);
    assert.match(await readFile(file(), "utf8"), /ids: 1-3/);
    const forced = await run("import", site.config, "old", "--force", "--json");
    assert.equal(forced.exitCode, 0, forced.stderr);
    assert.deepEqual(JSON.parse(forced.stdout).rooms[0].file, "stacks/Pulumi.old.yaml");
    const text = await readFile(file(), "utf8");
    assert.match(text, /ids: 1-2/);
    assert.equal(/encryptionsalt: .*/.exec(text)?.[0], salt);
    assert.deepEqual(
      await readdir(join(lab.project.folder, "templates")).then(names => names.includes("production-2.xml")),
      false,
    );
    const preview = await lab.project.pulumi("preview", "--stack", "old", "--expect-no-changes");
    assert.equal(preview.exitCode, 0, preview.output);
  });

  it("writes nothing when a room of the file is not right", async () => {
    const broken = join(site.home, "conf", "broken.conf");
    const text = await readFile(site.config, "utf8");
    await writeFile(
      broken,
      text.replace("[room old]", "[room new]").replace('ids = "[1]"', 'ids = "[1, 1]"'),
    );
    const before = await files();
    const { exitCode, stderr } = await run("import", broken);
    assert.equal(exitCode, 2);
    assert.match(stderr, /broken.conf:\d+: \[room new\] \[\[teacher_vms\]\] ids: the id 1 is there twice/);
    assert.deepEqual(await files(), before);
  });

  it("refuses a room whose addresses another room of the project has", async () => {
    const doubled = join(site.home, "conf", "doubled.conf");
    await writeFile(doubled, (await readFile(site.config, "utf8")).replace("[room old]", "[room new]"));
    const { exitCode, stderr } = await run("import", doubled);
    assert.equal(exitCode, 2);
    assert.match(stderr, /nothing is written/);
    assert.match(tableCells(stderr), /the address 192.0.2.11 of id 01 is also that of old-vd01 in room old/);
  });

  it("refuses two rooms of the file that have the same addresses, with the file's keys", async () => {
    const twice = join(site.home, "conf", "twice.conf");
    const text = (await readFile(site.config, "utf8")).replaceAll('"192.0.2.', '"198.51.100.');
    const room = text.slice(text.indexOf("[room old]")).replace("[room old]", "[room twin]");
    await writeFile(twice, `${text.replace("[room old]", "[room first]")}${room}`);
    const { exitCode, stderr } = await run("import", twice);
    assert.equal(exitCode, 2);
    assert.match(stderr, /nothing is written \(they come from \S+twice\.conf\)/);
    const cells = tableCells(stderr);
    assert.match(cells, /^\[room first\] \[\[student_vms\]\] ip_addresses \(line \d+\)$/m);
    assert.match(cells, /Change it here or in \[room twin\] of /);
    assert.doesNotMatch(cells, /Pulumi\.twin\.yaml/);
  });

  it("prints the finished answer file of a seat, its secrets masked, and what the check says of it", async () => {
    const { exitCode, stdout, stderr } = await run("answer-file", "old", "old-vd02");
    assert.equal(exitCode, 0, stderr);
    assert.match(stdout, /<ComputerName>old-vd02<\/ComputerName>/);
    assert.match(stdout, /192.0.2.12\/24/);
    assert.match(stdout, /<Value>\*{8}<\/Value>/);
    assertNoSecret(stdout, [oldPassword], "the answer file");
    assert.match(stderr, /^line \d+: warning: .*\[.*password.*\]/m);
    const old = await run("answer-file", "old", "old-vd02", "--config", site.config);
    assert.equal(old.stdout, stdout);
    const other = await run("answer-file", "another", "another-vd01");
    assertNoSecret(other.stdout, Object.values(secretWords), "the answer file");
  });

  it("says by its exit code that Windows would not take an answer file", async () => {
    const template = join(lab.project.folder, "templates/production.xml");
    const text = await readFile(template, "utf8");
    await writeFile(template, text.replace("<ComputerName>${ComputerName}<", "<ComputerName>somebody<"));
    const { exitCode, stdout } = await run("answer-file", "old", "old-vd02", "--json");
    assert.equal(exitCode, 1);
    const { findings } = JSON.parse(stdout);
    assert.equal(
      findings.find(({ severity }: { severity: string }) => severity === "error").rule,
      "computer-name-differs",
    );
    const unknown = await run("answer-file", "old", "old-vd99");
    assert.equal(unknown.exitCode, 2);
  });
});
