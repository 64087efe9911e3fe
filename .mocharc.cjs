/** @module How the tests run: TypeScript as it is written, generated values the same each time, each wait with a limit, a summary line that CI can read. */
module.exports = {
  require: ["tsx/cjs", "./test/support/same-values.ts"],
  reporter: "scripts/mocha-reporter.cjs",
  timeout: 20_000,
  slow: 2_000,
  "forbid-only": true,
  "forbid-pending": true,
};
