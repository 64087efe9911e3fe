import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { makeCertificate } from "../../simulator/certificate";
import { commandPluginOnPath } from "../support/command-plugin-on-path";
import { Lab, labSettings } from "../support/lab";
import { rawGroup } from "../support/room-settings";
import { virtroom } from "../support/virtroom";

interface Check {
  readonly name: string;
  readonly state: string;
  readonly message: string;
  readonly remedy?: string;
}

describe("virtroom doctor", function () {
  this.timeout(180_000);
  let lab: Lab;
  before(async () => {
    lab = await Lab.open();
  });
  after(() => lab.close());

  type Changes = Record<string, unknown>;
  const examined = async (env: Record<string, string> = {}) => {
    const { exitCode, stdout, stderr } = await virtroom(lab, ["doctor", "demo", "--json"], { env });
    assert.doesNotMatch(stdout + stderr, /\n\s+at .*:\d+/, "a stack trace");
    const { checks }: { checks: Check[] } = JSON.parse(stdout);
    const failing = checks.filter(({ state }) => state === "fail");
    return { exitCode, checks, failing, named: (name: string) => checks.find(check => check.name === name) };
  };
  const engine = (changes: Changes) => ({
    engine: { ...(labSettings(lab.simulator).engine as Changes), ...changes },
  });
  const told = ({ message, remedy }: Check | undefined = { name: "", state: "", message: "" }) =>
    `${message}; ${remedy}`;

  it("finds a healthy set-up ready, and leaves nothing behind", async () => {
    const { exitCode, stdout } = await virtroom(lab, ["doctor", "demo"]);
    assert.equal(exitCode, 0, stdout);
    const [node, ...lines] = stdout.trimEnd().split("\n");
    assert.match(node ?? "", /^ok {4}Node +\d+\.\d+/);
    const names = lines.flatMap(line => /^(?:ok|warn) +(.{12})/.exec(line)?.[1]?.trim() ?? []);
    assert.deepEqual(
      [...new Set(names)],
      [
        ...[
          "Pulumi",
          "State",
          "Settings",
          "Passphrase",
          "Secrets",
          "CA file",
          "TLS",
          "Clock",
          "Login",
          "Rights",
        ],
        ...["Cluster", "Engine", "Hosts", "Storage", "Answer files", "SFTP"],
      ],
    );
    assert.match(
      stdout,
      /Default has level 4\.3: answer files go by floppy; the custom property "floppy" is defined/,
    );
    assert.match(stdout, /admin@internal, on engine 4\.\d/);
    assert.match(lines.at(-1) ?? "", /^Ready; \d to know of$/);
    assert.match(stdout, /warn +State .*only this machine knows/);
    assert.deepEqual(await lab.floppies(), []);
    assert.deepEqual(lab.vmNames(), []);
  });

  it("knows of this machine alone, too", async () => {
    const { exitCode, stdout } = await virtroom(lab, ["doctor", "--json"]);
    assert.equal(exitCode, 0, stdout);
    assert.deepEqual(
      JSON.parse(stdout).checks.map(({ name }: Check) => name),
      ["Node", "Pulumi", "State"],
    );
  });

  it("tells a Pulumi that is too old", async () => {
    const bin = join(lab.project.folder, "bin");
    await mkdir(bin);
    await writeFile(join(bin, "pulumi"), "#!/bin/sh\necho v3.100.0\n", { mode: 0o755 });
    const { exitCode, named } = await examined({ PATH: `${bin}${delimiter}${process.env.PATH}` });
    assert.equal(exitCode, 1);
    assert.match(told(named("Pulumi")), /is v3\.100\.0, older than 3\..*; Install a newer one/);
    assert.equal(named("Room demo")?.state, "skip");
  });

  it("tells a state that cannot be opened, and looks no further", async () => {
    const { exitCode, failing, named } = await examined({ PULUMI_BACKEND_URL: "file:///nowhere/at/all" });
    assert.equal(exitCode, 1);
    assert.deepEqual(
      failing.map(({ name }) => name),
      ["State"],
    );
    assert.match(told(named("State")), /cannot be opened.*; Correct PULUMI_BACKEND_URL/);
    assert.equal(named("Room demo")?.state, "skip");
  });

  it("tells a wrong passphrase", async () => {
    const { exitCode, named } = await examined({ PULUMI_CONFIG_PASSPHRASE: "wrong" });
    assert.equal(exitCode, 1);
    assert.match(told(named("Passphrase")), /is not the one.*; Correct PULUMI_CONFIG_PASSPHRASE/);
    assert.equal(named("Engine")?.state, "skip");
  });

  it("tells faults in the settings, and a password that everybody can read", async () => {
    const file = join(lab.project.folder, "stacks", "Pulumi.demo.yaml");
    const before = await readFile(file, "utf8");
    await writeFile(file, before.replace("memory: 4 GiB", "memory: much"));
    const { failing } = await examined();
    assert.deepEqual(
      failing.map(({ name }) => name),
      ["Settings"],
    );
    assert.match(told(failing[0]), /^groups\.students\.memory: "much" is not a size; Write a whole number/);
    await writeFile(file, before.replace(/password:\n\s+secure: \S+/, `password: ${lab.simulator.password}`));
    const { exitCode, named } = await examined();
    assert.equal(exitCode, 0);
    assert.match(
      told(named("Secrets")),
      /^engine\.password is a secret in the clear.*--secret --path virtroom:engine\.password --stack demo$/,
    );
    const preview = await lab.project.preview();
    assert.equal(preview.exitCode, 0, preview.output);
    assert.match(
      preview.output,
      /warning: engine\.password is a secret in the clear.*--path virtroom:engine/,
    );
    await writeFile(file, before);
  });

  it("tells a certificate from another CA", async () => {
    const other = await makeCertificate();
    await lab.configure(engine({ caFile: other.caFile }));
    const { exitCode, named } = await examined();
    other.remove();
    assert.equal(exitCode, 1);
    assert.match(
      told(named("TLS")),
      /is not trusted.*; Where it worked before, find out why first.*-fingerprint/,
    );
    assert.equal(named("Login"), undefined);
  });

  it("tells an engine that does not answer, without long waiting", async () => {
    await lab.configure(engine({ url: "https://127.0.0.1:9/ovirt-engine/api" }));
    const { named } = await examined();
    assert.match(told(named("TLS")), /cannot be reached: ECONNREFUSED.*; Check engine\.url/);
  });

  it("tells a refused login, and an account without rights", async () => {
    await lab.configure({}, { "engine.password": "wrong" });
    const refused = await examined();
    assert.match(told(refused.named("Login")), /refuses these credentials.*set the password again/);
    await lab.configure(engine({ username: "alice@internal" }), { "engine.password": "simulated-alice" });
    const alice = await examined();
    assert.equal(alice.named("Rights")?.state, "warn");
    assert.match(told(alice.named("Rights")), /alice@internal is no administrator.*ClusterAdmin/);
    assert.equal(alice.exitCode, 1, "she may not use the template");
  });

  it("tells an account to which nothing is permitted, and one with too many sessions", async () => {
    const { settings, permissions, users } = lab.simulator.engine;
    await lab.configure(engine({ username: "alice@internal" }), { "engine.password": "simulated-alice" });
    settings.maxUserSessions = 0;
    const crowded = await examined();
    assert.match(
      told(crowded.named("Login")),
      /maximum number of allowed sessions 0.*; .*Active User Sessions/,
    );
    settings.maxUserSessions = undefined;
    for (const { id, user } of permissions.values()) {
      if (users.get(user ?? "")?.principal === "alice") permissions.delete(id);
    }
    const nobody = await examined();
    assert.match(told(nobody.named("Login")), /alice@internal-authz.* not authorized to perform login/);
    assert.match(told(nobody.named("Login")), /; .*give it a role in the engine, like ClusterAdmin/);
  });

  it("tells everything that the engine lacks, the floppy property included", async () => {
    lab.simulator.engine.settings.customProperties = {};
    const students = rawGroup({ templateName: "win12-gold", cluster: "Default", delivery: "floppy" });
    await lab.configure({ groups: { students } });
    const { exitCode, failing } = await examined();
    assert.equal(exitCode, 1);
    const all = failing.map(told).join("\n");
    assert.match(all, /custom property "floppy" is not defined for its level 4\.3.*engine-config -s/);
    assert.match(all, /no template win12-gold/);
    lab.simulator.engine.settings.customProperties = { "4.3": "floppy=^.*$" };
  });

  it("tells what a preview does not look at: hosts that are down, storage that is full, a log that cannot be", async () => {
    const { hosts, storageDomains } = lab.simulator.engine;
    const [host, domain] = [[...hosts.values()][0], [...storageDomains.values()][0]];
    assert.ok(host && domain);
    const { available } = domain;
    await lab.configure({ logging: { file: "Pulumi.yaml/room.log" } });
    Object.assign(host, { status: "maintenance" });
    Object.assign(domain, { available: 0 });
    const { exitCode, failing } = await examined();
    Object.assign(host, { status: "up" });
    Object.assign(domain, { available });
    assert.equal(exitCode, 1);
    assert.deepEqual(
      failing.map(({ name }) => name),
      ["Log", "Hosts", "Storage"],
    );
  });

  it("tells an answer file that no payload takes", async () => {
    const long = `${await readFile(join(lab.project.folder, "templates", "win10.xml"), "utf8")}`;
    const text = long.replace("</OOBE>", `</OOBE><RegisteredOwner>${"x".repeat(9000)}</RegisteredOwner>`);
    await writeFile(join(lab.project.folder, "long.xml"), text);
    await lab.configure({
      groups: { students: rawGroup({ delivery: "payload", answerFileTemplate: "long.xml" }) },
    });
    const { failing } = await examined();
    assert.match(
      failing.map(told).join("\n"),
      /the engine takes 8192 in a payload.*Choose delivery: sysprep/,
    );
  });

  it("tells whether the plugin of floppyCommands is there, without a download", async () => {
    const floppyCommands = { upload: "cp {0} /nowhere/{1}", cleanup: "rm {0}", folderOnHosts: "/floppy" };
    await lab.configure({ sftp: undefined, floppyCommands });
    const home = await mkdtemp(join(tmpdir(), "virtroom-home-"));
    const { exitCode, named } = await examined({ PULUMI_HOME: home });
    assert.equal(exitCode, 0);
    assert.equal(named("Plugin")?.state, "warn");
    assert.match(told(named("Plugin")), /is not there.*; Type: pulumi plugin install resource command v1\./);
    assert.equal(named("SFTP"), undefined);
    assert.deepEqual(await readdir(join(home, "plugins")).catch(() => []), []);
    const takePluginOff = await commandPluginOnPath();
    assert.equal((await examined({ PULUMI_HOME: home })).named("Plugin")?.state, "ok");
    await takePluginOff();
    await rm(home, { recursive: true });
  });

  it("tells another host key of the SFTP server", async () => {
    const sftp = {
      ...(labSettings(lab.simulator).sftp as Changes),
      hostKeyFingerprint: `SHA256:${"A".repeat(43)}`,
    };
    await lab.configure({ sftp });
    const { exitCode, named } = await examined();
    assert.equal(exitCode, 1);
    assert.match(told(named("SFTP")), /has another host key.*; Find out why before anything else/);
  });
});
