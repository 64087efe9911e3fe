/** @module The process of the providers, as their sources say today: see docs/decisions/008-provider-host.md. */
"use strict";
// Garbage is looked for a little more often, and a room of 300 seats takes half of the memory. A version of V8 that does not
// know this word goes on without it.
require("node:v8").setFlagsFromString("--heap-growing-percent=20");
require(require("../build.cjs").built("providers"));
