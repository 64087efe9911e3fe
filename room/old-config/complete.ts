/** @module Data that was read piece by piece, and may lack pieces. */

/** The same with every piece there. */
export type Complete<T> = { readonly [Key in keyof T]: Exclude<T[Key], undefined> };

/** The data when every piece is there. */
export function complete<T extends object>(read: T): Complete<T> | undefined {
  return Object.values(read).includes(undefined) ? undefined : (read as Complete<T>);
}
