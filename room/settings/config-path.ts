/** @module The path of a setting as it is typed behind `pulumi config set --path`. */

import { shellWord } from "../text/shell-word";

/** One step into an object: `.name`, or `["na.me"]`. */
export function stepInto(key: string): string {
  return /^[^.[\]"]+$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

/** `virtroom:secretValues.products[0]`, with what a shell needs around it. */
export function pathInShell(project: string, [first = "", ...steps]: readonly (string | number)[]): string {
  const inner = steps.map(step => (typeof step === "number" ? `[${step}]` : stepInto(step)));
  return shellWord(`${project}:${first}${inner.join("")}`);
}
