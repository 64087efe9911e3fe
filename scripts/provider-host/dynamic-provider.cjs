/**
 * @module Pulumi's host of dynamic providers without what it loads for functions that are written into the state, which
 * nobody here does: TypeScript, and npm's resolver of packages. That is half a second of CPU time and half of its memory in
 * every run (docs/performance.md). Should one of them be wanted after all, it is loaded then.
 */
"use strict";
const Module = require("node:module");
const path = require("node:path");

const sdk = path.dirname(require.resolve("@pulumi/pulumi/package.json"));
const ofSdk = Module.createRequire(path.join(sdk, "index.js"));

for (const name of ["typescript", "./vendor/typescript@3.8.3/typescript.js", "@npmcli/arborist"]) {
  const file = whereIs(name);
  if (file !== undefined) loadLater(file);
}
require("@pulumi/pulumi/cmd/dynamic-provider");

/**
 * The SDK takes the project's TypeScript, and its own where there is none.
 * @param {string} name
 */
function whereIs(name) {
  try {
    return ofSdk.resolve(name);
  } catch {
    return undefined;
  }
}

/** @param {string} file a module that is loaded when something of it is used for the first time */
function loadLater(file) {
  const load = () => {
    if (require.cache[file] === placeholder) delete require.cache[file];
    return ofSdk(file);
  };
  const placeholder = new Module(file);
  placeholder.filename = file;
  placeholder.loaded = true;
  placeholder.exports = new Proxy(Object.create(null), {
    // What is imported whole is taken as it is, and not copied, which would load it.
    get: (_, key) => (key === "__esModule" ? true : Reflect.get(load(), key)),
    has: (_, key) => Reflect.has(load(), key),
  });
  require.cache[file] = placeholder;
}
