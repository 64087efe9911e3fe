import { strict as assert } from "node:assert";
import { pauseAfter } from "../../ovirt/pace";

describe("the pace of looking for news", () => {
  const long = 3_600_000;

  it("is twice as fast right after news, for seats that finish together", () => {
    assert.deepEqual(
      [0, 999].map(since => pauseAfter(since, since, 1000)),
      [500, 500],
    );
  });

  it("is that of the settings when a wait begins", () => {
    assert.equal(pauseAfter(0, long, 1000), 1000);
  });

  it("is that of the settings in the first ten ticks, and then a tenth of the time that nothing happened", () => {
    assert.deepEqual(
      [2000, 9000, 10_000, 25_000].map(calm => pauseAfter(calm, calm, 1000)),
      [1000, 1000, 1000, 2500],
    );
  });

  it("never slows down to less than a fifth", () => {
    assert.equal(pauseAfter(long, long, 1000), 5000);
  });

  it("asks seldom in a setup of ten minutes, and is a second late at most for each ten", () => {
    let [time, looks] = [0, 0];
    for (; time < 600_000; looks++) time += pauseAfter(time, long, 1000);
    assert.ok(looks < 160, `${looks} looks`);
    assert.ok(time - 600_000 <= 5000);
  });
});
