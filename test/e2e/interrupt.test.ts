import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { converse } from "../support/dialogue";
import { Lab } from "../support/lab";
import { detailOf, outcomes } from "../support/report";
import { rawGroup } from "../support/room-settings";
import { until } from "../support/until";
import { startVirtroom, virtroom, virtroomLine } from "../support/virtroom";

/** What a terminal makes a SIGINT of. */
const controlC = "\u0003";

/** Milliseconds in which a run has ended, on a busy machine: far below any wait here. */
const soon = 12_000;
/** Of what is waited for. */
const long = 15_000;

interface Stopped {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

describe("a run that somebody stops", function () {
  this.timeout(180_000);
  let lab: Lab;
  afterEach(() => lab.close());

  const open = (ids: string, changes: Record<string, unknown> = {}) =>
    Lab.open({
      simulator: { guests: { durations: { specialize: long } } },
      settings: () => ({ groups: { students: rawGroup({ ids }) }, ...changes }),
    });

  const setups = () => lab.simulator.vms().map(vm => vm.disks[0]?.content.setupRuns);
  /** What of their answer files the VMs have. */
  const media = () =>
    lab.simulator
      .vms()
      .flatMap(({ settings: { payloads = [], custom_properties: properties = [] } }) => [
        ...payloads.map(({ volume_id: volume }) => volume),
        ...properties.map(({ name }) => name),
      ]);
  const anyIs = (status: string) => () => lab.simulator.vms().some(vm => vm.status === status);

  /** Starts a command, and sends signals once it has come so far. */
  async function stop(
    args: readonly string[],
    reached: () => boolean,
    ...signals: readonly NodeJS.Signals[]
  ): Promise<Stopped> {
    const child = startVirtroom(lab, args);
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", text => (stdout += text));
    child.stderr.on("data", text => (stderr += text));
    const ended = once(child, "close");
    await until(reached);
    let asked = 0;
    for (const [index, signal] of signals.entries()) {
      if (index > 0) {
        await until(() => stderr.includes("Interrupted:"));
        // What comes within half a second counts as the same ^C.
        await new Promise(done => setTimeout(done, 600));
      }
      asked = Date.now();
      child.kill(signal);
    }
    const [exitCode] = await ended;
    const took = Date.now() - asked;
    assert.ok(took < soon, `it took ${took} ms:\n${stderr}`);
    return { exitCode, stdout, stderr };
  }

  /** The next rollout has nothing to complain of, and sets nobody up twice. */
  async function goesOn(): Promise<void> {
    const { exitCode, stderr } = await virtroom(lab, ["rollout", "demo", "--json"]);
    assert.equal(exitCode, 0, stderr);
    assert.doesNotMatch(stderr, /pending/);
    assert.ok(lab.simulator.vms().every(vm => vm.status === "up"));
    assert.deepEqual(new Set(setups()), new Set([1]));
    assert.deepEqual(await lab.floppies(), []);
  }

  it("ends within seconds of ^C at a terminal, tells where each seat stands, and goes on later", async () => {
    lab = await open("1-3", { rollout: { wave: 2 } });
    let pressed = 0;
    const press = () => {
      pressed = Date.now();
      return controlC;
    };
    const { exitCode, stdout } = await converse(virtroomLine("rollout demo"), {
      cwd: lab.project.folder,
      env: lab.project.environment(),
      steps: [[/demo-vd0(\d)[^\n]*setup running \(up[\s\S]*demo-vd0(?!\1)\d[^\n]*setup running \(up/, press]],
    });
    const took = Date.now() - pressed;
    assert.ok(took < soon, `it took ${took} ms`);
    assert.equal(exitCode, 130, stdout);
    const said = stdout.replaceAll(/\s*│\n│\s*│\s*│ /g, " ");
    assert.match(said, /demo-vd0\d.*│.*interrupted.*│ waiting for a place in the wave: stopped by you/);
    for (const { settings, status } of lab.simulator.vms()) {
      if (status !== "up") continue;
      const { name } = settings;
      const line = new RegExp(
        `${name}.*waiting for Windows setup of ${name}: stopped by you; last seen: status`,
      );
      assert.match(said, line);
    }
    assert.match(
      stdout.replaceAll(/[\s│]+/g, " "),
      /Windows goes on setting itself up\. Run the same command again: it goes on from there\. Until the next rollout or deletion its floppy stays on the share/,
    );
    assert.match(stdout, /Room .*demo.*: 3 interrupted/);
    assert.match(stdout, /Go on with: virtroom rollout demo/);
    assert.equal((await lab.floppies()).length, 2, "guests in setup keep their floppies");
    await lab.configure({ groups: { students: rawGroup({ ids: "1-3", delivery: "sysprep" }) } });
    await goesOn();
    assert.deepEqual(media(), [], "the floppies go although the delivery is another one now");
  });

  for (const signal of ["SIGTERM", "SIGHUP"] as const) {
    it(`ends as soon by ${signal}, and has begun nothing more`, async () => {
      lab = await open("1");
      lab.simulator.setDuration("createThin", long);
      const { exitCode, stdout } = await stop(["rollout", "demo", "--json"], anyIs("image_locked"), signal);
      assert.equal(exitCode, 130);
      assert.deepEqual(outcomes(stdout), { "demo-vd01": "interrupted" });
      assert.match(
        detailOf(stdout, "demo-vd01"),
        /waiting for the clone .*\nWay out: The engine goes on cloning/,
      );
      const requests = lab.simulator.interference.requests.byKind();
      assert.equal(Object.keys(requests).filter(kind => /^(PUT|POST) .*(nics|start)/.test(kind)).length, 0);
    });
  }

  it("ends as soon when a CI system cancels its job, and no other room has its turn", async () => {
    lab = await open("1");
    const { exitCode, stdout } = await stop(["pipeline", "rollout", "demo", "other"], anyIs("up"), "SIGTERM");
    assert.equal(exitCode, 130);
    assert.match(stdout, /demo-vd01 \| interrupted/);
    assert.match(stdout, /other: not reached, since the job was stopped/);
  });

  it("ends as well when its terminal is closed, with its state written and its lock taken away", async () => {
    lab = await open("1");
    const terminal = spawn("script", ["--quiet", "--command", virtroomLine("rollout demo"), "/dev/null"], {
      cwd: lab.project.folder,
      env: { ...process.env, ...lab.project.environment(), TERM: "xterm-256color" },
    });
    await until(anyIs("up"));
    terminal.kill("SIGKILL");
    const locks = join(lab.project.folder, "state", ".pulumi", "locks");
    const began = Date.now();
    while ((await readdir(locks, { recursive: true })).some(file => file.endsWith(".json"))) {
      assert.ok(Date.now() - began < soon, "it goes on without a terminal");
      await new Promise(done => setTimeout(done, 100));
    }
    assert.ok((await lab.project.resources()).some(({ type }) => type.endsWith(":Vm")));
  });

  it("ends at once by a second ^C, also where the engine does not answer, and goes on later", async () => {
    lab = await open("1");
    lab.simulator.interference.add({ fault: "slow", delay: 600_000, path: "*/start" });
    const starting = () =>
      Object.keys(lab.simulator.interference.requests.byKind()).some(kind => /start/.test(kind));
    const { exitCode, stderr } = await stop(["rollout", "demo", "--json"], starting, "SIGINT", "SIGINT");
    assert.equal(exitCode, 130);
    assert.match(stderr, /Interrupted again: nothing is waited for any more/);
    lab.simulator.interference.clear();
    await goesOn();
  });

  it("gives a request that the engine does not answer three seconds after the first ^C", async () => {
    lab = await open("1");
    lab.simulator.interference.add({ fault: "slow", delay: 600_000, path: "*/start" });
    const starting = () =>
      Object.keys(lab.simulator.interference.requests.byKind()).some(kind => /start/.test(kind));
    const { exitCode, stdout } = await stop(["rollout", "demo", "--json"], starting, "SIGINT");
    assert.equal(exitCode, 130);
    assert.match(detailOf(stdout, "demo-vd01"), /^starting Windows setup: stopped by you/);
    lab.simulator.interference.clear();
    lab.simulator.interference.add({ fault: "slow", delay: 600_000, path: "*/clusters*" });
    const asked = () => lab.simulator.requests()["GET /clusters"] ?? 0;
    const earlier = asked();
    const planning = () => asked() > earlier;
    const plan = await stop(["plan", "demo"], planning, "SIGINT");
    assert.equal(plan.exitCode, 130);
    assert.match(plan.stderr, /interrupted before it was known what there is to do\nNothing was changed/);
  });

  it("is the same for a reset and a deletion", async () => {
    lab = await Lab.open({ settings: () => ({ groups: { students: rawGroup({ ids: "1" }) } }) });
    await virtroom(lab, ["rollout", "demo"]);
    lab.simulator.setDuration("restoreSnapshot", 10_000);
    const reset = await stop(["reset", "demo", "--yes", "--json"], anyIs("image_locked"), "SIGINT");
    assert.equal(reset.exitCode, 130);
    assert.deepEqual(outcomes(reset.stdout), { "demo-vd01": "interrupted" });
    assert.match(detailOf(reset.stdout, "demo-vd01"), /going back to "after rollout, .*": stopped by you/);
    lab.simulator.setDuration("restoreSnapshot", 100);
    await until(anyIs("down"));
    const whole = await virtroom(lab, ["reset", "demo", "--yes", "--json"]);
    assert.deepEqual(
      outcomes(whole.stdout),
      { "demo-vd01": "reset, started" },
      "it ran before the first one",
    );
    lab.simulator.setDuration("deleteVm", 10_000);
    const deletion = await stop(["delete", "demo", "--yes", "--json"], anyIs("image_locked"), "SIGINT");
    assert.equal(deletion.exitCode, 130);
    assert.deepEqual(outcomes(deletion.stdout), { "demo-vd01": "interrupted" });
    const again = await virtroom(lab, ["delete", "demo", "--yes", "--json"]);
    assert.equal(again.exitCode, 0, again.stderr);
    assert.deepEqual(lab.vmNames(), []);
  });

  it("plain pulumi up ends as soon, since Pulumi tells its providers, and the next one goes on", async () => {
    const byWay = (delivery: string) => ({ groups: { students: rawGroup({ ids: "1-2", delivery }) } });
    lab = await open("1-2", byWay("payload"));
    const child = lab.project.start(["up", "--yes", "--skip-preview"]);
    let output = "";
    child.stdout.on("data", text => (output += text));
    const ended = once(child, "close");
    await until(anyIs("up"));
    const began = Date.now();
    child.kill("SIGINT");
    await ended;
    assert.ok(Date.now() - began < soon, output);
    assert.match(
      output,
      /error: seat demo-vd0\d: .*stopped by you.*\n +Way out: .*Run the same command again/,
    );
    assert.ok(media().length > 0, "a guest in setup keeps its payload");
    await lab.configure(byWay("sysprep"));
    const up = await lab.project.up();
    assert.equal(up.exitCode, 0, up.output);
    assert.deepEqual(setups(), [1, 1]);
    assert.deepEqual(media(), [], "the payload goes although the delivery is another one now");
  });
});
