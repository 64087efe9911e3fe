#!/usr/bin/env node
/** @module The `virtroom` command, as cli/ says today. */
"use strict";
const build = require("./build.cjs");

try {
  require(build.built("cli"));
} catch (error) {
  if (!(error instanceof build.BuildError)) throw error;
  process.stderr.write(`virtroom: ${error.message}\n`);
  process.exitCode = 1;
}
