import assert from "node:assert/strict";
import { type Simulator, startSimulator } from "../../simulator";
import type { UserBody } from "../../simulator/api/types/user";
import { EngineClient } from "../support/engine-client";

const provider = "school.example-authz";
const users = `/domains/${Buffer.from(provider).toString("hex").toUpperCase()}/users`;

describe("the directory of the simulated engine", () => {
  let simulator: Simulator;
  let client: EngineClient;
  beforeEach(async () => {
    const person = (name: string, more = {}) => ({ name, password: "x", administrator: false, ...more });
    simulator = await startSimulator({
      accounts: [
        person("admin@internal", { administrator: true }),
        person("tc@school.example@school.example", {
          fullName: "Thin Client",
          firstName: "Thin",
          lastName: "Client",
        }),
        person("one@school.example@school.example", { fullName: "same" }),
        person("two@school.example@school.example", { fullName: "same" }),
      ],
    });
    client = new EngineClient(simulator);
    await client.logIn();
  });
  afterEach(() => simulator.stop());

  const listed = async (path: string, search: string) => {
    const answer = await client.ask("GET", `${path}?search=${encodeURIComponent(search)}`);
    return answer.json<{ user?: UserBody[] }>().user ?? [];
  };
  const found = async (search: string) => (await listed(users, search)).map(user => user.principal);
  const add = async (body: object) => {
    const answer = await client.ask("POST", "/users", body);
    return answer.status === 201 ? answer.json<UserBody>().principal : answer.status;
  };

  it("is searched by names, and by no login", async () => {
    for (const search of [
      "username=tc",
      "username=tc@school.example",
      "allnames=tc",
      "allnames=tc@school.example",
    ])
      assert.deepEqual(await found(search), [], search);
    for (const search of ["allnames=Client", "allnames=Thin", "username=Thin*", "name=Thin"])
      assert.deepEqual(await found(search), ["tc@school.example"], search);
  });

  it("lists people by their names, and the engine by their logins", async () => {
    const [person] = await listed(users, "allnames=Thin");
    assert.equal(person?.user_name, `Thin Client@${provider}`);
    assert.equal(person.principal, "tc@school.example");
    assert.equal(person.domain_entry_id, undefined);
    await add({ user_name: person.user_name, principal: person.principal, domain: { name: provider } });
    const [known] = await listed("/users", "usrname=tc*");
    assert.equal(known?.user_name, `tc@school.example@${provider}`);
    assert.equal(known.principal, "tc@school.example");
    assert.equal(known.domain_entry_id, person.id);
  });

  it("gives the first of a name, and whose principal or entry it is where that is said", async () => {
    const domain = { name: provider };
    assert.equal(await add({ user_name: `same@${provider}`, domain }), "one@school.example");
    assert.equal(
      await add({ user_name: `same@${provider}`, principal: "two@school.example", domain }),
      "two@school.example",
    );
    const [thin] = await listed(users, "allnames=Thin");
    const entry = { domain_entry_id: thin?.id };
    assert.equal(await add({ user_name: `same@${provider}`, ...entry, domain }), "tc@school.example");
    assert.equal(await add({ user_name: `tc@school.example@${provider}`, domain }), 404);
    assert.equal(await add({ principal: "tc@school.example", domain }), 400);
  });
});
