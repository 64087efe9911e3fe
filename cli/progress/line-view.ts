/** @module One line per change: for logs, and for whoever reads along where no terminal is. */

import { printable } from "../../room/text/printable";
import { tell } from "../terminal";
import type { View } from "./board";

export function createLineView(): View {
  return {
    changed: ({ seat, text }) => tell(`${seat}: ${printable(text)}`),
    note: tell,
    close: () => {},
  };
}

/** For results that machines read: only what is not about a seat. */
export function createQuietView(): View {
  return { changed: () => {}, note: tell, close: () => {} };
}
