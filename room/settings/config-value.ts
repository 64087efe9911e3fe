/** @module A value of a stack's configuration as Pulumi hands it on: objects and lists as JSON, single values as text. */

export function configValue(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
