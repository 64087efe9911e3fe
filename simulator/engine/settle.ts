/**
 * @module Parts of a VM's settings are never changed in place, only replaced: VMs, templates and snapshots share them.
 */

/** Freezes what is inside; the object itself stays open. */
export function settle<T extends object>(settings: T): T {
  for (const part of Object.values(settings)) {
    freeze(part);
  }
  return settings;
}

function freeze(value: unknown): void {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    for (const part of Object.values(value)) {
      freeze(part);
    }
    Object.freeze(value);
  }
}
