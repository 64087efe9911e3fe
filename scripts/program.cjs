/** @module What `main` of Pulumi.yaml starts: the program, as index.ts says today. */
"use strict";
module.exports = require(require("./build.cjs").built("program")).program;
