/**
 * @module Stands between the network and the engine's request listener: counts requests, spoils some of them by the
 * rules, and lets tokens die. `wrap` is the whole seam to the engine.
 */

import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Clock } from "../clock";
import { type CountedRule, judge, type RequestRule, type Verdict } from "./fault-rules";
import { RequestLog } from "./request-log";
import { answerWith } from "./spoilt-answers";
import { Trap, type Trapped } from "./trap";

export class Interference {
  readonly requests = new RequestLog();
  /** Requests that a token is good for. */
  tokenLasts: number | undefined;
  /** Answers nothing but 503, as the proxy does while the engine restarts. */
  away = false;
  #trap: Trap | undefined;
  #rules: CountedRule[] = [];
  readonly #tokens = new Map<string, { uses: number; dead: boolean }>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get rules(): readonly CountedRule[] {
    return this.#rules;
  }

  add(rule: RequestRule): void {
    this.#rules = [...this.#rules, { ...rule, matched: 0, spoilt: 0 }];
  }

  /** Lays a trap, in place of the one before. The answer resolves when it has sprung. */
  lay(wanted: Trapped): Promise<void> {
    this.#trap = new Trap(wanted);
    return this.#trap.sprung;
  }

  /** All rules off; tokens that died stay dead. */
  clear(): void {
    this.#rules = [];
    this.tokenLasts = undefined;
    this.away = false;
    this.#trap = undefined;
  }

  wrap(engine: RequestListener): RequestListener {
    return (request, response) => {
      this.requests.begin(request.method ?? "GET", request.url ?? "/");
      response.once("close", () => this.requests.end());
      if (this.#isHeld(request, response, engine)) {
        return;
      }
      const verdict = this.#judge(request);
      if (verdict.delay > 0) {
        this.#clock.after(verdict.delay, () => this.#act(verdict, request, response, engine));
      } else {
        this.#act(verdict, request, response, engine);
      }
    };
  }

  /** Whether it was caught in the trap, where nobody answers it. */
  #isHeld(request: IncomingMessage, response: ServerResponse, engine: RequestListener): boolean {
    const trap = this.#trap;
    const when = trap?.take(request.method ?? "GET", request.url ?? "/");
    if (when === "before") {
      trap?.spring();
    }
    if (when === "after") {
      holdAnswer(response, () => trap?.spring());
      engine(request, response);
    }
    return when !== undefined;
  }

  #judge(request: IncomingMessage): Verdict {
    if (this.away) {
      return { delay: 0, fault: "busy" };
    }
    const { verdict, rules } = judge(this.#rules, {
      method: request.method ?? "GET",
      path: request.url ?? "/",
    });
    this.#rules = rules;
    const asksApi = request.url?.startsWith("/ovirt-engine/api") ?? false;
    return asksApi && this.#isDead(request.headers.authorization, verdict)
      ? { ...verdict, fault: "expired" }
      : verdict;
  }

  #isDead(authorization: string | undefined, verdict: Verdict): boolean {
    if (!authorization?.startsWith("Bearer ")) {
      return false;
    }
    const token = this.#tokens.get(authorization) ?? { uses: 0, dead: false };
    this.#tokens.set(authorization, token);
    token.uses += 1;
    token.dead ||= verdict.fault === "expired" || token.uses > (this.tokenLasts ?? Number.POSITIVE_INFINITY);
    return token.dead;
  }

  #act(verdict: Verdict, request: IncomingMessage, response: ServerResponse, engine: RequestListener): void {
    switch (verdict.fault) {
      case undefined:
        engine(request, response);
        return;
      case "cut":
        request.socket.destroy();
        return;
      case "cut-after":
        holdAnswer(response, () => request.socket.destroy());
        engine(request, response);
        return;
      case "half":
        holdAnswer(response, (body, write) => {
          write(body.subarray(0, Math.floor(body.length / 2)), () => request.socket.destroy());
        });
        engine(request, response);
        return;
      default:
        answerWith(verdict.fault, request, response);
    }
  }
}

type SendPart = (part: Buffer, sent: () => void) => void;

/** Gathers what is written to the response, and hands it over at its end instead of sending it. */
function holdAnswer(response: ServerResponse, release: (body: Buffer, write: SendPart) => void): void {
  const parts: Buffer[] = [];
  const write = response.write.bind(response);
  const gather = (part: unknown) => {
    if (typeof part === "string" || part instanceof Uint8Array) {
      parts.push(Buffer.from(part));
    }
  };
  response.write = (part: unknown) => {
    gather(part);
    return true;
  };
  response.end = (part?: unknown) => {
    gather(part);
    release(Buffer.concat(parts), (half, sent) => write(half, () => sent()));
    return response;
  };
}
