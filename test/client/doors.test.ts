import assert from "node:assert/strict";
import { once } from "node:events";
import type { RequestListener } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import fc from "fast-check";
import { generate } from "selfsigned";
import { Engine } from "../../ovirt/engine";
import { EngineError } from "../../ovirt/errors";

interface Pem {
  readonly cert: string;
  readonly private: string;
}

type Names = readonly ({ type: 2; value: string } | { type: 7; ip: string })[];
const here: Names = [{ type: 7, ip: "127.0.0.1" }];

async function certificate(names: Names = here, ends?: Date): Promise<Pem> {
  return generate([{ name: "commonName", value: "engine" }], {
    keyType: "ec",
    algorithm: "sha256",
    ...(ends ? { notBeforeDate: new Date(ends.getTime() - 86_400_000), notAfterDate: ends } : {}),
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      { name: "subjectAltName", altNames: [...names] },
    ],
  });
}

/** Logs everybody in, and gives this answer to whatever else is asked. */
function answering(status: number, type: string, body: string | Buffer): RequestListener {
  return (request, response) => {
    request.resume();
    if (request.url?.includes("/sso/")) {
      response.writeHead(200, { "Content-Type": "application/json" }).end('{"access_token":"T0ken-Marked"}');
    } else {
      response.writeHead(status, { "Content-Type": type }).end(body);
    }
  };
}

