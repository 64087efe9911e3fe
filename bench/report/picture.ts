/** @module The picture: how a roll-out's time over the chain of one seat grows with the room, as plain SVG. */

import { ratioOf } from "../measurement";
import { figuresOf, type Results } from "./results";

const [width, height] = [760, 420];
const plot = { left: 60, right: 500, top: 40, bottom: 360 };
const colours = ["#0b6e4f", "#7fb069", "#c1440e", "#5b5f97", "#b8860b", "#888888"];

interface Series {
  readonly tool: string;
  readonly points: readonly { readonly seats: number; readonly ratio: number }[];
}

export function pictureOf(results: Results): string {
  const series = seriesOf(results);
  const all = series.flatMap(({ points }) => points);
  const x = scale(
    Math.log(1),
    Math.log(Math.max(2, ...all.map(({ seats }) => seats))),
    plot.left,
    plot.right,
  );
  // One seat after the other takes as many chains as there are seats: what is above the plot is told at its edge.
  const top = Math.min(5, Math.max(1.5, ...all.map(({ ratio }) => ratio)));
  const y = scale(1, top, plot.bottom, plot.top);
  const place = (seats: number, ratio: number) => ({ x: x(Math.log(seats)), y: y(Math.min(ratio, top)) });
  const sizes = [...new Set(all.map(({ seats }) => seats))].sort((a, b) => a - b);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="13">`,
    `<rect width="${width}" height="${height}" fill="white"/>`,
    label(plot.left, 22, "Roll-out of a room: time over the chain of one seat (1 is the least)"),
    ...gridOf(top, y),
    ...sizes.map(size => label(x(Math.log(size)), plot.bottom + 20, String(size), "middle")),
    label((plot.left + plot.right) / 2, plot.bottom + 42, "seats", "middle"),
    ...series.flatMap((one, index) => lineOf(one, colours[index % colours.length] ?? "black", place, top)),
    ...series.map(({ tool }, index) => legend(tool, index, colours[index % colours.length] ?? "black")),
    "</svg>\n",
  ].join("\n");
}

function seriesOf(results: Results): Series[] {
  const tools = new Map<string, { seats: number; ratio: number }[]>();
  for (const { middle } of figuresOf(results)) {
    if (middle.operation !== "rollout") continue;
    const name = `${middle.tool}, chain ${middle.chainSeconds} s`;
    tools.set(name, [...(tools.get(name) ?? []), { seats: middle.seats, ratio: ratioOf(middle) }]);
  }
  return [...tools].map(([tool, points]) => ({ tool, points: points.sort((a, b) => a.seats - b.seats) }));
}

function gridOf(top: number, y: (ratio: number) => number): string[] {
  const step = top > 3 ? 1 : top > 2 ? 0.5 : 0.1;
  const marks: string[] = [];
  for (let ratio = 1; ratio <= top + 1e-9; ratio += step) {
    const at = y(ratio).toFixed(1);
    marks.push(`<path d="M${plot.left} ${at}H${plot.right}" stroke="#ddd"/>`);
    marks.push(label(plot.left - 8, y(ratio) + 4, ratio.toFixed(1), "end"));
  }
  return marks;
}

function lineOf(
  { points }: Series,
  colour: string,
  place: (seats: number, ratio: number) => { x: number; y: number },
  top: number,
): string[] {
  const places = points.map(({ seats, ratio }) => ({ ...place(seats, ratio), ratio }));
  const path = places.map((at, index) => `${index === 0 ? "M" : "L"}${at.x.toFixed(1)} ${at.y.toFixed(1)}`);
  return [
    `<path d="${path.join("")}" fill="none" stroke="${colour}" stroke-width="2"/>`,
    ...places.map(at => `<circle cx="${at.x.toFixed(1)}" cy="${at.y.toFixed(1)}" r="4" fill="${colour}"/>`),
    ...places
      .filter(({ ratio }) => ratio > top)
      .map(at => label(at.x + 8, at.y + 4, `${at.ratio.toFixed(1)} ↑`)),
  ];
}

function legend(tool: string, index: number, colour: string): string {
  const [x, y] = [plot.right + 24, plot.top + 10 + index * 40];
  const [name = "", ...rest] = tool.split(", ");
  return `<circle cx="${x}" cy="${y}" r="5" fill="${colour}"/>${label(x + 12, y + 4, name)}${label(x + 12, y + 19, rest.join(", "))}`;
}

function label(x: number, y: number, text: string, anchor = "start"): string {
  const safe = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}">${safe}</text>`;
}

function scale(from: number, to: number, low: number, high: number): (value: number) => number {
  return value => low + ((value - from) / (to - from || 1)) * (high - low);
}
