import assert from "node:assert/strict";
import { engineLog, stepLog } from "../../dynamic-providers/project/project-log";
import type { Facts, Log } from "../../logging/log";
import { EngineError } from "../../ovirt/errors";
import type { EngineAnswer, EngineRequest, Send } from "../../ovirt/exchange";
import { type EngineCall, handleLog } from "../../ovirt/handle-log";

const request: EngineRequest = {
  method: "POST",
  path: "/api/vms/1/start?x=1",
  operation: "starting VM demo-vd01",
  headers: { "Correlation-Id": "virtroom-1", Authorization: "Bearer s3cret-token" },
  body: { vm: { initialization: { custom_script: "s3cret-answer-file" } } },
  form: { password: "s3cret-password" },
};
const answer: EngineAnswer = {
  status: 200,
  contentType: "application/json",
  correlationId: undefined,
  bytes: Buffer.from("s3cret"),
  date: undefined,
  text: "s3cret",
  json: { access_token: "s3cret" },
};

async function callsOf(send: Send): Promise<EngineCall[]> {
  const calls: EngineCall[] = [];
  await handleLog(call => calls.push(call))(send)(request).catch(() => {});
  return calls;
}

/** A log that keeps what is written, as lines. */
function written(): { log: Log; lines: string[] } {
  const lines: string[] = [];
  const write = (target: string, level: string, message: string, facts?: Facts) => {
    lines.push(`${level} ${target}: ${message} ${JSON.stringify(facts)}`);
  };
  return { log: { write, close: () => {} }, lines };
}

describe("a call of the engine", () => {
  it("is told with its method, path, status, duration and correlation id, and with nothing that it carries", async () => {
    const [call, ...others] = await callsOf(async () => answer);
    assert.deepEqual(others, []);
    const { milliseconds = -1, ...rest } = call ?? {};
    assert.ok(milliseconds >= 0 && milliseconds < 1000);
    assert.deepEqual(rest, {
      method: "POST",
      path: "/api/vms/1/start?x=1",
      operation: "starting VM demo-vd01",
      status: 200,
      failure: undefined,
      correlationId: "virtroom-1",
    });
    const { log, lines } = written();
    assert.ok(call);
    engineLog(log)(call);
    assert.equal(lines.length, 1);
    assert.match(lines.join(), /^debug engine: starting VM demo-vd01 \{"method":"POST","path":/);
    assert.doesNotMatch(lines.join(), /s3cret|Bearer|custom_script/);
  });

  it("that fails is told as a warning with the engine's words, and thrown on", async () => {
    const failure = new EngineError({
      code: "locked",
      operation: request.operation,
      message: "VM is locked",
      remedy: "Wait",
      status: 409,
      correlationId: "from-the-engine",
    });
    const send: Send = () => Promise.reject(failure);
    await assert.rejects(handleLog(() => {})(send)(request), failure);
    const [call] = await callsOf(send);
    assert.ok(call);
    assert.deepEqual([call.status, call.correlationId, call.failure], [409, "from-the-engine", failure]);
    const { log, lines } = written();
    engineLog(log)(call);
    assert.match(lines.join(), /^warn engine: starting VM demo-vd01: VM is locked .*"code":"locked"/);
  });

  it("for something that is not there is no warning", async () => {
    const failure = new EngineError({ code: "not_found", operation: "reading", message: "gone", remedy: "" });
    const [call] = await callsOf(() => Promise.reject(failure));
    assert.ok(call);
    const { log, lines } = written();
    engineLog(log)(call);
    assert.match(lines.join(), /^debug engine: starting VM demo-vd01: not there/);
  });
});

describe("the steps of a seat", () => {
  it("are written down once each, though what is shown counts the seconds", () => {
    const { log, lines } = written();
    const step = stepLog(log, "demo-vd01");
    for (const text of ["cloning gold", "running (up), 4 s", "running (up), 5 s", "running (down), 6 s"])
      step(text);
    assert.deepEqual(lines, [
      'info seats: cloning gold {"seat":"demo-vd01"}',
      'info seats: running (up), 4 s {"seat":"demo-vd01"}',
      'info seats: running (down), 6 s {"seat":"demo-vd01"}',
    ]);
  });
});
