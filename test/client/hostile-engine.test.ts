import assert from "node:assert/strict";
import type { RequestListener } from "node:http";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { Engine } from "../../ovirt/engine";
import { EngineError } from "../../ovirt/errors";
import { Waiter } from "../../ovirt/waiter";
import { assertForPeople, runs } from "../support/generated";
import { certificate, loggedIn, type Pem, type Served, serve } from "../support/https-engine";

/** What an engine says of one of everything, as far as it is read. */
const vm = {
  id: "11111111-0000-0000-0000-000000000001",
  name: "test01-vd01",
  status: "down",
  comment: "virtroom virtroom/test01/test01-vd01 ready abc",
  description: "student VM",
  memory: "4294967296",
  memory_policy: { guaranteed: "4294967296", max: "17179869184" },
  os: { type: "windows_10x64" },
  time_zone: { name: "W. Europe Standard Time" },
  usb: { enabled: "true" },
  stateless: "false",
  cluster: { id: "c1" },
  template: { id: "t1" },
  custom_properties: { custom_property: [{ name: "floppy", value: "/floppies/x.img" }] },
};
const event = {
  id: "17",
  code: "61",
  description: "VM is down.",
  vm: { id: vm.id },
  time: 1_700_000_000_000,
};
const snapshot = { id: "s1", description: "after rollout", snapshot_type: "regular", snapshot_status: "ok" };
const nic = { id: "n1", name: "nic1", mac: { address: "56:6f:00:01:00:29" }, vnic_profile: { id: "p1" } };
const cluster = { id: "c1", name: "Default", data_center: { id: "d1" }, version: { major: "4", minor: "7" } };
const template = { id: "t1", name: "win10-gold", status: "ok", version: { version_number: "1" } };
const user = { id: "u1", user_name: "thinclient@internal-authz", principal: "thinclient" };

type Ask = (engine: Engine) => Promise<unknown>;

/** What is asked, what would be right to answer, and words of the question that an error has to name. */
const questions: readonly (readonly [string, Ask, unknown, RegExp])[] = [
  ["a VM", engine => engine.vms.get(vm.id, vm.name), vm, /reading VM test01-vd01/],
  [
    "a list of VMs",
    engine => engine.vms.search("name=x", "looking for VMs of the room"),
    { vm: [vm] },
    /looking for VMs/,
  ],
  ["events", engine => engine.events.since(1), { event: [event] }, /reading the new events/],
  ["the newest event", engine => engine.events.newest(), { event: [event] }, /reading the newest event/],
  [
    "snapshots",
    engine => engine.snapshots.list(vm.id, vm.name),
    { snapshot: [snapshot] },
    /snapshots of test01-vd01/,
  ],
  ["a snapshot", engine => engine.snapshots.get(vm.id, vm.name, "s1"), snapshot, /a snapshot of test01-vd01/],
  ["NICs", engine => engine.nics.list(vm.id, vm.name), { nic: [nic] }, /NICs of test01-vd01/],
  ["clusters", engine => engine.catalog.clusters(), { cluster: [cluster] }, /reading the clusters/],
  [
    "templates",
    engine => engine.catalog.templates("win10-gold"),
    { template: [template] },
    /template win10-gold/,
  ],
  [
    "an account",
    engine => engine.permissions.standing("thinclient@internal-authz"),
    { user: [user] },
    /account thinclient/,
  ],
  [
    "a new VM",
    engine => engine.vms.create({ name: vm.name, clusterId: "c1", templateId: "t1" }),
    vm,
    /creating VM test01-vd01/,
  ],
  ["a change", engine => engine.vms.change(vm.id, vm.name, { usb: true }), vm, /changing VM test01-vd01/],
];

/** One or more of the values in an answer replaced, taken away, or put into a list. */
function spoilt(answer: unknown): fc.Arbitrary<unknown> {
  const value = fc.oneof(
    fc.anything({ maxDepth: 2 }),
    fc.constantFrom<unknown>(
      null,
      [],
      {},
      "",
      0,
      -1,
      "NaN",
      "1e400",
      "9".repeat(400),
      "\u0000",
      "\u001b[2J\u202e",
      "../..",
      [null],
      true,
    ),
  );
  return fc.tuple(fc.nat(40), value, fc.boolean()).map(([which, put, gone]) => {
    let left = which;
    const change = (inner: unknown): unknown => {
      if (left-- === 0) return gone ? undefined : put;
      if (Array.isArray(inner)) return inner.map(change);
      if (typeof inner !== "object" || inner === null) return inner;
      return Object.fromEntries(Object.entries(inner).map(([key, each]) => [key, change(each)]));
    };
    return change(answer);
  });
}

