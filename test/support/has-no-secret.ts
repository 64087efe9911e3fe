/** @module Looks for passwords in a text: as they are, in base64, and in base64 of UTF-16 as Windows' answer files have them. */

import assert from "node:assert/strict";

export function assertNoSecret(text: string, secrets: readonly string[], where: string): void {
  for (const secret of secrets) {
    for (const form of formsOf(secret)) {
      assert.ok(!text.includes(form), `${where} holds ${JSON.stringify(secret)} as ${JSON.stringify(form)}`);
    }
  }
}

/** Base64 of a text within another begins at one of three places: the middle that they all share is looked for. */
function formsOf(secret: string): string[] {
  const forms = [secret, Buffer.from(secret, "utf16le").toString("latin1")];
  for (const encoding of ["utf8", "utf16le"] as const) {
    for (const before of [0, 1, 2]) {
      const encoded = Buffer.concat([Buffer.alloc(before), Buffer.from(secret, encoding)]).toString("base64");
      forms.push(encoded.slice(before === 0 ? 0 : 4, -4));
    }
  }
  return forms;
}
