import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { Engine } from "../../ovirt/engine";
import { fetchCa } from "../../ovirt/engine-ca";
import { EngineError } from "../../ovirt/errors";
import { engineBase } from "../../room/settings/settings-fields";
import { answering, certificate, serve as listen, type Pem } from "../support/https-engine";
import { runProgram } from "../support/run-program";

const asking = require.resolve("../support/ask-engine");

describe("the doors of the conversation with the engine", () => {
  const opened: { close(): void }[] = [];
  afterEach(() => {
    for (const each of opened.splice(0)) each.close();
  });

  async function serve(pem: Pem, listener: RequestListener): Promise<string> {
    const server = await listen(pem, listener);
    opened.push(server);
    return server.base;
  }

  function engineAt(base: string, ca: string): Engine {
    const engine = new Engine({
      base,
      ca,
      username: "admin@internal",
      password: "Passw0rd-Marked",
      outage: 1,
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

  it("sends nobody whom it has refused to fetch another CA unseen", async () => {
    const [ours, theirs] = await Promise.all([certificate(), certificate()]);
    const { remedy } = await refusal(
      engineAt(await serve(theirs, answering(200, json, vms)), ours.cert).vms.search("name=x", "looking"),
    );
    assert.doesNotMatch(remedy, /http:/);
    assert.match(
      remedy,
      /^Where it worked before, find out why first.*-fingerprint -sha256.*on the engine's own/,
    );
    assert.match(
      fetchCa("https://engine.example.org"),
      /http:\/\/engine\.example\.org.*-fingerprint -sha256/,
    );
  });

  it("refuses an expired certificate by name", async () => {
    const pem = await certificate(undefined, new Date(Date.now() - 86_400_000));
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

  it("follows no redirect of the login either, so that the password goes nowhere else", async () => {
    const pem = await certificate();
    const reached: string[] = [];
    const elsewhere = await serve(pem, (request, response) => {
      reached.push(request.url ?? "");
      response.end('{"access_token":"x"}');
    });
    for (const status of [301, 302, 303, 307, 308]) {
      const base = await serve(pem, (_request, response) => {
        response.writeHead(status, { Location: `${elsewhere}/sso/oauth/token` }).end();
      });
      const error = await refusal(engineAt(base, pem.cert).vms.search("name=x", "looking"));
      assert.equal(error.code, "redirected");
      assert.match(error.message, /^logging in as admin@internal: redirected to https:/);
    }
    assert.deepEqual(reached, []);
  });

  it("speaks no plain HTTP, whatever the address says", async () => {
    assert.throws(() => engineBase("http://127.0.0.1/ovirt-engine/api"), /only spoken to over https/);
    let reached = 0;
    const plain = createServer(() => {
      reached++;
    });
    plain.listen(0, "127.0.0.1");
    await once(plain, "listening");
    opened.push({ close: () => plain.close() });
    const address = `127.0.0.1:${(plain.address() as AddressInfo).port}/ovirt-engine`;
    const { cert } = await certificate();
    for (const scheme of ["http", "https"]) {
      const error = await refusal(engineAt(`${scheme}://${address}`, cert).vms.search("name=x", "looking"));
      if (scheme === "https") assert.match(error.message, /no TLS is spoken there.*Correct engine\.url/);
    }
    assert.equal(reached, 0);
  });

  describe("whatever the environment says", () => {
    /** What a process with these variables is told by a server with a certificate that is not ours, and by ours. */
    async function asked(
      variables: (theirs: Pem) => Promise<Record<string, string>>,
    ): Promise<[string, string]> {
      const [ours, theirs] = await Promise.all([certificate(), certificate()]);
      const env = await variables(theirs);
      const answers = await Promise.all(
        [theirs, ours].map(async pem => {
          const base = await serve(pem, answering(200, json, vms));
          const args = ["--require", "tsx/cjs", asking, base, ours.cert];
          return (await runProgram(process.execPath, args, { env })).stdout.trim();
        }),
      );
      return [answers[0] ?? "", answers[1] ?? ""];
    }

    it("takes the settings' CA and no other", async () => {
      const folder = await mkdtemp(join(tmpdir(), "virtroom-ca-"));
      opened.push({ close: () => void rm(folder, { recursive: true }) });
      const [theirs, ours] = await asked(async pem => {
        const file = join(folder, "theirs.pem");
        await writeFile(file, pem.cert);
        return {
          NODE_TLS_REJECT_UNAUTHORIZED: "0",
          NODE_EXTRA_CA_CERTS: file,
          SSL_CERT_FILE: file,
          NODE_OPTIONS: "--use-openssl-ca",
        };
      });
      assert.match(theirs, /is not trusted: /);
      assert.equal(ours, "let in: 0");
    });

    it("goes to the engine itself, through no proxy", async () => {
      let proxied = 0;
      const proxy = createServer(() => {
        proxied++;
      }).on("connect", (_request, socket) => {
        proxied++;
        socket.destroy();
      });
      proxy.listen(0, "127.0.0.1");
      await once(proxy, "listening");
      opened.push({ close: () => proxy.close() });
      const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
      const names = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"];
      const proxies = Object.fromEntries(names.map(name => [name, url]));
      const [, ours] = await asked(async () => ({
        ...proxies,
        NO_PROXY: "",
        no_proxy: "",
        NODE_USE_ENV_PROXY: "1",
      }));
      assert.equal(ours, "let in: 0");
      assert.equal(proxied, 0);
    });
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
