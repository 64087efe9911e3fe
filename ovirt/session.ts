/**
 * @module A login's token, and the engine's session under it. That is made by the first request, without a lock: each request that
 * comes before it is there makes another, and an account may not have any number (docs/facts/ovirt.md). So the first goes alone.
 */

import { EngineError, hasCode } from "./errors";

/**
 * Milliseconds that the others wait for the first one at most: the engine makes the session before it begins with what is asked,
 * which may take long.
 */
const patience = 3_000;

export class Session {
  /** Whether the engine has ever answered under it. */
  taken = false;
  /** Why the engine does not take it, or no longer. */
  private refusal: EngineError | undefined;
  /** Settles when another may be the first, or all may go. */
  private first: Promise<void> | undefined;
  private hurried = false;

  /** @param stop lets all go, to be turned away */
  constructor(
    readonly token: Promise<string>,
    private readonly stop: AbortSignal,
  ) {}

  /**
   * Sends with the token, as soon as that may be.
   *
   * @throws EngineError as `send` does, or that of another request whose login was refused meanwhile: this one would be, too
   */
  async under<T>(send: (token: string) => Promise<T>): Promise<T> {
    const token = await this.token;
    while (this.first && !this.isOpen()) await this.first;
    if (this.refusal) throw this.refusal;
    return this.isOpen() ? this.heard(send(token)) : this.alone(() => this.heard(send(token)));
  }

  private isOpen(): boolean {
    return this.taken || this.hurried;
  }

  private async alone<T>(work: () => Promise<T>): Promise<T> {
    let letGo = () => {};
    this.first = new Promise(resolve => {
      letGo = resolve;
    });
    const hurry = () => {
      this.hurried = true;
      letGo();
    };
    const limit = setTimeout(hurry, patience);
    this.stop.addEventListener("abort", hurry, { once: true });
    try {
      return await work();
    } finally {
      clearTimeout(limit);
      this.stop.removeEventListener("abort", hurry);
      this.first = undefined;
      letGo();
    }
  }

  /** Learns from what becomes of a request. */
  private async heard<T>(answer: Promise<T>): Promise<T> {
    try {
      const told = await answer;
      this.taken = true;
      return told;
    } catch (error) {
      if (hasCode(error, "login_expired")) this.refusal = error;
      else if (isAnswer(error)) this.taken = true;
      throw error;
    }
  }
}

/** Whether the engine had let the request in: a 401 is none that it has, and a 5xx may be its proxy's. */
function isAnswer(error: unknown): boolean {
  if (!(error instanceof EngineError) || error.status === undefined) return false;
  return error.status !== 401 && error.status < 500;
}
