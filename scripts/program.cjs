/** @module What `main` of Pulumi.yaml starts: the program, as index.ts says today. */
"use strict";
const build = require("./build.cjs");

require(built());

/** Pulumi prints a RunError as it is, without a stack. */
function built() {
  try {
    return build.built("program");
  } catch (error) {
    if (!(error instanceof build.BuildError)) throw error;
    const errors = require("@pulumi/pulumi/errors");
    throw new errors.RunError(error.message);
  }
}
