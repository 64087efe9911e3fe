/**
 * @module Values as the encoders see them: plain data whose shape a description tells.
 */

export type Value = string | number | boolean | Body | Value[] | undefined;

export interface Body {
  [field: string]: Value;
}

/** Typed bodies are plain data; this is the one place where their type is laid aside. */
export function plain(body: object): Body {
  return body as Body;
}

export function isBody(value: Value): value is Body {
  return typeof value === "object" && !Array.isArray(value);
}
