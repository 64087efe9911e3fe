/** @module The secrets among a room's settings, as they stand: what must be in no log. */

type Raw = Readonly<Record<string, unknown>>;

/** @param raw the stack's configuration, decrypted; it may be wrong anywhere */
export function secretWords({ engine, sftp, secretValues, secretSeatValues }: Raw): string[] {
  return [
    ...textsIn(property(engine, "password")),
    ...textsIn(property(sftp, "password")),
    ...textsIn(property(sftp, "keyPassphrase")),
    ...textsIn(secretValues),
    ...textsIn(secretSeatValues),
  ];
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
