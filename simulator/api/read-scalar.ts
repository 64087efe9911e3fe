/**
 * @module Text of a request into a value of its kind, the same for JSON and XML.
 */

import type { Scalar } from "./schema";

/** Undefined: the text is no value of that kind. */
export function scalarFromText(shape: Scalar<unknown>, text: string): string | number | boolean | undefined {
  switch (shape.kind) {
    case "text":
      return shape.values === undefined || shape.values.includes(text) ? text : undefined;
    case "boolean":
      return booleans.get(text.toLowerCase());
    case "integer":
      return /^\s*[-+]?\d+\s*$/.test(text) ? Number(text) : undefined;
    case "decimal":
      return text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : undefined;
    case "date": {
      const time = /^\d+$/.test(text) ? Number(text) : Date.parse(text);
      return Number.isNaN(time) ? undefined : time;
    }
  }
}

const booleans = new Map([
  ["true", true],
  ["false", false],
  ["1", true],
  ["0", false],
]);
