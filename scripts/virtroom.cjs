#!/usr/bin/env node
/** @module The `virtroom` command, as cli/ says today. */
"use strict";
require(require("./build.cjs").built("cli"));
