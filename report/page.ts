/**
 * @module The report: a run record in, one HTML page out that needs nothing else. Its policy allows this style, pictures
 * that are part of it and, while the run goes on, one script that asks its own server: whatever a name smuggled in, no
 * browser would run it or fetch anything for it.
 */

import { createHash } from "node:crypto";
import { failureList, hasFailures, type Pictures, warningList } from "./failures";
import { figuresTable } from "./figures-table";
import { Html, html } from "./html";
import { liveScript } from "./live-script";
import type { RecordedRun } from "./recorded-run";
import { seatMap } from "./seat-map";
import { style } from "./style";
import { timeline } from "./timeline";
import { timelineTable } from "./timeline-table";
import { duration, endOf, summaryOf, timeOf, titleOf } from "./words";

export interface PageOptions {
  /** Pictures of consoles; files that it lacks are named and not shown. */
  readonly pictures?: Pictures;
  /** How far the run is, in milliseconds since it began; without it, what the record tells. */
  readonly now?: number;
  /** Whether the page asks its server for what is new. */
  readonly live?: boolean;
}

/** @returns a whole HTML document */
export function reportPage(run: RecordedRun, options: PageOptions = {}): string {
  const live = options.live ?? false;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentPolicy(live)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${pageTitle(run)}</title>
<style>${new Html(style)}</style>
</head>
<body>
<main>
${reportBody(run, options)}</main>
${live ? html`<script>${new Html(liveScript)}</script>` : undefined}
</body>
</html>
`;
  return page.text;
}

/** What of the page changes while the run goes on. */
export function reportBody(run: RecordedRun, options: PageOptions = {}): Html {
  const now = run.took ?? options.now ?? endOf(run);
  const failed = hasFailures(run);
  const warned = run.warnings.length > 0;
  return html`<header id="head">
<h1>${titleOf(run)}</h1>
<p class="when">${whenOf(run, now, options.live ?? false)}</p>
</header>
<p id="summary" class="summary" role="status">${summaryOf(run)}</p>
<section id="seats" aria-labelledby="seats-title">${seatMap(run, now)}</section>
<section id="failures" aria-labelledby="failures-title"${failed ? undefined : html` hidden`}>${
    failed ? failureList(run, options.pictures ?? new Map()) : undefined
  }</section>
<section id="timeline" aria-labelledby="timeline-title">${timeline(run, now)}${timelineTable(run, now)}</section>
<section id="figures" aria-labelledby="figures-title">${figuresTable(run, now)}</section>
<section id="warnings" aria-labelledby="warnings-title"${warned ? undefined : html` hidden`}>${
    warned ? warningList(run) : undefined
  }</section>
`;
}

/** For the window's list: what matters first. */
export function pageTitle(run: RecordedRun): string {
  const failed = run.seats.filter(({ state }) => state === "failed").length;
  const done = run.seats.filter(({ state }) => state === "done").length;
  const stands = run.errors.length > 0 ? "failed" : `${done}/${run.seats.length}`;
  return `${failed > 0 ? `${failed} failed` : stands} · ${titleOf(run)}`;
}

/** The policy of the page, as in its header Content-Security-Policy. */
export function contentPolicy(live: boolean): string {
  const own = [`style-src '${digest(style)}'`, "img-src data:", "base-uri 'none'", "form-action 'none'"];
  const asking = live ? [`script-src '${digest(liveScript)}'`, "connect-src 'self'"] : [];
  return ["default-src 'none'", ...own, ...asking].join("; ");
}

function digest(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}

function whenOf(run: RecordedRun, now: number, live: boolean): Html {
  const began = html`<time datetime="${run.began}">${timeOf(run, 0)}</time>`;
  if (run.took !== undefined) return html`${began}, took ${duration(run.took)}`;
  if (live) return html`${began}, running for ${duration(now)}`;
  return html`${began}, without an end: it was killed, or is still running; last heard of after ${duration(now)}`;
}
