import { strict as assert } from "node:assert";
import { pauseAfter } from "../../ovirt/pace";

describe("the pace of looking for news", () => {
  it("is twice as fast right after news, for seats that finish together", () => {
    assert.deepEqual(
      [0, 1999].map(calm => pauseAfter(calm, 1000)),
      [500, 500],
    );
  });

  it("is that of the settings in the first ten ticks, and then a tenth of the time that nothing happened", () => {
    assert.deepEqual(
      [2000, 9000, 10_000, 25_000].map(calm => pauseAfter(calm, 1000)),
      [1000, 1000, 1000, 2500],
    );
  });

  it("never slows down to less than a fifth", () => {
    assert.equal(pauseAfter(3_600_000, 1000), 5000);
  });

  it("asks seldom in a setup of ten minutes, and is a second late at most for each ten", () => {
    let [time, looks] = [0, 0];
    for (; time < 600_000; looks++) time += pauseAfter(time, 1000);
    assert.ok(looks < 160, `${looks} looks`);
    assert.ok(time - 600_000 <= 5000);
  });
});
