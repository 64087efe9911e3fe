/** @module The figures as tables in Markdown. */

import type { Cost } from "../measure/process-tree";
import { type Measurement, ratioOf, requestsByCause, requestsOf } from "../measurement";
import { eachState, lastState } from "../virtroom/room-life";
import { rangeOf, verdicts } from "./goals";
import { describeMachine } from "./machine";
import { type Figure, figuresOf, type Results } from "./results";

export function tablesOf(results: Results): string {
  const figures = figuresOf(results);
  const ours = figures.filter(({ middle }) => isOurs(middle));
  const rollouts = figures.filter(({ middle }) => middle.operation === "rollout");
  const reference = figures.filter(({ middle }) => !isOurs(middle) && middle.operation !== "rollout");
  return [
    `Measured on: ${describeMachine(results.machine)}.\n`,
    "## Virtroom\n",
    table(ourHead, [...ours, ...reference].map(ourRow)),
    "## Roll-out by every tool\n",
    table(peerHead, rollouts.map(peerRow)),
    "## Goals\n",
    table(
      ["goal", "at most", "measured", ""],
      verdicts(results).map(({ goal, limit, measured, reached }) => [
        goal,
        String(limit),
        measured.toFixed(2),
        reached ? "reached" : "missed",
      ]),
    ),
    "## Requests of the largest roll-out, by kind\n",
    table(["request", "count", "a seat"], requestRows(ours)),
  ].join("\n");
}

function isOurs({ tool }: Measurement): boolean {
  return tool === lastState.name || tool === eachState.name;
}

const ourHead = [
  ...["tool", "operation", "seats", "seconds", "over the chain", "runs"],
  ...["requests a seat, ticks apart", "ticks", "their requests", "state KB a seat"],
  ...["CPU s: CLI", "program", "providers", "MB: CLI", "program", "providers", "engine CPU s"],
];

function ourRow(figure: Figure): string[] {
  const { middle } = figure;
  const { tool, operation, seats, seconds, processes, stateBytes = 0, engineCpuSeconds } = middle;
  const { perSeat, ofTicks, ticks } = requestsByCause(middle);
  const costs = ["cli", "program", "providers"].map(role => processes[role]);
  return [
    ...[tool, operation, String(seats), seconds.toFixed(1), ratioText(middle), rangeOf(figure)],
    ...(seats === 0
      ? ["", "", "", ""]
      : [perSeat.toFixed(1), String(ticks), String(ofTicks), kilobytes(stateBytes / seats)]),
    ...costs.map(cost => cost?.cpuSeconds.toFixed(1) ?? ""),
    ...costs.map(megabytes),
    engineCpuSeconds.toFixed(1),
  ];
}

const peerHead = [
  ...["tool", "seats", "chain s", "seconds", "over the chain", "runs", "beyond the chain s"],
  ...["requests a seat", "CPU s", "with its fixed pauses s"],
];

function peerRow(figure: Figure): string[] {
  const { middle } = figure;
  const { tool, seats, chainSeconds, seconds, cpuSeconds, pauseSeconds } = middle;
  return [
    ...[tool, String(seats), String(chainSeconds), seconds.toFixed(1), ratioText(middle), rangeOf(figure)],
    (seconds - chainSeconds).toFixed(1),
    (requestsOf(middle) / seats).toFixed(1),
    cpuSeconds.toFixed(1),
    pauseSeconds === undefined ? "" : (seconds + pauseSeconds).toFixed(1),
  ];
}

function requestRows(ours: readonly Figure[]): string[][] {
  const rollouts = ours.filter(
    ({ middle }) => middle.operation === "rollout" && middle.tool === lastState.name,
  );
  const largest = rollouts.sort((a, b) => b.middle.seats - a.middle.seats)[0]?.middle;
  return Object.entries(largest?.requests ?? {}).map(([kind, count]) => [
    `\`${kind}\``,
    String(count),
    (count / (largest?.seats ?? 1)).toFixed(2),
  ]);
}

function ratioText(measurement: Measurement): string {
  return measurement.operation === "rollout" ? ratioOf(measurement).toFixed(3) : "";
}

function kilobytes(bytes: number): string {
  return bytes === 0 ? "" : (bytes / 1024).toFixed(2);
}

function megabytes(cost: Cost | undefined): string {
  return cost ? (cost.memory / 1e6).toFixed(0) : "";
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |\n`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("");
}
