/**
 * @module Which custom properties an admin has defined (`engine-config -s UserDefinedVMProperties=... --cver=LEVEL`).
 */

import type { Engine } from "./engine";

export function propertiesAt(engine: Engine, level: string): string {
  return engine.settings.customProperties[level] ?? "";
}
