import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile, rm, truncate, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { byHand } from "../support/by-hand";
import { converse, type Dialogue } from "../support/dialogue";
import { Lab, labSettings } from "../support/lab";
import { runProgram } from "../support/run-program";
import { virtroom } from "../support/virtroom";

const launcher = resolve(__dirname, "../../scripts/virtroom.cjs");

describe("virtroom init", function () {
  this.timeout(180_000);
  let lab: Lab;
  before(async () => {
    lab = await Lab.open({ simulator: { clusterLevel: "4.7" } });
    const { sftp: _, ...settings } = labSettings(lab.simulator);
    await lab.project.configure(settings, { "engine.password": lab.simulator.password });
  });
  after(() => lab.close());

  const fileOf = (room: string) => join(lab.project.folder, "stacks", `Pulumi.${room}.yaml`);
  const init = (room: string, ...options: string[]) =>
    virtroom(lab, ["init", room, "--password-stdin", ...options], { input: `${lab.simulator.password}\n` });
  const enough = [
    ...["--template", "win10-gold", "--network", "room-net", "--seats", "2"],
    ...["--addresses", "192.0.2.71/24", "--dns", "192.0.2.250"],
  ];

  it("says what is missing, and what the engine has of it; nothing is written", async () => {
    const { exitCode, stderr } = await init("lab01", ...enough.slice(2));
    assert.equal(exitCode, 2, stderr);
    assert.match(stderr, /--template.*\n.*The engine has: .*win10-gold/);
    const wrong = await init("lab01", ...enough, "--template", "win95");
    assert.match(wrong.stderr, /--template: the engine has no win95\n.*win10-gold/);
    const address = await init("lab01", ...enough, "--addresses", "192.0.2.71");
    assert.match(address.stderr, /--addresses: "192\.0\.2\.71" is no address with a prefix/);
    const stranger = await init("lab01", ...enough, "--thin-client-user", "bob@internal");
    assert.match(stranger.stderr, /a directory behind it knows bob@internal\n.*as people log in/);
    const collision = await init("lab01", ...enough, "--addresses", "192.0.2.12/24");
    assert.match(collision.stderr, /groups\.seats\.ipAddresses/);
    await writeFile(join(lab.project.folder, "large.pem"), "");
    await truncate(join(lab.project.folder, "large.pem"), 17 * 1024 ** 2);
    const large = await init("lab01", ...enough, "--ca-file", "large.pem");
    assert.match(large.stderr, /large\.pem cannot be read \(it has 17825792 bytes, more than/);
    assert.equal(existsSync(fileOf("lab01")), false);
  });

  it("refuses a room whose VMs the engine has, of another clone's, and no other", async () => {
    for (const seat of ["taken/taken-vd01", "taken/taken-vd02", "lab012/lab012-vd01"]) {
      const [, name] = seat.split("/");
      const comment = `virtroom virtroom/${seat} ready 0123456789`;
      const body = { name, comment, cluster: { name: "Default" }, template: { name: "win10-gold" } };
      await byHand(lab.simulator, "POST", "/vms", body);
    }
    const { exitCode, stderr } = await init("taken", ...enough);
    assert.equal(exitCode, 2, stderr);
    assert.match(
      stderr,
      /the engine has VMs of a room virtroom\/taken already: taken-vd0\d and 1 more\n.*Pulumi\.yaml/,
    );
    assert.equal(existsSync(fileOf("taken")), false);
  });

  it("tells a login that the engine refuses", async () => {
    const { exitCode, stderr } = await virtroom(lab, ["init", "lab01", "--password-stdin", ...enough], {
      input: "wrong\n",
    });
    assert.notEqual(exitCode, 0);
    assert.match(stderr, /the engine refuses these credentials/);
    assert.doesNotMatch(stderr, /\n\s+at /);
  });

  it("writes a room that a preview takes as it is, asking nothing, whatever is wrong with other rooms", async () => {
    await writeFile(fileOf("broken"), "config:\n  virtroom:groups: a: b\n");
    const { exitCode, stdout, stderr } = await init("lab01", ...enough);
    await rm(fileOf("broken"));
    assert.equal(exitCode, 0, stderr);
    const text = await readFile(fileOf("lab01"), "utf8");
    assert.match(text, /^# yaml-language-server/m);
    assert.match(text, /os: windows_10x64\n/);
    assert.match(text, /templateName: win10-gold # the newest version/, "Pulumi keeps the comments");
    assert.match(text, /password:\n +secure: v1:/);
    assert.doesNotMatch(text, new RegExp(lab.simulator.password));
    const [, command] = /^ {2}(pulumi config set .*)$/m.exec(stdout) ?? [];
    assert.ok(command, stdout);
    const set = await lab.project.pulumi(...command.split(" ").slice(1), "Secret-of-room-1");
    assert.equal(set.exitCode, 0, set.output);
    const preview = await lab.project.preview("--stack", "lab01");
    assert.equal(preview.exitCode, 0, preview.output);
    assert.equal(preview.output.match(/ovirt:Vm: \(create\)/g)?.length, 2, preview.output);
    const again = await init("lab01", ...enough);
    assert.equal(again.exitCode, 2);
    assert.match(again.stderr, /has settings already/);
  });

  it("leaves nothing behind without a passphrase, and goes on as soon as there is one", async () => {
    const options = [...enough, "--addresses", "192.0.2.91/24"];
    const args = ["init", "lab03", "--password-stdin", ...options];
    const without = await runProgram(
      "env",
      ["--unset=PULUMI_CONFIG_PASSPHRASE", process.execPath, launcher, ...args],
      { cwd: lab.project.folder, env: lab.project.environment(), input: `${lab.simulator.password}\n` },
    );
    assert.equal(without.exitCode, 1);
    assert.match(
      without.stderr,
      /encrypted with a passphrase, and none is given\nSet PULUMI_CONFIG_PASSPHRASE/,
    );
    assert.equal(existsSync(fileOf("lab03")), false, without.stderr);
    const { exitCode, stderr } = await init("lab03", ...options);
    assert.equal(exitCode, 0, stderr);
    assert.match(await readFile(fileOf("lab03"), "utf8"), /password:\n +secure: v1:/);
  });

  it("writes into a stack that is there already", async () => {
    const made = await lab.project.pulumi("stack", "init", "lab04", "--no-select");
    assert.equal(made.exitCode, 0, made.output);
    await rm(fileOf("lab04"), { force: true });
    const { exitCode, stderr } = await init("lab04", ...enough, "--addresses", "192.0.2.101/24");
    assert.equal(exitCode, 0, stderr);
  });

  /** The questions up to the login, answered. */
  const loggedIn = (): Dialogue["steps"] => [
    [/Address of the engine/, "\r"],
    [/Account on the engine/, "\r"],
    [/CA certificate/, "\r"],
    [/Password of admin@internal/, `${lab.simulator.password}\r`],
  ];

  it("has written nothing when it is ended at its last question", async () => {
    const words = `init lab05 ${enough.join(" ")} --addresses 192.0.2.111/24 --locale de-CH`;
    const { exitCode, stdout } = await converse(`"${process.execPath}" "${launcher}" ${words}`, {
      cwd: lab.project.folder,
      env: lab.project.environment(),
      steps: [
        ...loggedIn(),
        [/Cluster/, "\r"],
        [/Operating system/, "\r"],
        [/Time zone/, "\r"],
        [/Memory of a seat/, "\r"],
        [/Gateway/, "\r"],
        [/Windows domain/, "\r"],
        [/thin clients/, "\r"],
        [/Windows' administrator/, "\u0003"],
      ],
    });
    assert.equal(exitCode, 130, stdout);
    assert.match(stdout, /ended at a question; nothing is written/);
    assert.equal(existsSync(fileOf("lab05")), false);
  });

  it("asks at a terminal for what no option says, secrets unseen", async () => {
    const words =
      "init lab02 --network room-net --seats 1 --addresses 192.0.2.81/24 --dns 192.0.2.250 --locale de-CH";
    const { exitCode, stdout } = await converse(`"${process.execPath}" "${launcher}" ${words}`, {
      cwd: lab.project.folder,
      env: lab.project.environment(),
      steps: [
        ...loggedIn(),
        [/Cluster/, "\r"],
        [/gold image/, "\r"],
        [/Operating system/, "\r"],
        [/Time zone/, "\r"],
        [/Memory of a seat/, "\r"],
        [/Gateway/, "\r"],
        [/Windows domain/, "room.example.test\r"],
        [/may join computers/, "joiner\r"],
        [/thin clients/, "thinclient@internal-authz\r"],
        [/Role of that account/, "\r"],
        [/Windows' administrator/, "Adm1n-Marked-Secret\r"],
        [/Password of joiner/, "simulated-join\r"],
      ],
    });
    assert.equal(exitCode, 0, stdout);
    assert.doesNotMatch(stdout, new RegExp(`${lab.simulator.password}|Adm1n-Marked-Secret|simulated-join`));
    const text = await readFile(fileOf("lab02"), "utf8");
    assert.match(text, /thinClientRole: UserRole/);
    assert.match(text, /defaultGateway: 192\.0\.2\.254/);
    const doctor = await virtroom(lab, ["doctor", "lab02"]);
    assert.equal(doctor.exitCode, 0, doctor.stdout);
  });
});
