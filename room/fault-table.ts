/** @module Faults as one table that fits a terminal. */

import Table from "cli-table3";
import type { Fault } from "./fault";
import { printable } from "./printable";

export function faultTable(faults: readonly Fault[]): string {
  const table = new Table({
    head: ["Where", "What is wrong", "What to do"],
    colWidths: [34, 46, 46],
    wordWrap: true,
    style: { head: [], border: [] },
  });
  table.push(...faults.map(({ path, message, remedy }) => [path, message, remedy].map(printable)));
  return table.toString();
}
