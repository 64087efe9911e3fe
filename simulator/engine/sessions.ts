/**
 * @module Logins. A session ends when it is revoked, when nothing was asked for too long, or when the engine restarts.
 */

import { randomBytes } from "node:crypto";
import type { Clock } from "../clock";
import type { Durations } from "./durations";
import type { Account } from "./settings";

export interface Session {
  token: string;
  account: Account;
  scope: string;
  /** Milliseconds since 1970; the engine promises a week, whatever the idle limit. */
  expires: number;
  used: number;
}

const week = 7 * 24 * 60 * 60 * 1000;

export class Sessions {
  readonly #sessions = new Map<string, Session>();

  constructor(
    readonly clock: Clock,
    readonly durations: Durations,
    readonly accounts: Account[],
  ) {}

  account(name: string): Account | undefined {
    return this.accounts.find(account => account.name === name);
  }

  /** The directory profiles that can log in: what stands behind the `@`. */
  hasProfile(profile: string): boolean {
    return this.accounts.some(account => account.name.endsWith(`@${profile}`));
  }

  open(account: Account, scope: string): Session {
    const now = this.clock.now();
    const expires = Math.ceil((now + week) / 1000) * 1000;
    const session = { token: randomBytes(64).toString("base64url"), account, scope, expires, used: now };
    this.#sessions.set(session.token, session);
    return session;
  }

  /** The session of that token; asking keeps it alive. */
  use(token: string): Session | undefined {
    const session = this.#sessions.get(token);
    if (session === undefined) {
      return undefined;
    }
    const now = this.clock.now();
    if (now - session.used > this.durations.session || now > session.expires) {
      this.#sessions.delete(token);
      return undefined;
    }
    session.used = now;
    return session;
  }

  revoke(token: string): void {
    this.#sessions.delete(token);
  }

  /** Every token is void, as after an engine restart. */
  revokeAll(): void {
    this.#sessions.clear();
  }

  get count(): number {
    return this.#sessions.size;
  }
}
