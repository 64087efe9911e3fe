import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { RealClock } from "../../simulator/clock";
import type { RequestFault } from "../../simulator/control/fault-rules";
import { Interference } from "../../simulator/control/interference";

const ANSWER = JSON.stringify({ vm: Array.from({ length: 50 }, (_, id) => ({ id, name: `seat-${id}` })) });

describe("simulator: interference between the network and an engine", () => {
  let server: Server;
  let interference: Interference;
  let base: string;
  /** Requests that reached the engine. */
  let carriedOut: string[];

  beforeEach(async () => {
    interference = new Interference(new RealClock());
    carriedOut = [];
    server = createServer(
      interference.wrap((request, response) => {
        carriedOut.push(`${request.method} ${request.url}`);
        response.writeHead(200, { "Content-Type": "application/json" });
        response.write(ANSWER.slice(0, 10));
        response.end(ANSWER.slice(10));
      }),
    );
    await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/ovirt-engine/api`;
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  const get = (path = "/vms", headers: Record<string, string> = {}) =>
    fetch(base + path, { headers: { Accept: "application/json", ...headers } });
  const spoil = (fault: RequestFault) => interference.add({ fault });

  for (const when of ["before", "after"] as const) {
    it(`holds the one request that a trap is laid for, ${when} the engine acts, and tells of it`, async () => {
      const sprung = interference.lay({ nth: 2, when });
      const post = (limit = 10_000) =>
        fetch(`${base}/vms`, { method: "POST", signal: AbortSignal.timeout(limit) });
      await get();
      assert.equal((await post()).status, 200);
      await assert.rejects(post(300), { name: "TimeoutError" });
      await sprung;
      assert.equal((await post()).status, 200);
      assert.equal(carriedOut.length, when === "before" ? 3 : 4);
    });
  }

  it("stands aside when nothing is to be spoilt", async () => {
    assert.equal(await (await get()).text(), ANSWER);
  });

  const answered: [RequestFault, number, RegExp, RegExp][] = [
    ["busy", 503, /text\/html/, /<title>503 Service Unavailable/],
    ["html", 200, /text\/html/, /guest network/],
    [
      "locked",
      409,
      /application\/json/,
      /VM is locked\. Please try again in a few minutes\.\]",\s+"reason": "Operation Failed"/,
    ],
    ["conflict", 409, /application\/json/, /Related operation is currently in progress/],
    ["broken", 500, /text\/html/, /Internal Server Error/],
    ["expired", 401, /text\/html/, /invalid_grant/],
  ];
  for (const [fault, status, type, body] of answered) {
    it(`answers ${status} itself for "${fault}", and the engine hears nothing`, async () => {
      spoil(fault);
      const response = await get();
      assert.equal(response.status, status);
      assert.match(response.headers.get("content-type") ?? "", type);
      assert.match(await response.text(), body);
      assert.deepEqual(carriedOut, []);
    });
  }

  it("refuses in XML where XML is asked for", async () => {
    spoil("locked");
    const response = await get("/vms", { Accept: "application/xml" });
    assert.match(await response.text(), /^<\?xml .*\n<fault>\n {4}<detail>\[Cannot run VM: VM is locked/);
  });

  it("cuts the connection before the engine hears of the request", async () => {
    spoil("cut");
    await assert.rejects(get());
    assert.deepEqual(carriedOut, []);
  });

  it("cuts the connection after the engine has done it", async () => {
    spoil("cut-after");
    await assert.rejects(get());
    assert.deepEqual(carriedOut, ["GET /ovirt-engine/api/vms"]);
  });

  it("sends half of the answer", async () => {
    spoil("half");
    const response = await get();
    assert.equal(response.status, 200);
    await assert.rejects(response.text(), /terminated/);
    assert.deepEqual(carriedOut, ["GET /ovirt-engine/api/vms"]);
  });

  it("answers later", async () => {
    interference.add({ fault: "slow", delay: 120 });
    const start = performance.now();
    assert.equal((await get()).status, 200);
    assert.ok(performance.now() - start >= 115);
  });

  it("lets a token die after so many requests, that one only, and for good", async () => {
    interference.tokenLasts = 2;
    const use = async (token: string) => (await get("/vms", { Authorization: `Bearer ${token}` })).status;
    assert.deepEqual([await use("a"), await use("a"), await use("a"), await use("b")], [200, 200, 401, 200]);
    interference.clear();
    assert.deepEqual([await use("a"), await use("b")], [401, 200]);
  });

  it("kills the token of a request that it says is expired", async () => {
    interference.add({ fault: "expired", times: 1 });
    const use = async (token: string) => (await get("/vms", { Authorization: `Bearer ${token}` })).status;
    assert.deepEqual([await use("a"), await use("a"), await use("b")], [401, 401, 200]);
  });

  it("is a proxy without an engine behind it while the engine is away", async () => {
    interference.away = true;
    assert.equal((await get()).status, 503);
    interference.away = false;
    assert.equal((await get()).status, 200);
  });

  it("counts requests by kind, ids left out, and those in flight", async () => {
    interference.add({ fault: "slow", delay: 500 });
    const vm = "/vms/9acee532-ea55-44f4-a75b-b4b95a187e64";
    await Promise.all([
      get(vm),
      get(`${vm}/nics`),
      get("/events?max=5&from=12"),
      get("/events?from=9&max=1"),
      get("/events/471"),
    ]);
    assert.deepEqual(interference.requests.byKind(), {
      "GET /events?from&max": 2,
      "GET /vms/{id}": 1,
      "GET /vms/{id}/nics": 1,
      "GET /events/{id}": 1,
    });
    assert.equal(interference.requests.inFlight.max, 5);
  });
});
