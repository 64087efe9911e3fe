import assert from "node:assert/strict";
import { EngineError } from "../../ovirt/errors";
import type { EngineAnswer, EngineRequest, Send } from "../../ovirt/exchange";
import { Login } from "../../ovirt/handle-login";

const credentials = { username: "admin@internal", password: "secret" };
const asking = (path: string): EngineRequest => ({ method: "GET", path, operation: `reading ${path}` });
const answer = (json: EngineAnswer["json"] = {}) => ({ status: 200, json }) as EngineAnswer;
const expired = ({ operation }: EngineRequest) =>
  new EngineError({ code: "login_expired", operation, message: "invalid_grant", remedy: "", status: 401 });

describe("a request whose login is refused", () => {
  const { setTimeout } = globalThis;
  /** No pause takes long. */
  before(() => {
    globalThis.setTimeout = ((then: () => void) => setTimeout(then, 0)) as typeof setTimeout;
  });
  after(() => {
    globalThis.setTimeout = setTimeout;
  });

  /** An engine behind a gateway; while a request is refused, another seat's is answered under the same login. */
  function conversation(isRefused: (request: EngineRequest, login: number) => boolean) {
    let logins = 0;
    const login = async () => answer({ access_token: `${++logins}` });
    const send: Send = new Login(credentials, login).handler(async request => {
      if (request.path === "/others") return answer();
      await send(asking("/others"));
      if (isRefused(request, logins)) throw expired(request);
      return answer();
    });
    return { send, logins: () => logins };
  }

  it("while others are answered under the same ones, is given up: no storm of logins", async () => {
    const { send, logins } = conversation((_request, login) => login <= 100);
    await assert.rejects(send(asking("/closed")), (error: unknown) => {
      assert.ok(error instanceof EngineError);
      assert.equal(error.code, "login_expired");
      assert.match(error.message, /^reading \/closed: .*refused under 30 logins, under which others were/);
      return true;
    });
    assert.equal(logins(), 30);
  });

  it("comes again, since others may have used it up", async () => {
    const { send } = conversation((_request, login) => login < 12);
    assert.equal((await send(asking("/vms"))).status, 200);
  });
});
