import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { Api } from "../../ovirt/api";
import { Engine } from "../../ovirt/engine";
import { EngineError } from "../../ovirt/errors";
import { Permissions } from "../../ovirt/permission";
import { type Simulator, startSimulator } from "../../simulator";
import { byHand } from "../support/by-hand";

/** As the directory has somebody. */
interface Person {
  readonly fullName?: string;
  readonly firstName?: string;
  readonly lastName?: string;
}

function account(name: string, person: Person = {}) {
  return { name, password: "x", administrator: name.startsWith("admin@"), ...person };
}

describe("accounts", () => {
  let simulator: Simulator | undefined;
  let engine: Engine | undefined;

  async function open(people: Record<string, Person>) {
    const accounts = [account("admin@internal"), ...Object.entries(people).map(one => account(...one))];
    simulator = await startSimulator({ durations: { refusedLogin: 20 }, accounts });
    const { username, password, caFile } = simulator;
    const base = simulator.url.replace(/\/api$/, "");
    engine = new Engine({ base, username, password, ca: readFileSync(caFile, "utf8"), outage: 3000 });
    return { simulator, permissions: engine.permissions };
  }
  afterEach(async () => {
    engine?.close();
    await simulator?.stop();
  });

  it("of an Active Directory are found by what people log in with, and taken into the engine", async () => {
    const { simulator, permissions } = await open({ "tc@school.example@school.example": { fullName: "tc" } });
    assert.equal(await permissions.standing("TC@school.example"), "known");
    assert.equal(await permissions.standing("tc@pupils.example"), "unlisted");
    const id = await permissions.userId("tc@school.example");
    assert.equal(simulator.engine.users.get(id)?.principal, "tc@school.example");
    assert.equal(await permissions.userId("tc@school.example-authz"), id);
    await assert.rejects(permissions.userId("bob@internal-authz"), /knows bob@internal-authz/);
  });

  it("are found by the last name that a login ends with, though the full name is another", async () => {
    const jane = { fullName: "Dr. Jane Doe", firstName: "Jane", lastName: "Doe" };
    const { simulator, permissions } = await open({ "jane.doe@school.example@school.example": jane });
    const id = await permissions.userId("jane.doe@school.example");
    assert.equal(simulator.engine.users.get(id)?.principal, "jane.doe@school.example");
  });

  it("are no namesakes: who is called as another logs in is left alone", async () => {
    const { simulator, permissions } = await open({
      "thomas.c@school.example@school.example": { fullName: "tc" },
      "tc@school.example@school.example": { fullName: "Thin Client", firstName: "Thin", lastName: "Client" },
    });
    assert.equal(await permissions.standing("tc@school.example"), "unlisted");
    await assert.rejects(permissions.userId("tc@school.example"), (error: unknown) => {
      assert.ok(error instanceof EngineError);
      assert.match(error.message, /knows tc@school\.example/);
      assert.match(error.remedy, /Administration > Users > Add.* then run again/);
      return true;
    });
    const added = [...simulator.engine.users.values()].filter(user => user.added);
    assert.deepEqual(
      added.map(user => user.principal),
      ["admin"],
    );
    await byHand(simulator, "POST", "/users", {
      user_name: "Thin Client@school.example-authz",
      principal: "tc@school.example",
      domain: { name: "school.example-authz" },
    });
    assert.equal(await permissions.standing("tc@school.example"), "known");
  });

  it("are added by who they are, where several are called the same", async () => {
    const { simulator, permissions } = await open({
      "other@school.example@school.example": { fullName: "lab" },
      "lab@school.example@school.example": { fullName: "lab" },
    });
    const id = await permissions.userId("lab@school.example");
    assert.equal(simulator.engine.users.get(id)?.principal, "lab@school.example");
  });

  it("of Keycloak are found by the profile that people log in with", async () => {
    const { simulator, permissions } = await open({ "tc@ovirt@internalkeycloak": {} });
    const id = await permissions.userId("tc@ovirt@internalsso");
    assert.equal(simulator.engine.users.get(id)?.domain, "internalkeycloak-authz");
    assert.equal(await permissions.standing("tx@ovirt@internalsso"), "unknown");
  });

  it("that the engine has cost one request", async () => {
    const { simulator, permissions } = await open({
      "tc@school.example@school.example": { fullName: "Thin Client" },
    });
    const user = [...simulator.engine.users.values()].find(({ principal }) => principal.startsWith("tc@"));
    assert.ok(user);
    user.added = true;
    assert.equal(await permissions.userId("tc@school.example"), user.id);
    const asked = Object.entries(simulator.requests()).filter(([kind]) => !kind.includes("/sso/"));
    assert.deepEqual(asked, [["GET /users?case_sensitive&max&search", 1]]);
  });

  it("are added with a principal only where the name says another", async () => {
    const bodies: unknown[] = [];
    const answers = (user: object) =>
      ({
        get: async (path: string) => {
          if (path === "/domains") return { domain: [{ name: "x-authz", id: "1" }] };
          return path === "/users" ? {} : { user: [{ domain: { name: "x-authz" }, ...user }] };
        },
        repeatablePost: async (_: string, body: unknown) => {
          bodies.push(body);
          return { id: "u1" };
        },
      }) as unknown as Api;
    for (const user of [
      { user_name: "tc@x-authz", principal: "tc" },
      { user_name: "tc@x-authz" },
      { user_name: "Thin Client@x-authz", principal: "tc" },
    ])
      await new Permissions(answers(user)).userId("tc@x-authz");
    const domain = { name: "x-authz" };
    assert.deepEqual(bodies, [
      { user_name: "tc@x-authz", domain },
      { user_name: "tc@x-authz", domain },
      { user_name: "Thin Client@x-authz", domain, principal: "tc" },
    ]);
  });
});
