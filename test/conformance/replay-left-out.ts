/**
 * @module What a replay leaves out, and why. One rule a line; everything else counts.
 */

import type { Exchange } from "./replay-exchange";

export interface LeftOut {
  why: string;
  applies(exchange: Exchange): boolean;
}

/** Answers whose bodies are not compared; status and content type are. */
export const bodiesLeftOut: LeftOut[] = [
  {
    why: "a Java stack trace: no client can rely on it",
    applies: ({ response }) => response.body.includes("<pre>") && response.body.includes("\tat org."),
  },
];
