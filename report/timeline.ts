/**
 * @module The timeline: a row a seat, its phases as bars. Each row is an SVG of its own whose places are percentages, so
 * it is as wide as there is place for, and its writing keeps its size.
 */

import { formatDuration } from "../room/text/duration";
import { waitingForPlace } from "../room/wave-place";
import { type Html, html } from "./html";
import { type Laid, laid } from "./lanes";
import { type Phase, phaseKinds, type RecordedRun, type RecordedSeat } from "./recorded-run";
import { ticksOf } from "./ticks";
import { duration, phaseEnd, phaseNames } from "./words";

const height = 26;
const bar = { y: 3, height: 20 };
/** Percent of the width from which on a bar has place for its name, behind what is hatched. */
const nameFrom = 15;
/** Percent of the width that even the shortest bar takes. */
const thinnest = 0.4;

interface Axis {
  /** Milliseconds. */
  readonly length: number;
  readonly ticks: readonly number[];
}

/** @param now in milliseconds since the run began */
export function timeline(run: RecordedRun, now: number): Html {
  const length = Math.max(1, now);
  const axis = { length, ticks: ticksOf(length) };
  const kinds = phaseKinds.filter(kind => run.seats.some(({ phases }) => phases.some(p => p.kind === kind)));
  return html`<h2 id="timeline-title">Timeline</h2>
${patterns}
<ul class="legend" aria-label="Colours of the timeline">${kinds.map(
    kind =>
      html`<li>${swatch(html`<rect class="phase ${kind}" width="100%" height="100%"/>`)}${phaseNames[kind]}</li>`,
  )}<li>${swatch(html`<rect class="phase setup" width="100%" height="100%"/><rect fill="url(#waiting)" width="100%" height="100%"/>`)}waits for its turn</li>
<li>${swatch(html`<rect class="failing" width="100%" height="100%"/>`)}failed</li></ul>
<ol class="timeline">${run.seats.map(seat => row(seat, axis, now))}</ol>
<div class="row axis" aria-hidden="true"><span></span><svg width="100%" height="18">${axis.ticks.map(tick => mark(tick, axis))}</svg></div>
`;
}

/** Hatched: over the part of a bar in which the seat waits. */
const patterns = html`<svg class="patterns" width="0" height="0" aria-hidden="true"><defs>
<pattern id="waiting" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="hatch" width="3.5" height="6"/></pattern>
</defs></svg>`;

function swatch(content: Html): Html {
  return html`<svg class="swatch" width="22" height="12" aria-hidden="true">${content}</svg>`;
}

function row(seat: RecordedSeat, axis: Axis, now: number): Html {
  const told =
    seat.phases.length > 0 ? seat.phases.map(phase => toldOf(phase, now)).join(", ") : "nothing was done";
  return html`<li class="row"><span class="name">${seat.name}</span>
<svg width="100%" height="${height}" role="img" aria-label="${seat.name}: ${told}">
${axis.ticks.map(tick => html`<line class="tick" x1="${percent(tick, axis)}" x2="${percent(tick, axis)}" y2="100%"/>`)}
${laid(seat.phases, now).map(each => bars(each, axis, now))}</svg></li>
`;
}

function toldOf(phase: Phase, now: number): string {
  const end = phase.failed ? ", failed" : phase.to === undefined ? " so far" : "";
  return `${phaseNames[phase.kind]} ${duration(phaseEnd(phase, now) - phase.from)}${end}`;
}

function bars({ phase, lane, lanes }: Laid, axis: Axis, now: number): Html {
  const end = phaseEnd(phase, now);
  const [y, high] = [bar.y + (lane * bar.height) / lanes, bar.height / lanes];
  const place = (from: number, to: number) =>
    html`x="${percent(from, axis)}" y="${y}" width="${width(to - from, axis)}" height="${high}"`;
  const waits = phase.steps.flatMap(({ at, text }, index) =>
    text === waitingForPlace ? [{ from: at, to: phase.steps[index + 1]?.at ?? end }] : [],
  );
  const clear = waits.at(-1)?.to ?? phase.from;
  const named = lanes === 1 && (100 * (end - clear)) / axis.length >= nameFrom;
  const title = `${toldOf(phase, now)}, from ${duration(phase.from)} on`;
  return html`<g><title>${title}</title><rect class="phase ${phase.kind}" ${place(phase.from, end)}/>
${waits.map(({ from, to }) => html`<rect fill="url(#waiting)" ${place(from, to)}/>`)}
${phase.failed ? html`<rect class="failing" ${place(Math.max(phase.from, end - axis.length / 60), end)}/>` : undefined}
${named ? html`<text x="${percent(clear, axis)}" dx="6" y="${bar.y + 14}">${phaseNames[phase.kind]}</text>` : undefined}</g>
`;
}

function mark(tick: number, axis: Axis): Html {
  const share = tick / axis.length;
  const anchor = tick === 0 ? "start" : share > 0.94 ? "end" : "middle";
  return html`<text x="${percent(tick, axis)}" y="13" text-anchor="${anchor}">${tick === 0 ? "0" : formatDuration(tick)}</text>`;
}

function percent(milliseconds: number, { length }: Axis): string {
  return `${Number(((100 * milliseconds) / length).toFixed(3))}%`;
}

function width(milliseconds: number, axis: Axis): string {
  return percent(Math.max(milliseconds, (axis.length * thinnest) / 100), axis);
}
