/** @module What the `__provider` text of a resource requires: the providers, as their sources say today. */
"use strict";
module.exports = require(require("./build.cjs").built("providers")).providers;
