import assert from "node:assert/strict";
import { join, resolve } from "node:path";
import { version } from "../../package.json";
import { Lab, labSettings } from "../support/lab";
import { rawGroup } from "../support/room-settings";
import { runProgram } from "../support/run-program";
import { until } from "../support/until";
import { startVirtroom, virtroom } from "../support/virtroom";

const commands = [
  ...["show", "rollout", "delete", "reset", "start", "shutdown", "import", "answer-file", "completion"],
];

describe("the words of virtroom", function () {
  this.timeout(120_000);
  let lab: Lab;
  before(async () => {
    lab = await Lab.open();
  });
  after(() => lab.close());

  it("help names every command, and each has help of its own with examples", async () => {
    const help = await virtroom(lab, ["--help"]);
    assert.equal(help.exitCode, 0);
    for (const command of commands) {
      assert.match(help.stdout, new RegExp(`^ {2}${command} `, "m"));
      const own = await virtroom(lab, [command, "--help"]);
      assert.equal(own.exitCode, 0);
      assert.match(own.stdout, new RegExp(`^Usage: virtroom ${command} `));
      assert.match(own.stdout, /\nExamples:\n {2}\S/);
    }
    for (const command of ["show", "rollout", "delete", "reset", "start", "shutdown"]) {
      const own = await virtroom(lab, [command, "--help"]);
      for (const option of ["--config <file>", "--yes", "--json", "--parallel <n>"]) {
        assert.ok(own.stdout.includes(option), `${command} ${option}`);
      }
    }
  });

  it("--version says which version this is", async () => {
    const { exitCode, stdout } = await virtroom(lab, ["--version"]);
    assert.equal(exitCode, 0);
    assert.equal(stdout, `${version}\n`);
  });

  const mistakes: readonly (readonly [string, string[], RegExp])[] = [
    ["an unknown command", ["rolout", "demo"], /unknown command 'rolout'\n\(Did you mean rollout\?\)/],
    ["an unknown option", ["show", "demo", "--jsn"], /unknown option '--jsn'/],
    ["a room that is missing", ["reset"], /missing required argument 'room'/],
    [
      "a room that there is not",
      ["show", "nowhere"],
      /there is no room nowhere: stacks\/Pulumi.nowhere.yaml is missing\nThere are: demo/,
    ],
    ["a room with a name of another place", ["show", "../demo"], /cannot be the name of a room/],
    ["a number that is none", ["rollout", "demo", "--parallel", "many"], /has to be a whole number/],
    [
      "a file that is not there",
      ["show", "demo", "--config", "nowhere.conf"],
      /nowhere.conf cannot be read \(ENOENT\)/,
    ],
    [
      "settings of ours in place of an old file",
      ["show", "demo", "--config", "stacks/Pulumi.demo.yaml"],
      /Leave --config away/,
    ],
  ];
  for (const [title, args, words] of mistakes) {
    it(`${title} is told, with the exit code 2`, async () => {
      const { exitCode, stdout, stderr } = await virtroom(lab, args);
      assert.equal(exitCode, 2, stderr);
      assert.match(stderr, words);
      assert.equal(stdout, "");
      assert.doesNotMatch(stderr, /\n\s+at /);
    });
  }

  it("settings that are wrong are told all at once, before anybody is asked anything", async () => {
    await lab.configure({ groups: { students: { ids: "1-", memory: "lots" } } });
    const { exitCode, stderr } = await virtroom(lab, ["rollout", "demo"]);
    await lab.configure({});
    assert.equal(exitCode, 2);
    assert.match(stderr, /the settings of room demo in stacks\/Pulumi.demo.yaml are not right/);
    assert.match(stderr, /groups.students.ids.*groups.students.memory/s);
    assert.deepEqual(lab.simulator.requests(), {});
  });

  it("a value that nothing uses and an expression that misses the snapshot are warned of before a rollout", async () => {
    const { values } = labSettings(lab.simulator);
    const { domain, ...others } = values as Record<string, unknown>;
    const students = rawGroup({ resetToSnapshotRegex: "^before" });
    await lab.configure({ values: { ...others, domaine: domain }, groups: { students } });
    const plan = await virtroom(lab, ["plan", "demo"]);
    const doctor = await virtroom(lab, ["doctor", "demo"]);
    const preview = await lab.project.preview();
    await lab.configure({});
    assert.equal(plan.exitCode, 0, plan.stderr);
    for (const told of [plan.stderr, doctor.stdout, preview.output]) {
      assert.match(told, /values\.domaine:? is used by no answer file.*\s.*Did you mean domain\?/);
      assert.match(told, /groups\.students\.resetToSnapshotRegex:? does not find the snapshot/);
    }
  });

  it("an engine that refuses the password is told as that", async () => {
    await lab.configure({}, { "engine.password": "wrong" });
    const { exitCode, stderr } = await virtroom(lab, ["show", "demo"]);
    await lab.configure({});
    assert.equal(exitCode, 1);
    assert.match(stderr, /virtroom: logging in as admin@internal: the engine refuses these credentials/);
  });

  it("a passphrase or a backend that is missing is told with the way out", async () => {
    const without = async (env: Record<string, string>) => {
      const { exitCode, stderr } = await virtroom(lab, ["show", "demo"], { env });
      assert.equal(exitCode, 1);
      return stderr;
    };
    assert.match(
      await without({ PULUMI_CONFIG_PASSPHRASE: "wrong" }),
      /not the one that the secrets of room demo/,
    );
    assert.match(
      await without({ PULUMI_BACKEND_URL: "file:///nowhere" }),
      /cannot be opened: .*\n.*PULUMI_BACKEND_URL/,
    );
    const nobody = {
      PULUMI_BACKEND_URL: "",
      PULUMI_HOME: join(lab.project.folder, "nobody"),
      PULUMI_ACCESS_TOKEN: "",
    };
    assert.match(await without(nobody), /not said where Pulumi keeps the state.*\nLog in once/);
  });

  it("who holds the lock of a room is told, and how it is taken away", async () => {
    // Until the second one is there, too.
    lab.simulator.setDuration("createThin", 10_000);
    const child = startVirtroom(lab, ["rollout", "demo"]);
    const ended = new Promise<number | null>(done => child.once("close", done));
    await until(() => lab.vmNames().length > 0);
    const second = await virtroom(lab, ["rollout", "demo", "--yes"]);
    assert.equal(second.exitCode, 1);
    assert.match(second.stderr, /another run is at work on room demo: \S+@\S+ \(process \d+\) since 20\d\d-/);
    assert.match(second.stderr, /pulumi cancel demo/);
    assert.equal(await ended, 0);
  });

  it("bash completes commands, rooms and options", async () => {
    const launcher = resolve(__dirname, "../../scripts/virtroom.cjs");
    const script = `
      virtroom() { "${process.execPath}" "${launcher}" "$@"; }
      source <(virtroom completion bash)
      complete -p virtroom
      try() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _virtroom; echo "\${COMPREPLY[*]}"; }
      IFS=' '
      try virtroom sh
      try virtroom show ""
      try virtroom reset demo demo-vd
      try virtroom show demo --j`;
    const { stdout, exitCode } = await runProgram("bash", ["-c", script], { cwd: lab.project.folder });
    assert.equal(exitCode, 0);
    const lines = stdout.trim().split("\n");
    assert.deepEqual(lines, [
      "complete -o default -F _virtroom virtroom",
      "show shutdown",
      "demo",
      "demo-vd01 demo-vd02",
      "--json",
    ]);
  });
});
