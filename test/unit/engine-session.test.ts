import assert from "node:assert/strict";
import { EngineError, type EngineFaultCode } from "../../ovirt/errors";
import type { EngineAnswer, EngineRequest, Send } from "../../ovirt/exchange";
import { Login } from "../../ovirt/handle-login";
import { createStop, handleStop, isStopped } from "../../ovirt/stop";

const answer = (json: EngineAnswer["json"] = {}) => ({ status: 200, json }) as EngineAnswer;
const failure = (code: EngineFaultCode, status?: number) =>
  new EngineError({
    code,
    operation: "asking",
    message: "no",
    remedy: "",
    ...(status === undefined ? {} : { status }),
  });
const settled = () => new Promise(done => setImmediate(done));

interface Sent {
  readonly path: string;
  readonly token: string;
  readonly answer: () => void;
  readonly fail: (error: EngineError) => void;
}

/** Logins that are given at once, and requests that a test answers when it likes. */
function engine(stop = createStop().signal) {
  let logins = 0;
  const sent: Sent[] = [];
  const login = new Login(
    { username: "admin@internal", password: "secret" },
    async () => answer({ access_token: `token ${++logins}` }),
    stop,
  );
  const next: Send = ({ path, headers }) =>
    new Promise((resolve, reject) => {
      const token = headers?.Authorization?.replace("Bearer ", "") ?? "";
      sent.push({ path, token, answer: () => resolve(answer()), fail: reject });
    });
  const send = login.handler(handleStop(stop)(next));
  const ask = (...paths: string[]) =>
    paths.map(path => send({ method: "GET", path, operation: `reading ${path}` }));
  return { login, ask, sent, logins: () => logins, paths: () => sent.map(({ path }) => path) };
}

describe("the first request under a login", () => {
  it("goes alone; the others go together when it was answered", async () => {
    const { ask, sent, paths } = engine();
    const all = ask("/a", "/b", "/c");
    await settled();
    assert.deepEqual(paths(), ["/a"]);
    sent[0]?.answer();
    await settled();
    assert.deepEqual(paths(), ["/a", "/b", "/c"]);
    for (const each of sent) each.answer();
    await Promise.all(all);
    void ask("/d", "/e");
    await settled();
    assert.deepEqual(paths(), ["/a", "/b", "/c", "/d", "/e"], "there is a session now");
  });

  it("that is refused for what it wants has made the session, too", async () => {
    const { ask, sent, paths } = engine();
    const [refused] = ask("/gone", "/b", "/c");
    await settled();
    sent[0]?.fail(failure("not_found", 404));
    await assert.rejects(refused ?? Promise.resolve(), /not_found/);
    await settled();
    assert.deepEqual(paths(), ["/gone", "/b", "/c"]);
  });

  for (const [what, error] of [
    ["the connection breaks", failure("outcome_unknown")],
    ["the proxy says that the engine is away", failure("engine_failed", 503)],
    ["the account may have no session", failure("too_many_sessions", 401)],
  ] as const) {
    it(`lets the next go first when it fails: ${what}`, async () => {
      const { ask, sent, paths } = engine();
      const [broken] = ask("/a", "/b", "/c");
      await settled();
      sent[0]?.fail(error);
      await assert.rejects(broken ?? Promise.resolve(), error);
      await settled();
      assert.deepEqual(paths(), ["/a", "/b"]);
      sent[1]?.answer();
      await settled();
      assert.deepEqual(paths(), ["/a", "/b", "/c"]);
    });
  }

  it("whose login is refused spares the others theirs: they go under the next one, again one first", async () => {
    const { ask, sent, logins } = engine();
    const all = ask("/a", "/b", "/c");
    await settled();
    sent[0]?.fail(failure("login_expired", 401));
    const again = () => sent.filter(({ token }) => token === "token 2");
    while (again().length < 1) await new Promise(done => setTimeout(done, 10));
    await new Promise(done => setTimeout(done, 300));
    assert.equal(again().length, 1);
    again()[0]?.answer();
    await settled();
    for (const each of again()) each.answer();
    await Promise.all(all);
    assert.equal(sent.length, 4, "one refused, three answered");
    assert.equal(logins(), 2);
  });

  describe("which takes long", () => {
    const { setTimeout } = globalThis;
    let hurry: (() => void) | undefined;
    before(() => {
      globalThis.setTimeout = ((then: () => void, milliseconds: number) => {
        if (milliseconds === 3000) hurry = then;
        return setTimeout(then, milliseconds);
      }) as typeof setTimeout;
    });
    after(() => {
      globalThis.setTimeout = setTimeout;
    });

    it("is not waited for longer than three seconds", async () => {
      const { ask, sent, paths } = engine();
      const all = ask("/slow", "/b", "/c");
      await settled();
      assert.deepEqual(paths(), ["/slow"]);
      hurry?.();
      await settled();
      assert.deepEqual(paths(), ["/slow", "/b", "/c"]);
      for (const each of sent) each.answer();
      await Promise.all(all);
    });
  });

  it("holds nobody who is to stop", async () => {
    const stop = createStop();
    const { ask, sent, paths } = engine(stop.signal);
    const [first, ...others] = ask("/a", "/b", "/c");
    await settled();
    stop.abort();
    await Promise.all(others.map(other => assert.rejects(other, (error: unknown) => isStopped(error))));
    assert.deepEqual(paths(), ["/a"], "nothing new is sent");
    sent[0]?.answer();
    await first;
  });

  it("under logins that are never taken, fails each request in its own name", async () => {
    const credentials = { username: "admin@internal", password: "secret" };
    const login = new Login(credentials, async () => answer({ access_token: "token" }));
    const send = login.handler(async () => {
      throw failure("login_expired", 401);
    });
    const failing = ["/a", "/b", "/c"].map(path => {
      const words = new RegExp(`reading ${path}: the engine has given 10 logins and taken none`);
      return assert.rejects(send({ method: "GET", path, operation: `reading ${path}` }), words);
    });
    await Promise.all(failing);
  });
});

describe("a logout", () => {
  const asked = async (login: Login, outcome: () => Promise<EngineAnswer> = async () => answer()) => {
    const requests: EngineRequest[] = [];
    await login.logOut(request => {
      requests.push(request);
      return outcome();
    });
    return requests.map(({ method, path, form, answerLimit }) => ({ method, path, form, answerLimit }));
  };

  it("ends the session that was made, once, with two seconds' time", async () => {
    const { login, ask, sent } = engine();
    const [first] = ask("/a");
    await settled();
    sent[0]?.answer();
    await first;
    const form = { scope: "", token: "token 1" };
    const path = "/services/sso-logout";
    assert.deepEqual(await asked(login), [{ method: "POST", path, form, answerLimit: 2000 }]);
    assert.deepEqual(await asked(login), []);
  });

  it("is none where the engine has made no session", async () => {
    const { login, ask, sent } = engine();
    assert.deepEqual(await asked(login), []);
    const [first] = ask("/a");
    await settled();
    sent[0]?.fail(failure("forbidden", 401));
    await assert.rejects(first ?? Promise.resolve());
    assert.deepEqual(await asked(login), []);
  });

  it("that goes wrong is no error", async () => {
    const { login, ask, sent } = engine();
    const [first] = ask("/a");
    await settled();
    sent[0]?.answer();
    await first;
    assert.equal((await asked(login, () => Promise.reject(failure("unreachable")))).length, 1);
  });
});
