/** @module The room as a map of its seats: state in colour, in a sign and in a word. */

import { type Html, html } from "./html";
import type { RecordedRun, RecordedSeat } from "./recorded-run";
import { duration, seatDuration, stateSigns } from "./words";

/** @param now in milliseconds since the run began */
export function seatMap(run: RecordedRun, now: number): Html {
  const groups = [...new Set(run.seats.map(({ group }) => group))];
  return html`<h2 id="seats-title">Seats</h2>
${groups.map(
  group => html`<h3>${group}</h3>
<ol class="map">${run.seats.map((seat, index) => (seat.group === group ? tile(seat, index, now) : undefined))}</ol>
`,
)}${details(run.seats)}`;
}

/** What else there is to know of seats that are well, each once for all whom it is true of. */
function details(seats: readonly RecordedSeat[]): Html | undefined {
  const told = new Map<string, string[]>();
  for (const { name, word, detail } of seats) {
    if (detail === undefined) continue;
    const line = `${word}: ${detail}`;
    told.set(line, [...(told.get(line) ?? []), name]);
  }
  if (told.size === 0) return undefined;
  return html`<ul class="details">${[...told].map(([line, names]) => html`<li class="said"><b>${names.join(", ")}</b> ${line}</li>`)}</ul>
`;
}

function tile(seat: RecordedSeat, index: number, now: number): Html {
  const { name, state, word } = seat;
  const time = seatDuration(seat, now);
  const named = state === "failed" ? html`<a href="#failure-${index}">${name}</a>` : html`${name}`;
  return html`<li class="seat ${state}"><span class="sign" aria-hidden="true">${stateSigns[state]}</span>
<span class="name">${named}</span>
<span class="line"><span class="word">${word}</span>${
    time === undefined ? undefined : html` <span class="time">${duration(time)}</span>`
  }</span>
${state === "working" ? html`<span class="doing">${doing(seat)}</span>` : undefined}</li>
`;
}

/** What was said last of what is done with it. */
function doing({ phases }: RecordedSeat): string | undefined {
  const open = phases.filter(({ to }) => to === undefined);
  return open.at(-1)?.steps.at(-1)?.text;
}
