import assert from "node:assert/strict";
import { placesOf, userOf } from "../../ovirt/account";

const user = (name: string, provider: string) => ({
  user_name: `${name}@${provider}`,
  principal: name,
  domain: { name: provider },
});
const alice = user("alice", "internal-authz");
const tc = user("tc@school.example", "school.example-authz");
const users = [alice, tc, user("alice.b", "internal-authz")];

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

  it("is looked for where it says, under the names that it may have there", () => {
    const providers = ["internal-authz", "school.example-authz"];
    assert.deepEqual(placesOf("alice@internal-authz", providers), [
      { provider: "internal-authz", names: ["alice"] },
    ]);
    assert.deepEqual(placesOf("tc@school.example", providers), [
      { provider: "school.example-authz", names: ["tc@school.example", "tc"] },
    ]);
    assert.deepEqual(placesOf("tc@pupils.example", providers), [
      { provider: "internal-authz", names: ["tc@pupils.example"] },
      { provider: "school.example-authz", names: ["tc@pupils.example"] },
    ]);
  });
});
