/**
 * @module A trap for one request: the so-manieth that changes something on the engine is never answered, and whoever has
 * laid the trap is told of it, so that the other side can be killed at exactly that moment.
 */

export interface Trapped {
  /** Which of the changing requests, from 1. */
  nth: number;
  /** Before the engine has acted on it, or after. */
  when: "before" | "after";
}

const API = "/ovirt-engine/api";

export class Trap {
  /** Resolves when it has sprung. */
  readonly sprung: Promise<void>;
  readonly #wanted: Trapped;
  #seen = 0;
  #spring: () => void = () => {};

  constructor(wanted: Trapped) {
    this.#wanted = wanted;
    this.sprung = new Promise(resolve => {
      this.#spring = resolve;
    });
  }

  /** Whether this is the request, and what is to be done with it. */
  take(method: string, path: string): Trapped["when"] | undefined {
    if (method === "GET" || !path.startsWith(API)) {
      return undefined;
    }
    this.#seen += 1;
    return this.#seen === this.#wanted.nth ? this.#wanted.when : undefined;
  }

  spring(): void {
    this.#spring();
  }
}
