/** @module The secrets among a room's settings, as they stand: what must be in no log. */

type Raw = Readonly<Record<string, unknown>>;

/** Where secrets stand: a setting, or all of them under it. */
export const secretPlaces: readonly (readonly [name: string, inner?: string])[] = [
  ["engine", "password"],
  ["sftp", "password"],
  ["sftp", "keyPassphrase"],
  ["secretValues"],
  ["secretSeatValues"],
];

/** @param raw the stack's configuration, decrypted; it may be wrong anywhere */
export function secretWords(raw: Raw): string[] {
  return secretPlaces.flatMap(([name, inner]) =>
    textsIn(inner === undefined ? raw[name] : property(raw[name], inner)),
  );
}

function property(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? (value as Raw)[key] : undefined;
}

/** Every text in a value, however deep. */
function textsIn(value: unknown): string[] {
  const texts: string[] = [];
  const left = [value];
  while (left.length > 0) {
    const next = left.pop();
    if (typeof next === "string" || typeof next === "number") texts.push(String(next));
    else if (typeof next === "object" && next !== null)
      for (const inner of Object.values(next)) left.push(inner);
  }
  return texts;
}
