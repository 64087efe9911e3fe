/**
 * @module A thousand VMs on the simulated engine: what lists of them cost.
 */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import https from "node:https";
import type { Caller } from "../../simulator/engine/caller";
import { createVm } from "../../simulator/engine/vm-create";
import { type Simulator, startSimulator } from "../../simulator/index";

const many = 1000;

describe("A thousand VMs", function () {
  this.timeout(60_000);
  let simulator: Simulator;
  let agent: https.Agent;
  let atStart: number;

  before(async () => {
    simulator = await startSimulator({ durations: { createThin: 1 } });
    atStart = process.memoryUsage().rss;
    agent = new https.Agent({ ca: readFileSync(simulator.caFile), keepAlive: true });
    const { engine } = simulator;
    const [user] = engine.users.values();
    assert.ok(user);
    const caller: Caller = { user, correlationId: "many", filtered: false };
    for (let number = 0; number < many; number++) {
      const wanted = {
        name: `seat-${number}`,
        template: { name: "win10-gold" },
        cluster: { name: "Default" },
      };
      createVm(engine, caller, wanted, false);
    }
    await new Promise(resolve => setTimeout(resolve, 100));
  });

  after(async () => {
    agent.destroy();
    await simulator.stop();
  });

  /** What the engine answers, and milliseconds. */
  async function list(path: string): Promise<{ text: string; time: number }> {
    const [account] = simulator.engine.settings.accounts;
    assert.ok(account);
    const { token } = simulator.engine.sessions.open(account, "ovirt-app-api");
    const headers = { Accept: "application/json", Authorization: `Bearer ${token}` };
    const started = performance.now();
    const pieces = await new Promise<Buffer[]>((resolve, reject) => {
      https
        .get(new URL(`/ovirt-engine/api${path}`, simulator.url), { agent, headers }, response => {
          const pieces: Buffer[] = [];
          response.on("data", piece => pieces.push(piece));
          response.on("end", () => resolve(pieces));
        })
        .on("error", reject);
    });
    const time = performance.now() - started;
    return { text: Buffer.concat(pieces).toString(), time };
  }

  it("need less than 300 MB more than the engine without them", () => {
    const megabytes = (process.memoryUsage().rss - atStart) / 1e6;
    assert.ok(megabytes < 300, `${Math.round(megabytes)} MB`);
  });

  it("are listed in the time that their JSON takes to be read and written three times, once the engine is warm", async () => {
    // Both the best of several: machines differ, and on a busy one others take their share.
    let best = Number.POSITIVE_INFINITY;
    let json = Number.POSITIVE_INFINITY;
    for (let run = 0; run < 30 && !(run >= 5 && best < 3 * json); run++) {
      const { text, time } = await list("/vms?search=name%3Dseat-*");
      assert.ok(text.length > many * 7000, `${text.length} bytes`);
      best = Math.min(best, time);
      const started = performance.now();
      JSON.stringify(JSON.parse(text));
      json = Math.min(json, performance.now() - started);
    }
    assert.ok(best < 3 * json, `${Math.round(best)} ms, of which JSON takes ${Math.round(json)}`);
  });

  it("can be asked for one by one without reading all", async () => {
    const { text } = await list("/vms?search=name%3Dseat-777");
    assert.ok(text.length < 20_000, `${text.length} bytes`);
  });
});
