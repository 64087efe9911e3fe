/**
 * @module Which values the properties are tried with: the same in every run, so that a build that fails fails of its change.
 * `VIRTROOM_SEED=new` tries others, and a failure prints the seed to come back to it with.
 */
import fc from "fast-check";

const { VIRTROOM_SEED: seed = "1" } = process.env;
if (seed !== "new") {
  if (!/^-?\d{1,10}$/.test(seed)) throw new Error(`VIRTROOM_SEED is "${seed}"; write a whole number, or new`);
  fc.configureGlobal({ seed: Number(seed) });
}
