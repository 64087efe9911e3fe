import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { resolve } from "node:path";

const module = JSON.stringify(resolve(__dirname, "../../dynamic-providers/host/end-with-pulumi.ts"));

describe("the end with Pulumi", function () {
  this.timeout(30_000);

  it("comes in the moment in which its engine is gone, and not when it has only closed a connection", async () => {
    const sockets = new Set<Socket>();
    const engine = createServer(socket => sockets.add(socket)).listen(0, "127.0.0.1");
    await once(engine, "listening");
    const { port } = engine.address() as AddressInfo;
    const program = `require(${module}).endWithPulumi("127.0.0.1:${port}"); setInterval(() => {}, 1000)`;
    const host = spawn(process.execPath, ["--require", "tsx/cjs", "-e", program], { stdio: "inherit" });
    const ended = once(host, "exit");
    await once(engine, "connection");
    for (const socket of sockets) socket.destroy();
    await once(engine, "connection");
    assert.equal(host.exitCode, null);
    const began = Date.now();
    engine.close();
    for (const socket of sockets) socket.destroy();
    assert.deepEqual(await ended, [1, null]);
    assert.ok(Date.now() - began < 10_000, `it took ${Date.now() - began} ms`);
  });
});
