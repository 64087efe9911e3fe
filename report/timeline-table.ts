/** @module The timeline as a table: for those who hear it, and with what each phase did and waited for. */

import { type Html, html } from "./html";
import type { Phase, RecordedRun, RecordedSeat } from "./recorded-run";
import { duration, phaseEnd, phaseNames } from "./words";

/** @param now in milliseconds since the run began */
export function timelineTable({ seats }: RecordedRun, now: number): Html {
  return html`<details id="timeline-table"><summary id="timeline-table-summary">The timeline as a table, with what each phase waited for</summary>
<div class="wide" role="region" tabindex="0" id="timeline-table-region" aria-labelledby="timeline-table-summary"><table>
<thead><tr><th scope="col">Seat</th><th scope="col">Phase</th><th scope="col">From</th><th scope="col">Took</th><th scope="col">Did, and waited for</th></tr></thead>
${seats.map(seat => seatRows(seat, now))}</table></div></details>`;
}

function seatRows({ name, phases, word }: RecordedSeat, now: number): Html {
  const [first, ...rest] = [...phases].sort((a, b) => a.from - b.from);
  if (!first) {
    return html`<tbody><tr><th scope="rowgroup">${name}</th><td colspan="4">${word}</td></tr></tbody>
`;
  }
  return html`<tbody><tr><th scope="rowgroup" rowspan="${phases.length}">${name}</th>${cells(first, now)}</tr>
${rest.map(phase => html`<tr>${cells(phase, now)}</tr>`)}</tbody>
`;
}

function cells(phase: Phase, now: number): Html {
  const took = duration(phaseEnd(phase, now) - phase.from);
  const end = phase.failed ? ", failed" : phase.to === undefined ? ", not finished" : "";
  return html`<td>${phaseNames[phase.kind]}</td><td class="number">${duration(phase.from)}</td><td class="number">${took}${end}</td>
<td>${phase.steps.length > 0 ? steps(phase, now) : "–"}</td>`;
}

function steps(phase: Phase, now: number): Html {
  const end = phaseEnd(phase, now);
  return html`<ol class="steps">${phase.steps.map(({ at, text }, index) => {
    const until = phase.steps[index + 1]?.at ?? end;
    return html`<li>${text} <span class="time">${duration(Math.max(0, until - at))}</span></li>`;
  })}</ol>`;
}
