/** @module What failed: cause, picture and way out of each seat, and what went wrong with none in particular; warnings. */

import { type Html, html } from "./html";
import type { Failure, RecordedRun, RecordedSeat } from "./recorded-run";
import { phaseNames, runNames } from "./words";

/** Pictures as data: URIs, by the file that a failure names. */
export type Pictures = ReadonlyMap<string, string>;

export function hasFailures({ seats, errors }: RecordedRun): boolean {
  return errors.length > 0 || seats.some(({ state, failures }) => state === "stopped" || failures.length > 0);
}

export function failureList({ kind, seats, errors }: RecordedRun, pictures: Pictures): Html {
  const stopped = seats.filter(({ state }) => state === "stopped").map(({ name }) => name);
  return html`<h2 id="failures-title">What failed, and what to do</h2>
${stopped.length > 0 ? html`<p class="said">Not finished: ${stopped.join(", ")}. The next ${runNames[kind].toLowerCase()} goes on with what is left.</p>` : undefined}
${seats.map((seat, index) => (seat.failures.length > 0 ? seatFailures(seat, index, pictures) : undefined))}
${errors.length > 0 ? html`<h3>The whole room</h3>${errors.map(error => html`<p class="said">${error}</p>`)}` : undefined}`;
}

export function warningList({ warnings }: RecordedRun): Html {
  return html`<h2 id="warnings-title">Warnings</h2>
<ul>${warnings.map(warning => html`<li class="said">${warning}</li>`)}</ul>`;
}

function seatFailures(seat: RecordedSeat, index: number, pictures: Pictures): Html {
  const phase = seat.phases.find(({ failed }) => failed);
  const where = phase ? html` <span class="where">in ${phaseNames[phase.kind]}</span>` : undefined;
  return html`<article class="failure" id="failure-${index}" tabindex="-1">
<h3>${seat.name}${where}</h3>
${seat.failures.map(failure => oneFailure(failure, seat.name, index, pictures))}</article>
`;
}

function oneFailure(
  { cause, wayOut, evidence }: Failure,
  seat: string,
  index: number,
  pictures: Pictures,
): Html {
  const shown = evidence === undefined ? undefined : pictures.get(evidence);
  return html`<dl>
<dt>Cause</dt><dd class="said">${cause}</dd>
<dt>Way out</dt><dd class="said">${wayOut}</dd>
${
  evidence === undefined
    ? undefined
    : html`<dt>Evidence</dt><dd>${
        shown === undefined
          ? undefined
          : html`<details class="console" id="console-${index}"><summary><img src="${shown}" alt="The console of ${seat}, as it was when it was given up"><span class="larger">Show it larger</span><span class="smaller">Show it smaller</span></summary></details>`
      }<span class="file">${evidence}</span></dd>`
}</dl>
`;
}
