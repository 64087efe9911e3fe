import assert from "node:assert/strict";
import { canariesOf } from "../../room/canary";

const seat = (group: string, name: string) => ({ group, name });
const seats = [
  ...["s1", "s2", "s3"].map(name => seat("students", name)),
  ...["t1"].map(name => seat("teacher", name)),
];
const names = (count: number) => canariesOf(seats, count).map(({ name }) => name);

describe("the canaries of a room", () => {
  it("are none where none are asked for, and the first seat when it is one", () => {
    assert.deepEqual(names(0), []);
    assert.deepEqual(names(1), ["s1"]);
  });

  it("are one of each group before a second one of any, so that each image is tried", () => {
    assert.deepEqual(names(2), ["s1", "t1"]);
    assert.deepEqual(names(3), ["s1", "t1", "s2"]);
  });

  it("are all seats when there are no more", () => {
    assert.deepEqual(names(9), ["s1", "t1", "s2", "s3"]);
    assert.deepEqual(canariesOf([], 2), []);
  });
});