describe("hostile answers of an engine", () => {
  let pem: Pem;
  let server: Served;
  let engine: Engine;
  let answer: RequestListener = (_request, response) => response.end();
  let requests = 0;

  before(async () => {
    pem = await certificate();
    server = await serve(
      pem,
      loggedIn((request, response) => {
        requests++;
        request.resume();
        answer(request, response);
      }),
    );
  });
  after(() => server.close());
  beforeEach(() => {
    requests = 0;
    const login = { username: "admin@internal", password: "Passw0rd-Marked" };
    engine = new Engine({ base: server.base, ca: pem.cert, ...login, outage: 1, answerLimit: 2500 });
  });
  afterEach(() => engine.close());

  const json = { "Content-Type": "application/json" };
  const saying =
    (body: string | Buffer, headers: Record<string, string> = json): RequestListener =>
    (_request, response) =>
      void response.writeHead(200, headers).end(body);

  /** The error that a question ends in, told for people, in time, and without filling memory. */
  async function refusal(ask: Ask, longest = 15_000): Promise<EngineError | undefined> {
    const began = Date.now();
    const error: unknown = await ask(engine).then(
      () => undefined,
      thrown => thrown,
    );
    assert.ok(Date.now() - began < longest, `it took ${Date.now() - began} ms`);
    if (error === undefined) return undefined;
    assert.ok(error instanceof EngineError, String(error));
    assertForPeople(error.message);
    assert.doesNotMatch(error.message, /Marked/);
    return error;
  }

  it("of the wrong types in any place are an error that names the question, or what they say", async () => {
    const each = questions.map(([, ask, right, named]) =>
      spoilt(right).map(wrong => ({ ask, wrong, named })),
    );
    await fc.assert(
      fc.asyncProperty(fc.oneof(...each), async ({ ask, wrong, named }) => {
        answer = saying(JSON.stringify(wrong) ?? "");
        const error = await refusal(ask);
        if (error && !error.message.startsWith(`reading VM ${vm.name}`)) assert.match(error.message, named);
      }),
      runs(300),
    );
  });

  for (const [what, ask, right, named] of questions) {
    it(`to the question for ${what}: cut at any place they are an error, never half of the truth`, async () => {
      const text = JSON.stringify(right);
      for (let end = 0; end < text.length; end += Math.max(1, Math.floor(text.length / 12))) {
        answer = saying(text.slice(0, end));
        const error = await refusal(ask);
        // An empty answer to a change says nothing of the thing that was changed.
        assert.match(String(error?.code), /^(outcome_unknown|unexpected_answer)$/, text.slice(0, end));
        assert.match(error?.message ?? "", named);
      }
    });
  }

  it("without a status, or with one that nobody knows, are no VM that is down or up", async () => {
    for (const status of [undefined, null, "", "DOWN", "Up", "gone", {}, [], "down\u0000", 1]) {
      answer = saying(JSON.stringify({ ...vm, status }));
      assert.equal(
        (await refusal(one => one.vms.get(vm.id, vm.name)))?.code,
        "unexpected_answer",
        String(status),
      );
      answer = saying(JSON.stringify({ vm: [vm, { ...vm, status }] }));
      assert.equal(
        (await refusal(one => one.vms.search("x", "looking")))?.code,
        "unexpected_answer",
        String(status),
      );
    }
  });

  it("that are no list are not an empty one", async () => {
    for (const body of [
      '{"message":"please sign in"}',
      '{"vm":null}',
      '{"vm":{}}',
      '{"vm":"none"}',
      '{"vms":[]}',
      '{"vm":[null]}',
      "[]",
      "null",
      "0",
    ]) {
      answer = saying(body);
      assert.match(
        String((await refusal(one => one.vms.search("x", "looking")))?.code),
        /^(unexpected_answer|outcome_unknown)$/,
        body,
      );
    }
    for (const body of ["{ }", '{"vm":[]}', '{"href":"/api/vms"}']) {
      answer = saying(body);
      assert.deepEqual(await engine.vms.search("x", "looking"), [], body);
    }
  });

  it("that call a failed action a success are failures", async () => {
    answer = saying(
      JSON.stringify({ status: "failed", fault: { reason: "Operation Failed", detail: "[Cannot run VM.]" } }),
    );
    const error = await refusal(one => one.vms.start(vm.id, vm.name));
    assert.equal(error?.code, "refused");
    assert.match(error?.message ?? "", /starting VM test01-vd01: Operation Failed: \[Cannot run VM\.\]/);
  });

  it("of the wrong kind never end a wait for a VM", async () => {
    const words = [
      '{"vm":[]}',
      '{"vm":null}',
      "<html>",
      "",
      `{"vm":[${JSON.stringify({ ...vm, status: null })}]}`,
    ];
    for (const body of words) {
      answer = (request, response) =>
        saying(request.url?.includes("/events") ? '{"event":[]}' : body)(request, response);
      const waiter = new Waiter({ vms: engine.vms, events: engine.events, scope: "comment=x", interval: 20 });
      const wait = waiter.wait({
        ...{
          vmId: vm.id,
          vmName: vm.name,
          doing: "waiting for test01-vd01 to be down",
          limit: 1500,
          since: 0,
          remedy: "Look",
        },
        look: news => (news.vm?.status === "down" ? { result: true } : undefined),
      });
      const error = await refusal(() => wait);
      assert.match(error?.message ?? "", /^(waiting for|reading VM) test01-vd01/, body);
    }
  });

  describe("in their bytes", () => {
    const search: Ask = one => one.vms.search("x", "looking for VMs");
    const listed = JSON.stringify({ vm: [vm] });
    /** For what takes a busy machine its time. */
    const patient = () => {
      engine.close();
      engine = new Engine({ base: server.base, ca: pem.cert, username: "a", password: "b", outage: 5000 });
    };

    it("without an end are left off, and asked for once", async () => {
      answer = (_request, response) => {
        response.writeHead(200, json).write('{"vm":[');
        const piece = Buffer.alloc(1024 * 1024, " ");
        const more = () => {
          while (!response.destroyed && response.write(piece));
        };
        response.on("drain", more);
        more();
      };
      const before = process.memoryUsage().arrayBuffers;
      patient();
      const error = await refusal(search, 60_000);
      assert.equal(error?.code, "unexpected_answer");
      assert.match(error?.message ?? "", /larger than 64 MiB/);
      assert.equal(requests, 1);
      assert.ok(process.memoryUsage().arrayBuffers - before < 512 * 1024 ** 2);
    });

    it("packed a thousandfold are left off as well", async () => {
      patient();
      const bomb = gzipSync(Buffer.alloc(200 * 1024 ** 2, " "), { level: 9 });
      answer = saying(bomb, { ...json, "Content-Encoding": "gzip" });
      const error = await refusal(search, 60_000);
      assert.equal(error?.code, "unexpected_answer");
    });

    it("packed and cut are an error", async () => {
      const packed = gzipSync(listed);
      answer = saying(packed.subarray(0, packed.length - 12), { ...json, "Content-Encoding": "gzip" });
      assert.equal((await refusal(search))?.code, "outcome_unknown");
      answer = saying(listed, { ...json, "Content-Encoding": "gzip" });
      assert.equal((await refusal(search))?.code, "outcome_unknown");
    });

    it("that trickle are left off when the time for one answer is up", async () => {
      answer = (_request, response) => {
        response.writeHead(200, json);
        const drop = setInterval(() => response.write(" "), 50);
        response.on("close", () => clearInterval(drop));
      };
      const error = await refusal(search);
      assert.equal(error?.code, "outcome_unknown");
      assert.match(error?.message ?? "", /did not answer in time/);
    });

    it("that never come are left off, too", async () => {
      answer = () => undefined;
      assert.match((await refusal(search))?.message ?? "", /did not answer in time/);
    });

    it("fewer than was said are an error", async () => {
      answer = (_request, response) => {
        response.writeHead(200, { ...json, "Content-Length": String(listed.length + 100) }).write(listed);
        setTimeout(() => response.destroy(), 50);
      };
      assert.equal((await refusal(search))?.code, "outcome_unknown");
    });

    it("cut in the middle of a piece are an error, though what came is whole", async () => {
      answer = (_request, response) => {
        response.writeHead(200, json).write(listed);
        setTimeout(() => response.destroy(), 50);
      };
      assert.equal((await refusal(search))?.code, "outcome_unknown");
    });

    it("with headers that are no HTTP are an error", async () => {
      for (const raw of [
        "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n{}",
        "garbage\r\n\r\n",
        `HTTP/1.1 200 OK\r\nX: ${"y".repeat(100_000)}\r\n\r\n`,
      ]) {
        answer = (_request, response) => void response.socket?.end(raw);
        assert.equal((await refusal(search))?.code, "outcome_unknown", raw.slice(0, 40));
      }
    });
  });
});
