/**
 * @module Looks for passwords in a text: as they are, as another format writes them, and as Windows' answer files have
 * them, in base64 of UTF-16.
 */

import assert from "node:assert/strict";

/** @param text bytes as latin1, one character a byte, or plain text */
export function assertNoSecret(text: string, secrets: readonly string[], where: string): void {
  for (const secret of secrets) {
    for (const form of formsOf(secret)) {
      assert.ok(!text.includes(form), `${where} holds ${JSON.stringify(secret)} as ${JSON.stringify(form)}`);
    }
  }
}

const known = new Map<string, readonly string[]>();

function formsOf(secret: string): readonly string[] {
  const forms = known.get(secret) ?? [...new Set(allForms(secret))];
  known.set(secret, forms);
  return forms;
}

function allForms(secret: string): string[] {
  const xml = secret.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  const texts = [
    secret,
    JSON.stringify(secret).slice(1, -1),
    JSON.stringify(JSON.stringify(secret)).slice(3, -3),
    encodeURIComponent(secret),
    new URLSearchParams({ a: secret }).toString().slice(2),
    xml,
    xml.replaceAll(">", "&gt;"),
    xml.replaceAll(">", "&gt;").replaceAll('"', "&quot;"),
    // As Go writes JSON.
    JSON.stringify(secret)
      .slice(1, -1)
      .replaceAll("&", "\\u0026")
      .replaceAll("<", "\\u003c")
      .replaceAll(">", "\\u003e"),
  ];
  const encoded = texts.flatMap(text => [
    Buffer.from(text, "utf8"),
    Buffer.from(text, "utf16le"),
    Buffer.from(text, "utf16le").swap16(),
  ]);
  return [
    ...texts,
    ...encoded.map(bytes => bytes.toString("latin1")),
    ...encoded.flatMap(base64Of),
    ...encoded.map(bytes => bytes.toString("hex")),
  ];
}

/** Base64 of a text within another begins at one of three places: the middle that they all share is looked for. */
function base64Of(bytes: Buffer): string[] {
  return [0, 1, 2].map(before =>
    Buffer.concat([Buffer.alloc(before), bytes])
      .toString("base64")
      .slice(before === 0 ? 0 : 4, -4),
  );
}
