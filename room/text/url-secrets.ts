/** @module Addresses without the secrets in them: the place of the state may be one with a password. */

const stars = "********";

/** Up to the last `@`: people write passwords with `/`, `#` or `@` as they are. */
const login = /\b([a-z][\w+.-]*):\/\/([^\s:/?#"`]*):([^\s"`]*)@/gi;
const port = /^\d{1,5}([/?#]|$)/;
const secretParameter = /([?&][^=&\s"`]*(?:pass|pwd|secret|token|key|sig|credential)[^=&\s"`]*=)[^&#\s"`]*/gi;

/** The text with stars in place of passwords, keys and tokens of the addresses in it. */
export function withoutUrlSecrets(text: string): string {
  return text
    .replaceAll(login, (whole, scheme: string, user: string, secret: string) =>
      /^https?$/i.test(scheme) && port.test(secret) ? whole : `${scheme}://${user}:${stars}@`,
    )
    .replaceAll(secretParameter, `$1${stars}`);
}
