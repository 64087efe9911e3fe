/**
 * @module Logins. A session ends when it is revoked, when nothing was asked for too long, or when the engine restarts. It is
 * SSO's; the engine itself has sessions of its own under the same token, which end with it.
 */

import { randomBytes } from "node:crypto";
import type { Clock } from "../clock";
import type { User } from "./directory";
import type { Durations } from "./durations";
import type { Account } from "./settings";

export interface Session {
  token: string;
  account: Account;
  scope: string;
  /** Milliseconds since 1970; the engine promises a week, whatever the idle limit. */
  expires: number;
  used: number;
  /** The engine's own sessions under this token: one, or more when the first requests under it came together. */
  held: number;
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

  accountOf(user: User): Account | undefined {
    const profile = user.domain.replace(/-authz$/, "");
    return this.account(`${user.principal}@${profile}`);
  }

  /** The directory profiles that can log in: what stands behind the `@`. */
  hasProfile(profile: string): boolean {
    return this.accounts.some(account => account.name.endsWith(`@${profile}`));
  }

  open(account: Account, scope: string): Session {
    const now = this.clock.now();
    const expires = Math.ceil((now + week) / 1000) * 1000;
    const token = randomBytes(64).toString("base64url");
    const session = { token, account, scope, expires, used: now, held: 0 };
    this.#sessions.set(session.token, session);
    return session;
  }

  /** The session of that token; asking keeps it alive. */
  use(token: string): Session | undefined {
    const session = this.#sessions.get(token);
    if (session === undefined) {
      return undefined;
    }
    if (this.#isOver(session)) {
      this.#sessions.delete(token);
      return undefined;
    }
    session.used = this.clock.now();
    return session;
  }

  #isOver(session: Session): boolean {
    const now = this.clock.now();
    return now - session.used > this.durations.session || now > session.expires;
  }

  revoke(token: string): void {
    this.#sessions.delete(token);
  }

  /** Every token is void, as after an engine restart. */
  revokeAll(): void {
    this.#sessions.clear();
  }

  /** How many sessions the engine itself holds: of one account, or of all. */
  held(account?: Account): number {
    let held = 0;
    for (const session of this.#sessions.values()) {
      if ((account === undefined || session.account === account) && !this.#isOver(session)) {
        held += session.held;
      }
    }
    return held;
  }
}
