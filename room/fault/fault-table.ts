/** @module Faults as one table that fits a terminal. */

import Table from "cli-table3";
import { breakable } from "../text/breakable";
import { printable } from "../text/printable";
import { type Fault, shownFaults } from "./fault";

/** Of a column, the blanks beside its text included. */
const widths = [34, 44, 50];

export function faultTable(faults: readonly Fault[]): string {
  const table = new Table({
    head: ["Where", "What is wrong", "What to do"],
    colWidths: widths,
    wordWrap: true,
    style: { head: [], border: [] },
  });
  const { shown, more } = shownFaults(faults);
  const row = ({ path, message, remedy }: Fault) =>
    [path, message, remedy].map((text, column) => breakable(printable(text), (widths[column] ?? 0) - 2));
  table.push(...shown.map(row));
  return more ? `${table.toString()}\n${more}` : table.toString();
}
