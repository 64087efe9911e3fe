/** @module The figures of a run, as they stand on the page. */

import { figuresOf } from "./figures";
import { type Html, html } from "./html";
import type { RecordedRun } from "./recorded-run";
import { duration, phaseNames } from "./words";

/** @param now in milliseconds since the run began */
export function figuresTable(run: RecordedRun, now: number): Html {
  const { took, slowest, median, phases, requests } = figuresOf(run, now);
  const ratio = slowest && slowest.milliseconds > 0 ? (took / slowest.milliseconds).toFixed(2) : undefined;
  const facts: (readonly [string, string, string?])[] = [
    ["Duration", duration(took)],
    ...(slowest ? [["Slowest seat", duration(slowest.milliseconds), slowest.seat] as const] : []),
    ...(ratio
      ? [["Against the slowest seat", `${ratio} ×`, "1 × when no seat waits for another"] as const]
      : []),
    ...(median === undefined ? [] : [["Median seat", duration(median)] as const]),
    ...(requests === undefined
      ? []
      : [["Requests to the engine", String(requests), perSeat(requests, run)] as const]),
  ];
  return html`<h2 id="figures-title">Figures</h2>
<dl class="figures">${facts.map(
    ([name, value, note]) =>
      html`<div><dt>${name}</dt><dd>${value}${note ? html` <span class="note">${note}</span>` : undefined}</dd></div>
`,
  )}</dl>
${
  phases.length > 0
    ? html`<div class="wide" role="region" tabindex="0" id="figures-region" aria-labelledby="figures-caption"><table>
<caption id="figures-caption">Where the time went</caption>
<thead><tr><th scope="col">Phase</th><th scope="col">Seats</th><th scope="col">Median</th><th scope="col">Slowest</th><th scope="col">Slowest seat</th></tr></thead>
<tbody>${phases.map(
        ({ kind, count, median: middle, slowest: most }) =>
          html`<tr><th scope="row">${phaseNames[kind]}</th><td class="number">${count}</td><td class="number">${duration(middle)}</td><td class="number">${duration(most.milliseconds)}</td><td>${most.seat}</td></tr>
`,
      )}</tbody></table></div>`
    : undefined
}`;
}

function perSeat(requests: number, { seats }: RecordedRun): string {
  return seats.length > 0 ? `${(requests / seats.length).toFixed(1)} a seat` : "";
}
