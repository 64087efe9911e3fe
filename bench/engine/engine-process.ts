/** @module A simulated engine that runs in a process of its own, as the bench sees it. */

import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { SeatDurations } from "../chain";
import type { Answer, EngineFacts, Question } from "./messages";

export class EngineProcess {
  private constructor(
    readonly facts: EngineFacts,
    private readonly child: ChildProcess,
  ) {}

  static async start(durations: SeatDurations): Promise<EngineProcess> {
    const child = fork(join(__dirname, "serve.ts"), [JSON.stringify(durations)], {
      execArgv: ["--require", "tsx/cjs"],
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    const [message] = await Promise.race([
      once(child, "message"),
      once(child, "exit").then(([code]) => {
        throw new Error(`the simulated engine ended with ${code} before it began`);
      }),
    ]);
    return new EngineProcess(message.facts, child);
  }

  look(): Promise<Answer> {
    return this.ask({ ask: "look" });
  }

  /** As `look`, and requests are counted from nought from here on. */
  forget(): Promise<Answer> {
    return this.ask({ ask: "forget" });
  }

  async stop(): Promise<void> {
    const exit = once(this.child, "exit");
    this.child.send({ ask: "stop" } satisfies Question);
    await exit;
  }

  private async ask(question: Question): Promise<Answer> {
    const answered = once(this.child, "message");
    this.child.send(question);
    const [message] = await answered;
    return message.answer;
  }
}
