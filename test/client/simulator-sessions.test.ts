import assert from "node:assert/strict";
import { type Simulator, startSimulator } from "../../simulator";
import { EngineClient } from "../support/engine-client";

describe("the simulated engine's sessions", () => {
  let simulator: Simulator;
  let client: EngineClient;

  async function open(options: Parameters<typeof startSimulator>[0]): Promise<void> {
    simulator = await startSimulator({ durations: { openSession: 100 }, ...options });
    client = new EngineClient(simulator);
    await client.logIn();
  }
  afterEach(async () => {
    client.close();
    await simulator.stop();
  });
  const held = () => simulator.engine.sessions.held();
  const asked = (times: number) =>
    Promise.all(Array.from({ length: times }, () => client.ask("GET", "/clusters")));

  it("are made by the first requests under a token, one each where these come together", async () => {
    await open({});
    assert.equal(held(), 0, "a token is no session");
    await asked(5);
    assert.equal(held(), 5);
    await asked(5);
    assert.equal(held(), 5);
  });

  it("end by a logout, all that the token has", async () => {
    await open({});
    await asked(3);
    const { status, body } = await client.logOut();
    assert.deepEqual([status, body], [200, "{ }"]);
    assert.equal(held(), 0);
    const [after] = await asked(1);
    assert.equal(after?.status, 401);
  });

  it("are refused beyond the limit, as a page of the engine's words", async () => {
    await open({ maxUserSessions: 1 });
    await asked(1);
    await client.logIn();
    const [refused] = await asked(1);
    assert.equal(refused?.status, 401);
    assert.equal(refused?.type, "text/html;charset=UTF-8");
    assert.equal(
      refused?.body,
      "<html><head><title>Error</title></head><body>Unable to login user admin@internal-authz with profile [internal] because the maximum number of allowed sessions 1 is exceeded</body></html>",
    );
  });

  it("are refused to an account to which nothing is permitted, until something is", async () => {
    const bob = { name: "bob@internal", password: "secret", administrator: false, permitted: false };
    await open({ accounts: [bob] });
    const [refused] = await asked(1);
    assert.match(
      refused?.body ?? "",
      /The user bob@internal-authz with profile \[internal\] is not authorized/,
    );
    const [user] = simulator.engine.users.keys();
    const [role] = simulator.engine.roles.keys();
    simulator.engine.permissions.set("given", { id: "given", role: role ?? "", user: user ?? "" });
    const [granted] = await asked(1);
    assert.equal(granted?.status, 200);
  });
});
