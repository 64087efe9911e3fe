/** @module What `main` of Pulumi.yaml starts: the program, as index.ts says today. */
"use strict";
const build = require("./build.cjs");

// Pulumi calls the function that is exported here, and awaits it.
module.exports = require(built()).program;

/** Pulumi prints a RunError as it is; its stack is left out for the reason told in index.ts. */
function built() {
  try {
    return build.built("program");
  } catch (error) {
    if (!(error instanceof build.BuildError)) throw error;
    const errors = require("@pulumi/pulumi/errors");
    throw Object.assign(new errors.RunError(error.message), { stack: "" });
  }
}
