/** @module Keeps secrets out of what is written down, should one have come into a message. */

/** Shorter ones would be found in everything. */
const shortest = 4;

/** @returns a function that puts stars in the place of each secret in a text */
export function maskOf(secrets: readonly string[]): (text: string) => string {
  // A secret may hold another one.
  const known = [...new Set(secrets)]
    .filter(secret => secret.length >= shortest)
    .sort((a, b) => b.length - a.length);
  return text => known.reduce((masked, secret) => masked.replaceAll(secret, "********"), text);
}
