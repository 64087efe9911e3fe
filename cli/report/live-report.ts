/**
 * @module The report of a run while it goes on, served to browsers on this machine: to whoever knows the token in its
 * path, under no other name than its own (a page elsewhere cannot have it looked up under one of its names).
 */

import { randomBytes, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { contentPolicy, type PageOptions, pageTitle, reportBody, reportPage } from "../../report/page";
import type { RecordedRun } from "../../report/recorded-run";
import { isAlive } from "../process-alive";
import type { ReportFiles } from "./report-files";

/** Milliseconds between two looks at the record. */
const pause = 500;

export class LiveReport {
  private readonly token = randomBytes(18).toString("base64url");
  private readonly server: Server;
  private readonly listeners = new Set<ServerResponse>();
  private shown: { readonly run: RecordedRun; readonly options: PageOptions } | undefined;
  private last = "";

  constructor(private readonly files: ReportFiles) {
    this.server = createServer((request, response) => this.answer(request, response));
  }

  /** @returns where browsers find it */
  async open(): Promise<string> {
    await this.look();
    await new Promise<void>((done, fail) => {
      this.server.once("error", fail);
      this.server.listen(0, "127.0.0.1", done);
    });
    return `http://${this.host}/${this.token}/`;
  }

  /** Serves until the run that goes on, or the next one, has ended, or was killed. @returns it */
  async untilEnd(): Promise<RecordedRun> {
    for (let following = this.shown?.options.live === true; ; ) {
      const run = await this.look();
      const goesOn = run !== undefined && isRunning(run);
      if (following && run && !goesOn) return run;
      following ||= goesOn;
      await new Promise(done => setTimeout(done, pause));
    }
  }

  async close(): Promise<void> {
    for (const response of this.listeners) response.end("event: end\ndata:\n\n");
    const closed = new Promise(done => this.server.close(done));
    this.server.closeIdleConnections();
    await closed;
  }

  private get host(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Looks at the record, and tells everybody when there is something new. */
  private async look(): Promise<RecordedRun | undefined> {
    const run = await this.files.newest();
    if (!run) return undefined;
    const live = isRunning(run);
    const now = live ? { now: Date.now() - Date.parse(run.began) } : {};
    this.shown = { run, options: { live, ...now, pictures: await this.files.pictures(run) } };
    const message = this.message();
    if (message !== this.last) for (const response of this.listeners) response.write(message);
    this.last = message;
    return run;
  }

  private message(): string {
    if (!this.shown) return "";
    const { run, options } = this.shown;
    const data = JSON.stringify({ title: pageTitle(run), body: reportBody(run, options).text });
    return `event: page\ndata: ${data}\n\n`;
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    const [, token = "", rest] = (request.url ?? "").split("/");
    const known = request.headers.host === this.host && this.isToken(token);
    if (!known || (rest !== "" && rest !== "events")) refuse(response, 404);
    else if (request.method !== "GET") refuse(response, 405);
    else if (rest === "events") this.listen(response);
    else this.sendPage(response);
  }

  private sendPage(response: ServerResponse): void {
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.setHeader("Content-Security-Policy", `${contentPolicy(true)}; frame-ancestors 'none'`);
    response.end(this.page());
  }

  private page(): string {
    if (this.shown) return reportPage(this.shown.run, { ...this.shown.options, live: true });
    return waitingPage;
  }

  private listen(response: ServerResponse): void {
    response.writeHead(200, { "Content-Type": "text/event-stream" });
    response.write(this.message());
    this.listeners.add(response);
    response.once("close", () => this.listeners.delete(response));
  }

  private isToken(given: string): boolean {
    const [ours, theirs] = [Buffer.from(this.token), Buffer.from(given)];
    return ours.length === theirs.length && timingSafeEqual(ours, theirs);
  }
}

/** Asks again by itself, until there is something to show. */
const waitingPage = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="1">
<meta name="color-scheme" content="light dark"><title>virtroom</title></head>
<body><main><h1>Waiting for a run to begin</h1></main></body></html>
`;

function refuse(response: ServerResponse, status: number): void {
  response.statusCode = status;
  response.end();
}

/** Whether the run goes on: it has no end, and its process is there. */
function isRunning({ took, process: id }: RecordedRun): boolean {
  return took === undefined && isAlive(id);
}
