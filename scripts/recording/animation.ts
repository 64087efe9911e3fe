/**
 * @module Screens of a terminal as one SVG that moves by CSS alone: pages that take no scripts show it, too. Each line is
 * there once for as long as it stays the same. Who wants no motion sees the last screen.
 */

import type { TerminalSize } from "./recording";
import type { Row, Run, Screen } from "./screens";

export interface AnimationText {
  readonly title: string;
  readonly description: string;
}

/** Units of the picture. */
const cell = { width: 8.4, height: 19 };
const margin = 16;
/** Milliseconds that the last screen stays. */
const rest = 6000;

/** For a dark ground, in the order of terminals: black, red, green, yellow, blue, magenta, cyan, white; then bright. */
const colours = [
  ...["#8b949e", "#ff8f82", "#8fdc9f", "#f0cd80", "#9cc4ff", "#e0b3f0", "#7fd4e0", "#e6e8ea"],
  ...["#8b949e", "#ffb9ae", "#a9e8b6", "#f7dfa5", "#bcd8ff", "#edcdf7", "#a5e4ec", "#ffffff"],
];
const ground = "#14171b";
const faint = "#98a1ab";

interface Stretch {
  readonly row: number;
  readonly runs: Row;
  readonly from: number;
  /** Undefined when it stays until the end. */
  readonly to?: number;
}

export function animationOf(
  screens: readonly Screen[],
  { columns }: TerminalSize,
  { title, description }: AnimationText,
): string {
  const whole = (screens.at(-1)?.at ?? 0) + rest;
  const stretches = stretchesOf(screens);
  const rows = 1 + Math.max(0, ...stretches.map(({ row }) => row));
  const width = Math.ceil(columns * cell.width + 2 * margin);
  const height = rows * cell.height + 2 * margin;
  const times = new Map<string, string>();
  const lines = stretches.map(stretch => lineOf(stretch, nameOf(keyframesOf(stretch, whole), times)));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="t d">
<title id="t">${escaped(title)}</title>
<desc id="d">${escaped(description)}</desc>
<style>${styleOf(whole, times)}</style>
<rect width="100%" height="100%" rx="10" fill="${ground}"/>
${lines.join("\n")}
</svg>
`;
}

/** Each line of the screen for as long as it says the same. */
function stretchesOf(screens: readonly Screen[]): Stretch[] {
  const count = Math.max(0, ...screens.map(({ rows }) => rows.length));
  return Array.from({ length: count }, (_, row) => row).flatMap(row => {
    const begun = screens.filter(
      (screen, index) => wordsOf(screen, row) !== wordsOf(screens[index - 1], row),
    );
    return begun.flatMap(({ at, rows }, index) => {
      const next = begun[index + 1];
      const runs = rows[row] ?? [];
      return runs.length === 0 ? [] : [{ row, runs, from: at, ...(next ? { to: next.at } : {}) }];
    });
  });
}

function wordsOf(screen: Screen | undefined, row: number): string {
  return JSON.stringify(screen?.rows[row] ?? []);
}

function keyframesOf({ from, to }: Stretch, whole: number): string {
  const share = (time: number) => `${Number(((time / whole) * 100).toFixed(2))}%`;
  const hidden = "{visibility:hidden}";
  const before = from > 0 ? `0%${hidden}` : "";
  return `${before}${share(from)}{visibility:visible}${share(to ?? whole)}${to === undefined ? "{visibility:visible}" : hidden}`;
}

/** Lines that come and go together share their times. */
function nameOf(keyframes: string, times: Map<string, string>): string {
  const name = times.get(keyframes) ?? `a${times.size}`;
  times.set(keyframes, name);
  return name;
}

function styleOf(whole: number, times: ReadonlyMap<string, string>): string {
  const used = colours.map((colour, index) => `.c${index}{fill:${colour}}`).join("");
  const frames = [...times].map(([keyframes, name]) => `@keyframes ${name}{${keyframes}}`).join("\n");
  return `text{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;fill:#e6e8ea;white-space:pre}
.b{font-weight:700}.d{fill:${faint}}${used}
g{visibility:hidden}g.last{visibility:visible}
@media (prefers-reduced-motion:no-preference){g{animation:${(whole / 1000).toFixed(2)}s step-end infinite}
${frames}}`;
}

function lineOf({ row, runs, to }: Stretch, name: string): string {
  const y = margin + row * cell.height + 14;
  const last = to === undefined ? ' class="last"' : "";
  return `<g${last} style="animation-name:${name}">${runs.map(run => textOf(run, y)).join("")}</g>`;
}

/** Each run has the length of its cells, whatever the font of the reader. */
function textOf({ column, text, colour, bold, dim }: Run, y: number): string {
  const classes = [
    ...(bold ? ["b"] : []),
    ...(dim ? ["d"] : []),
    ...(colour === undefined ? [] : [`c${colour}`]),
  ];
  const look = classes.length > 0 ? ` class="${classes.join(" ")}"` : "";
  const place = `x="${round(margin + column * cell.width)}" y="${y}" textLength="${round([...text].length * cell.width)}"`;
  return `<text ${place}${look}>${escaped(text)}</text>`;
}

function round(number: number): number {
  return Number(number.toFixed(1));
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
