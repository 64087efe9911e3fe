import assert from "node:assert/strict";
import { placesOf, userOf } from "../../ovirt/account";

const user = (name: string, provider: string) => ({
  user_name: `${name}@${provider}`,
  principal: name,
  domain: { name: provider },
});
const alice = user("alice", "internal-authz");
const tc = user("tc@school.example", "school.example-authz");
const keycloak = user("lab@ovirt", "internalkeycloak-authz");
const users = [alice, tc, user("alice.b", "internal-authz"), keycloak];
/** As an Active Directory itself lists somebody. */
const person = (fullName: string, principal: string, provider = "school.example-authz") => ({
  ...user(principal, provider),
  user_name: `${fullName}@${provider}`,
});

describe("an account as people write it", () => {
  for (const [written, meant] of [
    ["alice@internal-authz", alice],
    ["alice@internal", alice],
    ["Alice@Internal", alice],
    ["tc@school.example@school.example-authz", tc],
    ["tc@school.example@school.example", tc],
    ["tc@school.example-authz", tc],
    ["TC@school.example", tc],
    ["alice@school.example", undefined],
    ["alice", undefined],
    ["tc@internal-authz", undefined],
    ["lab@ovirt@internalsso", keycloak],
    ["lab@ovirt@internalkeycloak-authz", keycloak],
  ] as const) {
    it(`${written} means ${meant?.user_name ?? "nobody"}`, () => assert.equal(userOf(users, written), meant));
  }

  it("means nobody where it could be one of two, but for the one that is listed so", () => {
    const pupil = user("tc@pupils.example", "forest-authz");
    const teacher = user("tc@teachers.example", "forest-authz");
    assert.equal(userOf([pupil, teacher], "tc@forest-authz"), undefined);
    const plain = user("tc", "forest-authz");
    assert.equal(userOf([pupil, plain, teacher], "tc@forest-authz"), plain);
  });

  it("means whose principal it is, and nobody whose full name looks like it", () => {
    const namesake = person("tc", "thomas.c@school.example");
    const sameWords = person("tc@school.example", "thomas.c@school.example");
    const meant = person("Thin Client", "tc@school.example");
    for (const written of [
      "tc@school.example",
      "tc@school.example-authz",
      "tc@school.example@school.example-authz",
    ]) {
      assert.equal(userOf([namesake, sameWords], written), undefined, written);
      assert.equal(userOf([namesake, sameWords, meant], written), meant, written);
    }
  });

  it("means nobody of another domain of a directory that is called by its own", () => {
    const pupil = person("tc", "tc@pupils.example");
    assert.equal(userOf([pupil], "tc@school.example"), undefined);
    assert.equal(userOf([pupil], "tc@school.example-authz"), undefined);
    assert.equal(userOf([pupil], "tc@pupils.example"), pupil);
  });

  it("means by its name who has no principal", () => {
    const { principal: _, ...nameless } = user("tc", "school.example-authz");
    assert.equal(userOf([nameless], "tc@school.example"), nameless);
  });

  it("is looked for where it says, under the names that it may have there", () => {
    const providers = ["internal-authz", "school.example-authz"];
    assert.deepEqual(placesOf("alice@internal-authz", providers), [
      { provider: "internal-authz", names: ["alice"] },
    ]);
    assert.deepEqual(placesOf("tc@school.example", providers), [
      { provider: "school.example-authz", names: ["tc", "tc@school.example"] },
    ]);
    assert.deepEqual(placesOf("tc@pupils.example", providers), [
      { provider: "internal-authz", names: ["tc@pupils.example", "tc"] },
      { provider: "school.example-authz", names: ["tc@pupils.example", "tc"] },
    ]);
    assert.deepEqual(placesOf("lab@ovirt@internalsso", ["internalkeycloak-authz"]), [
      { provider: "internalkeycloak-authz", names: ["lab@ovirt", "lab@ovirt@internalsso", "lab"] },
    ]);
  });

  it("is looked for by the last name that its login ends with", () => {
    assert.deepEqual(placesOf("jane.doe@school.example", ["school.example-authz"]), [
      { provider: "school.example-authz", names: ["jane.doe", "jane.doe@school.example", "doe"] },
    ]);
    assert.deepEqual(placesOf("tc-01@internal", ["internal-authz"])[0]?.names, ["tc-01", "tc-01@internal"]);
  });

  it("never asks for a whole directory", () => {
    for (const written of ["*@school.example", "t*@school.example", "a b@school.example", '"@school.example'])
      assert.deepEqual(placesOf(written, ["school.example-authz"])[0]?.names, [], written);
  });
});
