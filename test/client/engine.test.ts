import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { createOnce } from "../../ovirt/create-once";
import { Engine } from "../../ovirt/engine";
import { EngineError, hasCode } from "../../ovirt/errors";
import type { EngineCall } from "../../ovirt/handle-log";
import { Waiter } from "../../ovirt/waiter";
import { type Simulator, startSimulator } from "../../simulator";
import { byHand } from "../support/by-hand";
import { SeverableProxy } from "../support/severable-proxy";

const quick = { createThin: 400, waitForLaunch: 50, poweringUp: 100, createSnapshot: 200, refusedLogin: 20 };

describe("the conversation with the engine", () => {
  let simulator: Simulator;
  let engine: Engine;

  const open = (changes: Partial<ConstructorParameters<typeof Engine>[0]> = {}) =>
    new Engine({
      base: simulator.url.replace(/\/api$/, ""),
      username: simulator.username,
      password: simulator.password,
      ca: readFileSync(simulator.caFile, "utf8"),
      outage: 3000,
      ...changes,
    });
  const logins = () => simulator.requests()["POST /sso/oauth/token"] ?? 0;
  const logouts = () => simulator.requests()["POST /services/sso-logout"] ?? 0;

  beforeEach(async () => {
    simulator = await startSimulator({ durations: quick });
    engine = open();
  });
  afterEach(async () => {
    await engine.close();
    await simulator.stop();
  });

  const create = async (name: string, comment = "virtroom virtroom/demo/x cloning 0") => {
    const [[cluster], [template]] = await Promise.all([
      engine.catalog.clusters(),
      engine.catalog.templates("tpl-linux"),
    ]);
    assert.ok(cluster && template);
    return engine.vms.create({ name, clusterId: cluster.id, templateId: template.id, comment });
  };
  const waiter = (interval = 50) =>
    new Waiter({
      vms: engine.vms,
      events: engine.events,
      scope: 'comment="virtroom virtroom/demo/*"',
      interval,
    });

  it("logs in once for all who ask at the same time", async () => {
    await Promise.all(Array.from({ length: 20 }, () => engine.catalog.clusters()));
    assert.equal(logins(), 1);
  });

  it("logs in again, once for all, when the engine takes its token no longer", async () => {
    await engine.catalog.clusters();
    simulator.engine.sessions.revokeAll();
    await Promise.all(Array.from({ length: 20 }, () => engine.catalog.clusters()));
    assert.equal(logins(), 2);
  });

  it("has one session in the engine, however many ask at the same time, and none when it is closed", async () => {
    simulator.setDuration("openSession", 100);
    await Promise.all(Array.from({ length: 20 }, () => engine.catalog.clusters()));
    assert.equal(simulator.engine.sessions.held(), 1);
    await engine.close();
    assert.equal(simulator.engine.sessions.held(), 0);
    assert.equal(logouts(), 1);
  });

  it("has one session in the engine after a login that it takes no longer, too", async () => {
    simulator.setDuration("openSession", 100);
    await engine.catalog.clusters();
    simulator.engine.sessions.revokeAll();
    await Promise.all(Array.from({ length: 20 }, () => engine.catalog.clusters()));
    assert.equal(simulator.engine.sessions.held(), 1);
  });

  it("tells the log of its logout, and never the token", async () => {
    const calls: EngineCall[] = [];
    const logged = open({ log: call => calls.push(call) });
    await logged.catalog.clusters();
    await logged.close();
    assert.deepEqual(
      calls.map(({ method, path, status }) => `${method} ${path} ${status}`),
      ["POST /sso/oauth/token 200", "GET /api/clusters 200", "POST /services/sso-logout 200"],
    );
    assert.doesNotMatch(JSON.stringify(calls), /token=|[\w-]{60}/);
  });

  it("closes without an error when the engine does not answer the logout, within seconds", async () => {
    await engine.catalog.clusters();
    simulator.interference.add({ fault: "slow", delay: 60_000, path: "/ovirt-engine/services/*" });
    const began = Date.now();
    await engine.close();
    const took = Date.now() - began;
    assert.equal(logouts(), 1);
    assert.ok(took >= 1_900 && took < 6_000, `${took} ms`);
  });

  it("sends nothing when it is closed unused", async () => {
    await engine.close();
    assert.deepEqual(simulator.requests(), {});
  });

  it("goes on with tokens that last three requests", async () => {
    simulator.interference.tokenLasts = 3;
    for (let index = 0; index < 10; index++) assert.equal((await engine.catalog.clusters()).length, 1);
  });

  it("tells a wrong password as that, and does not try it again and again", async () => {
    await engine.close();
    engine = open({ password: "wrong" });
    await assert.rejects(engine.catalog.clusters(), (error: unknown) =>
      hasCode(error, "credentials_refused"),
    );
    assert.equal(logins(), 1);
  });

  describe("whose login is right, and which the engine gives no session", () => {
    const alice = { name: "alice@internal", password: "secret", administrator: false };

    /** What a look of hers is told as. */
    async function refusal(options: Parameters<typeof startSimulator>[0]): Promise<EngineError> {
      await engine.close();
      await simulator.stop();
      simulator = await startSimulator({ durations: quick, ...options });
      engine = open({ username: "alice@internal", password: "secret" });
      const refused = [1, 2, 3, 4].map(() => engine.catalog.clusters().catch((reason: unknown) => reason));
      const [error] = await Promise.all(refused);
      assert.ok(error instanceof EngineError, "it was let in");
      assert.equal(logins(), 1, "no other login would help");
      return error;
    }

    it("since nothing is permitted to the account, says so, and to give it a role", async () => {
      const error = await refusal({ accounts: [{ ...alice, permitted: false }] });
      assert.equal(error.code, "forbidden");
      assert.match(error.message, /alice@internal-authz .* is not authorized to perform login \(401\)/);
      assert.match(error.remedy, /give it a role in the engine, like ClusterAdmin/);
    });

    it("since the account has as many as it may, says so, and how to end one", async () => {
      const error = await refusal({ accounts: [alice], maxUserSessions: 0 });
      assert.equal(error.code, "too_many_sessions");
      assert.match(error.message, /maximum number of allowed sessions 0 is exceeded \(401\)/);
      assert.match(error.remedy, /Active User Sessions.*ENGINE_MAX_USER_SESSIONS/);
    });
  });

  it("waits for an engine that is away, and gives up at the limit", async () => {
    simulator.interference.away = true;
    setTimeout(() => {
      simulator.interference.away = false;
    }, 700);
    assert.equal((await engine.catalog.clusters()).length, 1);
    simulator.interference.away = true;
    await assert.rejects(engine.catalog.clusters(), /Service Unavailable|503/);
  });

  describe("that has never been heard in a run", function () {
    this.timeout(30_000);

    /** The words of the error, which has to come within ten seconds, not after the five minutes of an outage. */
    async function told(base: string): Promise<string> {
      const mistyped = open({ base, outage: 300_000 });
      const began = Date.now();
      const error = await mistyped.catalog.clusters().then(() => undefined, String);
      await mistyped.close();
      assert.ok(Date.now() - began < 25_000, `it took ${Date.now() - began} ms`);
      assert.ok((error ?? "").split("nothing of an engine").length <= 2, `told twice: ${error}`);
      return error ?? "";
    }

    it("is not waited for where nothing listens: the address is told, and what to do", async () => {
      const words = await told("https://127.0.0.1:1/ovirt-engine");
      assert.match(words, /from https:\/\/127\.0\.0\.1:1\/ovirt-engine: nothing listens at this port/);
      assert.match(words, /Correct engine\.url.*being restarted, run again/);
    });

    it("is told by the old file's keys, where the settings come from one", async () => {
      const keys = {
        "engine.url": "[general] [[connect]] url (line 6)",
        "engine.username": "[general] [[connect]] username (line 7)",
        "engine.password": "[general] [[connect]] password (line 8)",
      };
      const oldPlaces = { file: "old.conf", keys };
      const told = async (changes: Parameters<typeof open>[0]) => {
        const other = open({ ...changes, oldPlaces });
        const error = await other.catalog.clusters().then(() => undefined, String);
        await other.close();
        return error ?? "";
      };
      assert.match(
        await told({ base: "https://127.0.0.1:1/ovirt-engine" }),
        /Correct \[general\] \[\[connect\]\] url \(line 6\) in old\.conf, or see why/,
      );
      assert.match(
        await told({ password: "wrong" }),
        /Correct .* username \(line 7\) in old\.conf, or .* password \(line 8\) in old\.conf$/,
      );
    });

    it("is not waited for where no host has this name", async () => {
      assert.match(
        await told("https://engine.invalid/ovirt-engine"),
        /engine\.invalid.*(ENOTFOUND|EAI_AGAIN)/,
      );
    });

    it("is not waited for where something listens and says nothing", async () => {
      const mute = createServer(() => {}).listen(0, "127.0.0.1");
      await once(mute, "listening");
      const { port } = mute.address() as AddressInfo;
      assert.match(await told(`https://127.0.0.1:${port}/ovirt-engine`), /NO_CONNECTION/);
      mute.close();
    });

    it("is not waited for where a web server knows no such page", async () => {
      assert.match(
        await told(simulator.url.replace(/ovirt-engine.*/, "mistyped")),
        /nothing of an engine.*mistyped/,
      );
    });

    it("is waited for once it has been heard", async () => {
      const proxy = await SeverableProxy.start(Number(new URL(simulator.url).port));
      const heard = open({ base: `https://127.0.0.1:${proxy.port}/ovirt-engine`, outage: 20_000 });
      await heard.catalog.clusters();
      await proxy.pause();
      setTimeout(() => proxy.resume(), 7_000);
      assert.equal((await heard.catalog.clusters()).length, 1);
      await heard.close();
      await proxy.pause();
    });
  });

  for (const fault of ["busy", "html", "broken", "cut", "cut-after", "half"] as const) {
    it(`reads on when every second answer is spoilt: ${fault}`, async () => {
      await engine.catalog.clusters();
      simulator.interference.add({ fault, every: 2 });
      for (let index = 0; index < 5; index++) assert.equal((await engine.catalog.clusters()).length, 1);
    });
  }

  for (const fault of ["cut", "cut-after", "half", "broken"] as const) {
    it(`makes a VM once when the answer to its creation is lost: ${fault}`, async () => {
      await engine.catalog.clusters();
      simulator.interference.add({ fault, method: "POST", path: "/ovirt-engine/api/vms", times: 1 });
      const vm = await createOnce(
        () => create("once"),
        async () => (await engine.vms.named("once"))[0],
      );
      assert.equal(vm.name, "once");
      assert.equal(simulator.vms().filter(candidate => candidate.settings.name === "once").length, 1);
    });
  }

  it("does not send a creation again by itself", async () => {
    await engine.catalog.clusters();
    simulator.interference.add({ fault: "cut-after", method: "POST", path: "/ovirt-engine/api/vms" });
    await assert.rejects(create("twice"), (error: unknown) => hasCode(error, "outcome_unknown"));
    assert.equal(simulator.requests()["POST /vms"], 1);
  });

  it("waits for a lock", async () => {
    const vm = await create("locked");
    await engine.vms.change(vm.id, "locked", { description: "after the lock" });
    assert.equal(simulator.vm("locked")?.settings.description, "after the lock");
  });

  it("takes no VM of another case for the one of a name", async () => {
    await create("Lab-01");
    assert.deepEqual(await engine.vms.named("lab-01"), []);
    assert.deepEqual(
      (await engine.vms.named("Lab-01")).map(vm => vm.name),
      ["Lab-01"],
    );
  });

  it("does without the custom properties, which only administrators are told", async () => {
    assert.ok(await engine.catalog.customProperties());
    await engine.close();
    engine = open({ username: "alice@internal", password: "simulated-alice" });
    assert.equal(await engine.catalog.customProperties(), undefined);
  });

  it("tells numbers and flags from the engine's texts", async () => {
    const { memory, stateless, usb, status } = await create("typed");
    assert.deepEqual(
      { memory, stateless, usb, status },
      { memory: 1024 ** 3, stateless: false, usb: false, status: "image_locked" },
    );
  });

  it("waits for twenty VMs with one list and one look at the events a tick", async () => {
    const vms = await Promise.all(Array.from({ length: 20 }, (_, index) => create(`many-${index}`)));
    const shared = waiter();
    const since = await shared.now();
    const before = simulator.requests();
    const ticksOf = await Promise.all(
      vms.map(vm =>
        shared.wait({
          vmId: vm.id,
          vmName: vm.name,
          doing: `waiting for ${vm.name}`,
          limit: 10_000,
          since,
          look: news => (news.vm?.status === "down" ? { result: news.ticks } : undefined),
          remedy: "",
        }),
      ),
    );
    const spent = (kind: string) => (simulator.requests()[kind] ?? 0) - (before[kind] ?? 0);
    const ticks = Math.max(...ticksOf);
    assert.ok(spent("GET /events?from") <= ticks + 1, `${spent("GET /events?from")} looks in ${ticks} ticks`);
    assert.ok(
      spent("GET /vms?max&search") <= ticks,
      `${spent("GET /vms?max&search")} lists in ${ticks} ticks`,
    );
    assert.equal(spent("GET /vms/{id}"), 0);
  });

  it("says of a wait that came to its limit what was last seen", async () => {
    const vm = await create("slow");
    const wait = {
      vmId: vm.id,
      vmName: "slow",
      doing: "waiting for slow to be up",
      limit: 900,
      since: 0,
      look: () => undefined,
      remedy: "Start it.",
    };
    await assert.rejects(waiter().wait(wait), (error: unknown) => {
      assert.ok(error instanceof EngineError);
      assert.equal(error.code, "timed_out");
      assert.match(
        error.message,
        /waiting for slow to be up: not done after \d+ s, the limit; last seen: status down, last event "VM slow creation has been completed\."/,
      );
      return true;
    });
  });

  it("tells the waiting that their VM is gone, and not when it has only lost its marker", async () => {
    const [kept, gone] = [await create("kept"), await create("gone")];
    const shared = waiter();
    const look = (name: string) =>
      shared.wait({
        vmId: name === "kept" ? kept.id : gone.id,
        vmName: name,
        doing: "",
        limit: 5000,
        since: 0,
        quiet: true,
        look: news => (news.vm ? (news.ticks > 12 ? { result: "there" } : undefined) : { result: "gone" }),
        remedy: "",
      });
    await new Promise(done => setTimeout(done, 500));
    await byHand(simulator, "PUT", `/vms/${kept.id}`, { comment: "mine now" });
    await byHand(simulator, "DELETE", `/vms/${gone.id}`);
    assert.deepEqual(await Promise.all([look("kept"), look("gone")]), ["there", "gone"]);
  });

  it("tells how the run of a VM ended from the engine's events", async () => {
    const vm = await create("run");
    await engine.vms.change(vm.id, "run", { description: "" });
    await engine.vms.start(vm.id, "run");
    await engine.vms.stop(vm.id, "run");
    const shared = waiter();
    await shared.wait({
      vmId: vm.id,
      vmName: "run",
      doing: "",
      limit: 5000,
      since: 0,
      quiet: true,
      look: news => (news.vm?.status === "down" ? { result: true } : undefined),
      remedy: "",
    });
    const events = await engine.events.ofVm(vm.id, "run");
    assert.match(events.map(event => event.description).join("\n"), /was started by/);
  });
});
