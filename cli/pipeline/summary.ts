/** @module What a pipeline did with each room, in Markdown: for a comment, an artefact, a job's summary. */

import type { RoomRun } from "./room-run";

export interface Summary {
  readonly title: string;
  readonly runs: readonly RoomRun[];
  /** Rooms that were not reached, or that there was nothing to do with, and why. */
  readonly notes: readonly string[];
}

export function summaryText({ title, runs, notes }: Summary): string {
  const none = runs.length === 0 ? ["No room is concerned."] : [];
  return `${[`## ${title}`, ...none, ...notes.map(cell), ...runs.map(roomText)].join("\n\n")}\n`;
}

function roomText({ room, exitCode, seats, told }: RoomRun): string {
  const sums = new Map<string, number>();
  for (const { outcome } of seats) sums.set(outcome, (sums.get(outcome) ?? 0) + 1);
  const sum = [...sums].map(([outcome, count]) => `${count} ${outcome}`).join(", ");
  const title = `### ${cell(room)}: ${sum || "no result"}${exitCode === 0 ? "" : " (not as it should be)"}`;
  const rows = seats
    .filter(({ outcome }) => outcome !== "unchanged")
    .map(({ seat, outcome, detail = "" }) => `| ${cell(seat)} | ${cell(outcome)} | ${cell(detail)} |`);
  const table = rows.length > 0 ? [["| seat | outcome | |", "| --- | --- | --- |", ...rows].join("\n")] : [];
  const words = exitCode !== 0 && seats.length === 0 && told !== "" ? [fenced(told)] : [];
  return [title, ...table, ...words].join("\n\n");
}

/** Text of the engine, or of people, that must not become Markdown or HTML. */
function cell(text: string): string {
  const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
  return text
    .replaceAll(/[&<>]/g, sign => entities[sign] ?? sign)
    .replaceAll(/[\\`*_[\]|#@]/g, "\\$&")
    .replaceAll(/\s+/g, " ");
}

function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}
