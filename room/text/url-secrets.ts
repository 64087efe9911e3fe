/** @module Addresses without the secrets in them: the place of the state may be one with a password. */

const stars = "********";

/** Up to the last `@`: people write passwords with `/`, `#` or `@` as they are. The bounds keep long texts quick. */
const login = /\b([a-z][\w+.-]{0,20}):\/\/([^\s:/?#"`]{0,200}):([^\s"`]{0,2000})@/gi;
const port = /^\d{1,5}([/?#]|$)/;
const secretParameter =
  /([?&][^=&\s"`]{0,40}(?:pass|pwd|secret|token|key|sig|credential)[^=&\s"`]{0,40}=)[^&#\s"`]*/gi;

/** The text with stars in place of passwords, keys and tokens of the addresses in it. */
export function withoutUrlSecrets(text: string): string {
  return text
    .replaceAll(login, (whole, scheme: string, user: string, secret: string) =>
      /^https?$/i.test(scheme) && port.test(secret) ? whole : `${scheme}://${user}:${stars}@`,
    )
    .replaceAll(secretParameter, `$1${stars}`);
}
