/** @module What a setting of an answer file may hold, and where it may stand. */

export type Pass = "specialize" | "oobeSystem";

/** What may stand in an element. */
export type Shape =
  /** `mayBeEmpty`: few settings take an empty element. `longest`: in characters. */
  | { kind: "text"; mayBeEmpty: boolean; longest: number }
  | { kind: "boolean" }
  | { kind: "number"; from: number; to: number }
  | { kind: "group"; settings: Record<string, Setting>; inThisOrder: boolean; needs: string[] };

export interface Setting {
  shape: Shape;
  passes: Pass[];
  /** Comes any number of times, each with `wcm:action="add"`; `keyed`: and with `wcm:keyValue`. */
  list?: "plain" | "keyed";
}

const BOTH: Pass[] = ["specialize", "oobeSystem"];
export const text: Setting = {
  shape: { kind: "text", mayBeEmpty: false, longest: Number.POSITIVE_INFINITY },
  passes: BOTH,
};
/** "This string type supports empty elements." */
export const emptyText: Setting = {
  shape: { kind: "text", mayBeEmpty: true, longest: Number.POSITIVE_INFINITY },
  passes: BOTH,
};
/** "CommandLine is a string with a maximum length of 1,024 characters." */
export const commandLine: Setting = {
  shape: { kind: "text", mayBeEmpty: false, longest: 1024 },
  passes: BOTH,
};
export const boolean: Setting = { shape: { kind: "boolean" }, passes: BOTH };
export const number = (from = 0, to = 0xffffffff): Setting => ({
  shape: { kind: "number", from, to },
  passes: BOTH,
});
export const group = (settings: Record<string, Setting>, needs: string[] = []): Setting => ({
  shape: { kind: "group", settings, inThisOrder: false, needs },
  passes: BOTH,
});
/** The reference: "The settings in Interface must be added in the following order". */
export const ordered = (settings: Record<string, Setting>, needs: string[]): Setting => ({
  shape: { kind: "group", settings, inThisOrder: true, needs },
  passes: BOTH,
});
export const list = (item: Setting): Setting => ({ ...item, list: "plain" });
export const keyedList = (item: Setting): Setting => ({ ...item, list: "keyed" });
export const only = (pass: Pass, setting: Setting): Setting => ({ ...setting, passes: [pass] });
