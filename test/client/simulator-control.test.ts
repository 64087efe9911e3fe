import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { routes } from "../../simulator/control/routes";
import { sealedWindows } from "../../simulator/guest/contract";
import { type Simulator, startSimulator } from "../../simulator/index";
import { EngineClient } from "../support/engine-client";
import { answerFile } from "../support/guest-room";
import { runProgram } from "../support/run-program";

interface VmBody {
  id: string;
  status: string;
  fqdn?: string;
}
interface State {
  vms: Record<string, number>;
  guests: { settingUp: { now: number; max: number } };
  requests: { byKind: Record<string, number>; rules: { fault: string; matched: number; spoilt: number }[] };
}

describe("the simulator's control interface", function () {
  this.timeout(30_000);
  let simulator: Simulator;
  let engine: EngineClient;
  let control: string;

  before(async () => {
    simulator = await startSimulator({
      controlPort: 0,
      clusterLevel: "4.8",
      templates: [{ name: "tpl-win", os: "windows_10x64", disk: sealedWindows() }],
      durations: { createThin: 20, hostLost: 20, refusedLogin: 10, poweringUp: 10, waitForLaunch: 10 },
      guests: { durations: { boot: 10, specialize: 10, agent: 10 } },
    });
    control = simulator.controlUrl ?? "";
    engine = new EngineClient(simulator);
    await engine.logIn();
  });
  after(async () => {
    engine.close();
    await simulator.stop();
  });
  afterEach(async () => {
    await order("/reset", {});
    await engine.logIn();
    for (const vm of simulator.vms()) {
      await engine.ask("POST", `/vms/${vm.id}/stop`, {});
      await until(() => statusOf(vm.id), "down");
      await engine.ask("DELETE", `/vms/${vm.id}`);
      await until(() => simulator.engine.vms.has(vm.id), false);
    }
  });

  async function order<T>(path: string, body: object): Promise<T> {
    const response = await fetch(control + path, { method: "POST", body: JSON.stringify(body) });
    assert.equal(response.status, 200, await response.clone().text());
    return (await response.json()) as T;
  }
  const look = async <T>(path: string) => (await (await fetch(control + path)).json()) as T;

  async function until<T>(ask: () => Promise<T> | T, wanted: T): Promise<void> {
    for (const end = Date.now() + 10_000; Date.now() < end; ) {
      const answer = await ask();
      if (answer === wanted) {
        return;
      }
      await new Promise(resolve => setTimeout(resolve, 10));
    }
    assert.equal(await ask(), wanted);
  }
  const statusOf = async (id: string) => (await engine.ask("GET", `/vms/${id}`)).json<VmBody>().status;

  /** What the engine answers; 0 when it does not. */
  const answered = () =>
    engine.ask("GET", "/vms").then(
      ({ status }) => status,
      () => 0,
    );

  const createBody = (name: string) => ({
    name,
    cluster: { name: "Default" },
    template: { name: "tpl-win" },
  });
  async function create(name: string): Promise<string> {
    const { id } = (await engine.ask("POST", "/vms", createBody(name))).json<VmBody>();
    await until(() => statusOf(id), "down");
    return id;
  }
  /** Its guest stays up: nothing in its answer file switches it off. */
  async function start(id: string): Promise<void> {
    const custom_script = answerFile({ computerName: "*", commands: [], join: "" });
    const body = { use_sysprep: true, vm: { initialization: { custom_script } } };
    assert.equal((await engine.ask("POST", `/vms/${id}/start`, body)).status, 200);
    await until(() => statusOf(id), "up");
  }

  it("explains itself, each line to be typed as it stands", async () => {
    const help = await (await fetch(control)).text();
    const lines = help.split("\n").filter(line => line.startsWith("curl"));
    assert.ok(lines.length >= 15);
    for (const line of lines.filter(text => !/\/(engine|storage|hosts)$/.test(text))) {
      const { stdout, exitCode } = await runProgram("sh", ["-c", `${line} -s`]);
      assert.equal(exitCode, 0, line);
      assert.doesNotMatch(stdout, /"error"/, line);
    }
  });

  it("does what its page of documentation says, line by line", async () => {
    const page = readFileSync(join(__dirname, "../../docs/simulator.md"), "utf8");
    const lines = page.split("\n").filter(line => line.startsWith("curl "));
    assert.ok(lines.length > 30);
    const documented = await startSimulator({ controlPort: 0 });
    try {
      for (const line of lines) {
        const { stdout, exitCode } = await runProgram("sh", ["-c", `${line} -s --fail-with-body`], {
          env: { CONTROL: documented.controlUrl ?? "" },
        });
        assert.equal(exitCode, 0, `${line}\n${stdout}`);
      }
      const named = routes.filter(({ path }) => !lines.some(line => line.includes(`$CONTROL${path}`)));
      assert.deepEqual(named, [], "every route is on the page");
    } finally {
      await documented.stop();
    }
  });

  it("says what is wrong with an order, all of it", async () => {
    const response = await fetch(`${control}/requests`, {
      method: "POST",
      body: JSON.stringify({ fault: "slowly", every: 0, when: "now" }),
    });
    assert.equal(response.status, 400);
    const { error } = (await response.json()) as { error: string };
    assert.match(error, /slow.*busy/);
    assert.match(error, /every/);
    assert.match(error, /when/);
    const noJson = await fetch(`${control}/requests`, { method: "POST", body: "fault=busy" });
    assert.match(await noJson.text(), /not JSON: fault=busy/);
    assert.equal((await fetch(`${control}/nothing`)).status, 404);
    const unknown = await fetch(`${control}/hosts`, { method: "POST", body: '{"name":"x","lost":true}' });
    assert.match(await unknown.text(), /there is no host x/);
  });

  it("spoils every second request of a kind, and counts", async () => {
    await order("/requests", { fault: "busy", method: "GET", path: "/ovirt-engine/api/vms", every: 2 });
    const statuses = [];
    for (let count = 0; count < 4; count++) {
      statuses.push((await engine.ask("GET", "/vms")).status);
    }
    assert.deepEqual(statuses, [200, 503, 200, 503]);
    const { requests } = await look<State>("/state");
    assert.equal(requests.byKind["GET /vms"], 4);
    assert.deepEqual(
      requests.rules.map(({ fault, matched, spoilt }) => [fault, matched, spoilt]),
      [["busy", 4, 2]],
    );
  });

  it("locks a VM against one order", async () => {
    const id = await create("seat-1");
    await order("/requests", { fault: "locked", method: "POST", path: "*/start", times: 1 });
    const refused = await engine.ask("POST", `/vms/${id}/start`, {});
    assert.equal(refused.status, 409);
    assert.match(refused.body, /VM is locked\. Please try again in a few minutes/);
    assert.equal((await engine.ask("POST", `/vms/${id}/start`, {})).status, 200);
  });

  it("makes every login void, or good for a few requests", async () => {
    await order("/tokens", { expire: true });
    assert.equal((await engine.ask("GET", "/vms")).status, 401);
    await engine.logIn();
    await order("/tokens", { requests: 2 });
    const statuses = [];
    for (let count = 0; count < 3; count++) {
      statuses.push((await engine.ask("GET", "/vms")).status);
    }
    assert.deepEqual(statuses, [200, 200, 401]);
    await order("/tokens", { requests: null });
    await engine.logIn();
    assert.equal((await engine.ask("GET", "/vms")).status, 200);
  });

  it("restarts the engine: nothing listens, then logins are void", async () => {
    await order("/engine", { seconds: 1 });
    await assert.rejects(engine.ask("GET", "/vms"), /ECONNREFUSED|socket hang up/);
    await until(answered, 401);
  });

  it("restarts the engine behind its proxy: 503 for a while", async () => {
    await order("/engine", { seconds: 1, how: "proxy" });
    assert.equal((await engine.ask("GET", "/vms")).status, 503);
    await until(answered, 401);
  });

  it("loses a host: its VMs are unknown, and back with it", async () => {
    const id = await create("seat-1");
    await start(id);
    await order("/hosts", { name: "host1", lost: true });
    await until(() => statusOf(id), "unknown");
    assert.match((await engine.ask("POST", "/vms", createBody("seat-2"))).body, /seat-2/);
    await order("/hosts", { name: "host1", lost: false });
    await until(() => statusOf(id), "up");
    await until(() => simulator.vm("seat-2")?.status, "down");
  });

  it("fills a storage domain: no disk is made on it", async () => {
    await order("/storage", { name: "data1", full: true });
    const refused = await engine.ask("POST", "/vms", createBody("seat-1"));
    assert.match(refused.body, /Low disk space on Storage Domain data1/);
    await order("/storage", { name: "data1", full: false });
    await create("seat-1");
  });

  it("makes a template slow", async () => {
    await order("/templates", { name: "tpl-win", delay: 500 });
    const started = performance.now();
    await create("seat-1");
    assert.ok(performance.now() - started >= 490);
  });

  it("pauses VMs for want of space, and lets creations die", async () => {
    const id = await create("seat-1");
    await start(id);
    assert.deepEqual(await order("/vms", { vm: "seat-*", fault: "pause-no-space" }), { struck: 1 });
    assert.equal(await statusOf(id), "paused");
    assert.equal(simulator.events().at(-1)?.code, 138);
    await order("/templates", { name: "tpl-win", delay: 3000 });
    const { id: second } = (await engine.ask("POST", "/vms", createBody("seat-2"))).json<VmBody>();
    assert.deepEqual(await order("/vms", { vm: "seat-2", fault: "fail-creation" }), { struck: 1 });
    assert.ok(simulator.events().some(({ code }) => code === 60));
    assert.equal(await statusOf(second), "image_locked");
    simulator.engine.vms.delete(second);
  });

  it("makes guests fail at their next boot, and shows what they show", async () => {
    await order("/guests", { vm: "seat-*", fault: "never-finish", times: 1 });
    const id = await create("seat-1");
    await start(id);
    const view = async () =>
      (await look<{ vm: string; screen: string; journal: { text: string }[] }[]>("/guests?vm=seat-1"))[0];
    await until(async () => (await view())?.screen, "Getting ready. This might take a while");
    const guest = await view();
    assert.equal(guest?.journal[0]?.text, "answer file for specialize: D:\\Unattend.xml");
    assert.deepEqual((await look<State>("/state")).guests.settingUp, { now: 1, max: 1 });
    assert.deepEqual((await look<State>("/state")).vms, { up: 1 });
  });

  it("makes guests crash now, and the engine says why", async () => {
    const id = await create("seat-1");
    await start(id);
    assert.deepEqual(await order("/guests", { vm: "seat-1", fault: "crash", now: true }), { struck: 1 });
    await until(() => statusOf(id), "down");
    const last = simulator.events().at(-1);
    assert.equal(last?.code, 119);
    assert.match(
      last?.description ?? "",
      /VM seat-1 is down with error\. Exit message: Lost connection with qemu/,
    );
  });

  it("makes the SFTP server full, and lets it go away and come back", async () => {
    assert.deepEqual(await order("/sftp", { freeBytes: 0, away: true }), { freeBytes: 0 });
    const open = () =>
      runProgram("sh", ["-c", `exec 3<>/dev/tcp/127.0.0.1/${simulator.sftp.port}`]).then(() =>
        runProgram("bash", ["-c", `exec 3<>/dev/tcp/127.0.0.1/${simulator.sftp.port}`]),
      );
    assert.notEqual((await open()).exitCode, 0);
    assert.deepEqual(await order("/sftp", { freeBytes: null, away: false }), {});
    assert.equal((await open()).exitCode, 0);
    assert.deepEqual(readdirSync(simulator.sftp.localFolder), []);
  });

  it("makes all well again", async () => {
    await order("/requests", { fault: "html" });
    await order("/storage", { name: "data1", full: true });
    await order("/hosts", { name: "host1", lost: true });
    await order("/guests", { vm: "*", fault: "hang" });
    await order("/sftp", { away: true });
    await order("/reset", {});
    await start(await create("seat-1"));
    const state = await look<State>("/state");
    assert.deepEqual(state.requests.rules, []);
  });
});
