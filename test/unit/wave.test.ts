import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { Wave } from "../../dynamic-providers/conversation/wave";

/** Lets five seats in at once. @returns which of them were told that they wait, and how many were at work at once */
async function enterFive(wave: Wave) {
  const waited: number[] = [];
  let [working, most] = [0, 0];
  const work = async () => {
    most = Math.max(most, ++working);
    await pause(5);
    working -= 1;
  };
  await Promise.all([0, 1, 2, 3, 4].map(seat => wave.enter(work, () => waited.push(seat))));
  return { waited, most };
}

describe("a wave", () => {
  it("lets so many in at once, and tells the others what they wait for", async () => {
    assert.deepEqual(await enterFive(new Wave(2)), { waited: [2, 3, 4], most: 2 });
  });

  it("lets all in at once where none is set, and nobody is told to wait", async () => {
    assert.deepEqual(await enterFive(new Wave()), { waited: [], most: 5 });
  });

  it("tells nobody to wait when a place has become free", async () => {
    const wave = new Wave(1);
    await wave.enter(async () => {}, assert.fail);
    await wave.enter(async () => {}, assert.fail);
  });
});
