/**
 * @module Plays recorded exchanges of a real engine against the simulator, and tells every difference.
 *
 *     npx tsx test/conformance/replay.ts FOLDER
 *
 * Each difference stands on a line that begins with its file; the last line is `N of M exchanges match`.
 */

import { request } from "node:https";
import { ManualClock } from "../../simulator/clock";
import { zeroId } from "../../simulator/engine/ids";
import { type Simulator, startSimulator } from "../../simulator/index";
import { Dossier } from "./replay-dossier";
import { type Exchange, readExchanges } from "./replay-exchange";
import { recordedGuest } from "./replay-guest";
import { Ids } from "./replay-ids";
import { recordedEngine, userOf } from "./replay-inventory";
import { bodiesLeftOut } from "./replay-left-out";
import { prepare } from "./replay-prepare";
import { prepareEvents } from "./replay-prepare-events";
import { differences } from "./replay-shape";
import { Stage } from "./replay-stage";
import { treeOf } from "./replay-tree";

interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

export interface Result {
  file: string;
  differences: string[];
}

export async function replay(folder: string): Promise<Result[]> {
  const exchanges = readExchanges(folder);
  const dossier = new Dossier(exchanges);
  const clock = new ManualClock();
  const simulator = await startSimulator({
    ...recordedEngine(dossier),
    clock,
    boot: recordedGuest,
    // Each exchange has a token of its own, and none was recorded as the first under one.
    durations: { openSession: 0 },
  });
  const player = new Player(simulator, clock, dossier);
  try {
    const results: Result[] = [];
    for (const exchange of exchanges) {
      results.push({ file: exchange.file, differences: await player.play(exchange) });
    }
    return results;
  } finally {
    await simulator.stop();
  }
}

class Player {
  readonly #ids: Ids;
  readonly #stage: Stage;

  constructor(
    readonly simulator: Simulator,
    readonly clock: ManualClock,
    dossier: Dossier,
  ) {
    const { engine } = simulator;
    const fixed = [engine.clusters, engine.dataCenters, engine.hosts, engine.networks, engine.roles];
    this.#ids = new Ids(new Set([zeroId, ...fixed.flatMap(nouns => [...nouns.keys()])]));
    this.#stage = new Stage(simulator.engine, clock, this.#ids, dossier);
  }

  async play(exchange: Exchange): Promise<string[]> {
    let unprepared: string[] = [];
    try {
      prepare(this.#stage, exchange);
    } catch (error) {
      unprepared = [`its state could not be prepared: ${error instanceof Error ? error.message : error}`];
    }
    try {
      const translated = this.#secrets(exchange, this.#ids.translate(exchange.target));
      const target = prepareEvents(this.#stage, exchange, translated);
      const answer = await this.#send(exchange, target);
      const found = this.#compare(exchange, answer);
      return found.length === 0 ? found : [...found, ...unprepared];
    } catch (error) {
      return [`the replay itself failed: ${error instanceof Error ? error.message : String(error)}`];
    }
  }

  #compare(exchange: Exchange, answer: Answer): string[] {
    const found: string[] = [];
    const { response } = exchange;
    const host = new URL(this.simulator.url).host;
    const body = answer.body.replaceAll(host, "engine.example");
    const compare = (what: string, recorded: string | number, simulated: string | number) => {
      if (recorded !== simulated) {
        const line = `${what}: ${recorded} recorded, ${simulated} simulated ${body.slice(0, 300)}`;
        found.push(line.replace(/\s+/g, " "));
      }
    };
    compare("status", exchange.status, answer.status);
    compare("content type", response.headers["content-type"] ?? "", answer.headers["content-type"] ?? "");
    for (const name of ["location", "www-authenticate", "allow", "link"]) {
      const has = (headers: Record<string, string>) => (name in headers ? "there" : "missing");
      compare(name, has(response.headers), has(answer.headers));
    }
    if (found.length > 0 || bodiesLeftOut.some(rule => rule.applies(exchange))) {
      return found;
    }
    const recorded = treeOf({ ...response, body: this.#ids.translate(response.body) });
    const simulated = treeOf({ headers: response.headers, body });
    if (recorded === undefined || simulated === undefined) {
      compare("body", this.#ids.translate(response.body), body);
    } else {
      this.#ids.learn(treeOf(response) ?? null, simulated);
      found.push(...differences(recorded, simulated));
    }
    return found;
  }

  /** While the engine makes its caller wait, time goes on. */
  async #send(exchange: Exchange, target: string): Promise<Answer> {
    const body = this.#secrets(exchange, this.#ids.translate(exchange.request.body));
    const headers = this.#headers(exchange, body);
    const answered = new Promise<Answer>((resolve, reject) => {
      const url = new URL(target, this.simulator.url);
      const sent = request(url, { method: exchange.method, headers, rejectUnauthorized: false }, response => {
        const chunks: Buffer[] = [];
        response.on("data", chunk => chunks.push(chunk));
        response.on("end", () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers as Record<string, string>,
            body: Buffer.concat(chunks).toString("utf8").replace(/\n+$/, ""),
          }),
        );
      });
      sent.on("error", reject);
      sent.end(body);
    });
    const ticking = setInterval(() => this.clock.advance(200), 50);
    return answered.finally(() => clearInterval(ticking));
  }

  /** Recordings hold no passwords and no tokens: the answer tells whether the right one was sent. */
  #secrets({ response }: Exchange, text: string): string {
    const refused = /Unable to log in/.test(response.body);
    return text
      .replace("password=PASSWORD", `password=${refused ? "wrong" : "right"}`)
      .replace("token=TOKEN", `token=${this.#token("admin@internal")}`);
  }

  #headers(exchange: Exchange, body: string): Record<string, string> {
    const { host: _, authorization, "content-length": __, ...headers } = exchange.request.headers;
    if (body !== "") {
      headers["content-length"] = String(Buffer.byteLength(body));
    }
    const dead = exchange.status === 401;
    if (authorization?.startsWith("Bearer")) {
      headers.authorization = `Bearer ${dead ? "dead" : this.#token(userOf(exchange))}`;
    } else if (authorization === undefined && !dead && exchange.target.includes("/api")) {
      // Left out of the recording, as the answer shows.
      headers.authorization = `Bearer ${this.#token(userOf(exchange))}`;
    } else if (authorization?.startsWith("Basic")) {
      const credentials = `admin@internal:${dead ? "wrong" : "right"}`;
      headers.authorization = `Basic ${Buffer.from(credentials).toString("base64")}`;
    }
    return headers;
  }

  #token(user: string): string {
    const { sessions } = this.simulator.engine;
    const account = sessions.account(user);
    if (account === undefined) {
      throw new Error(`no account ${user}`);
    }
    return sessions.open(account, "ovirt-app-api").token;
  }
}

async function main(folder: string | undefined): Promise<void> {
  if (folder === undefined) {
    throw new Error("say which folder of recorded exchanges is to be played");
  }
  const results = await replay(folder);
  for (const { file, differences: found } of results) {
    for (const line of found) {
      console.log(`${file}: ${line}`);
    }
  }
  const matching = results.filter(result => result.differences.length === 0).length;
  console.log(`${matching} of ${results.length} exchanges match`);
}

if (process.argv[1]?.endsWith("replay.ts")) {
  void main(process.argv[2]);
}
