/** @module Waiting for something to come about, with a limit. */

export async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; !condition(); tries++) {
    if (tries > 2400) throw new Error("it did not come to that within two minutes");
    await new Promise(done => setTimeout(done, 50));
  }
}