describe("the doors of the conversation with the engine", () => {
  const opened: { close(): void }[] = [];
  afterEach(() => {
    for (const each of opened.splice(0)) each.close();
  });

  async function serve(pem: Pem, listener: RequestListener): Promise<string> {
    const server: Server = createServer({ cert: pem.cert, key: pem.private }, listener);
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    opened.push({ close: () => [server.closeAllConnections(), server.close()] });
    return `https://127.0.0.1:${(server.address() as AddressInfo).port}/ovirt-engine`;
  }

  function engineAt(base: string, ca: string): Engine {
    const engine = new Engine({
      base,
      ca,
      username: "admin@internal",
      password: "Passw0rd-Marked",
      outage: 300,
    });
    opened.push(engine);
    return engine;
  }

  async function refusal(work: Promise<unknown>): Promise<EngineError> {
    const error = await work.then(
      () => assert.fail("it was let in"),
      (thrown: unknown) => thrown,
    );
    assert.ok(error instanceof EngineError, String(error));
    assert.doesNotMatch(error.message, /Marked|\n\s+at /, "no secret and no stack trace");
    return error;
  }

  const vms = '{"vm":[]}';
  const json = "application/json";

  it("opens to the engine whose certificate fits", async () => {
    const pem = await certificate();
    const engine = engineAt(await serve(pem, answering(200, json, vms)), pem.cert);
    assert.deepEqual(await engine.vms.search("name=x", "looking"), []);
  });

  it("refuses another CA, and a self-signed certificate, by name", async () => {
    const [ours, theirs] = await Promise.all([certificate(), certificate()]);
    const error = await refusal(
      engineAt(await serve(theirs, answering(200, json, vms)), ours.cert).vms.search("name=x", "looking"),
    );
    assert.equal(error.code, "tls");
    assert.match(error.message, /is not trusted: it is self-signed|another CA/);
  });

  it("refuses an expired certificate by name", async () => {
    const pem = await certificate(here, new Date(Date.now() - 86_400_000));
    const error = await refusal(
      engineAt(await serve(pem, answering(200, json, vms)), pem.cert).vms.search("name=x", "looking"),
    );
    assert.match(error.message, /it has expired/);
  });

  it("refuses a certificate for another host by name", async () => {
    const pem = await certificate([{ type: 2, value: "elsewhere.example.org" }]);
    const error = await refusal(
      engineAt(await serve(pem, answering(200, json, vms)), pem.cert).vms.search("name=x", "looking"),
    );
    assert.match(error.message, /made out to another host name/);
  });

  it("stays shut when the environment says that certificates do not matter", async () => {
    const [ours, theirs] = await Promise.all([certificate(), certificate()]);
    const before = process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";
    try {
      const base = await serve(theirs, answering(200, json, vms));
      const error = await refusal(engineAt(base, ours.cert).vms.search("name=x", "looking"));
      assert.equal(error.code, "tls");
    } finally {
      if (before === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
      else process.env.NODE_TLS_REJECT_UNAUTHORIZED = before;
    }
  });

  for (const [what, ca] of [
    ["an empty file", ""],
    ["a text", "not a certificate"],
  ] as const) {
    it(`takes ${what} for no CA, instead of any CA that the machine trusts`, () =>
      assert.throws(
        () => engineAt("https://127.0.0.1:1/ovirt-engine", ca),
        /holds no certificate in PEM form/,
      ));
  }

  it("follows no redirect, so that the login goes nowhere else", async () => {
    const pem = await certificate();
    let reached = 0;
    const elsewhere = await serve(pem, (_request, response) => {
      reached++;
      response.end("{}");
    });
    const base = await serve(pem, (request, response) => {
      if (request.url?.includes("/sso/")) answering(200, json, vms)(request, response);
      else response.writeHead(302, { Location: `${elsewhere}/api/vms` }).end();
    });
    const error = await refusal(engineAt(base, pem.cert).vms.search("name=x", "looking"));
    assert.equal(error.code, "redirected");
    assert.equal(reached, 0);
  });

  it("takes no page of a gateway for a room without VMs", async () => {
    const pem = await certificate();
    const page = "<html><body>Please sign in</body></html>";
    const error = await refusal(
      engineAt(await serve(pem, answering(200, "text/html", page)), pem.cert).vms.search("name=x", "looking"),
    );
    assert.match(error.message, /no JSON but text\/html/);
  });

  it("takes the web server's 404 for no engine, and the engine's own for a VM that is gone", async () => {
    const pem = await certificate();
    const page = engineAt(await serve(pem, answering(404, "text/html", "<h1>Not Found</h1>")), pem.cert);
    assert.match((await refusal(page.vms.find("1", "vd01"))).message, /no engine answers there/);
    const own = engineAt(await serve(pem, answering(404, json, "")), pem.cert);
    assert.equal(await own.vms.find("1", "vd01"), undefined);
    await own.vms.delete("1", "vd01");
  });

  it("lets no word of an engine move the cursor of a terminal", async () => {
    const pem = await certificate();
    const body = JSON.stringify({ reason: "Operation Failed", detail: "[\u001b[2J\u202eevil\r\n\u0007]" });
    const error = await refusal(
      engineAt(await serve(pem, answering(400, json, body)), pem.cert).vms.search("name=x", "looking"),
    );
    assert.doesNotMatch(error.message, /[\p{Cc}\p{Cf}]/u);
    assert.match(error.message, /evil/);
  });

  it("answers whatever a server sends with a result or one error, soon", async () => {
    const pem = await certificate();
    let next: { status: number; type: string; body: string } = { status: 200, type: json, body: vms };
    const base = await serve(pem, (request, response) =>
      answering(next.status, next.type, next.body)(request, response),
    );
    const engine = engineAt(base, pem.cert);
    const vm = fc.record(
      {
        id: fc.oneof(fc.string(), fc.integer(), fc.constant(null)),
        name: fc.anything(),
        status: fc.oneof(fc.constantFrom("down", "up", "\u0000"), fc.anything()),
        memory: fc.oneof(fc.constant("9".repeat(400)), fc.double(), fc.string()),
        comment: fc.string({ unit: "binary" }),
        custom_properties: fc.anything(),
      },
      { requiredKeys: [] },
    );
    const whole = fc.oneof(
      fc.record({ vm: fc.array(vm) }),
      fc.anything(),
      fc.record({ event: fc.anything() }),
    );
    const body = fc.oneof(
      whole.map(value => JSON.stringify(value) ?? ""),
      whole.chain(value => {
        const text = JSON.stringify(value) ?? "";
        return fc.nat(text.length).map(end => text.slice(0, end));
      }),
      fc.string({ unit: "binary" }),
      fc.nat(20_000).map(depth => "[".repeat(depth)),
    );
    const status = fc.constantFrom(200, 202, 400, 403, 404, 409, 418);
    const type = fc.constantFrom(json, "text/html", "application/xml", "");
    await fc.assert(
      fc.asyncProperty(status, type, body, async (code, kind, text) => {
        next = { status: code, type: kind, body: text };
        for (const ask of [() => engine.vms.search("name=x", "looking"), () => engine.events.since(1)]) {
          const began = Date.now();
          const error = await ask().then(
            () => undefined,
            (thrown: unknown) => thrown,
          );
          assert.ok(error === undefined || error instanceof EngineError, String(error));
          assert.ok(Date.now() - began < 5_000, "it took too long");
          if (error) assert.doesNotMatch(error.message, /[\p{Cc}]|\n\s+at /u);
        }
      }),
      { numRuns: 60 },
    );
  }).timeout(120_000);
});
