/**
 * @module Python itself, to compare with: a process that answers what its `configobj`, `string.Template`, `eval`, `re`,
 * `mako` and `logging.config` make of a text.
 */

import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pythonWith } from "./python-environment";

/** The versions that are compared with. */
const PACKAGES = ["configobj==5.0.9", "Mako==1.4.3", "MarkupSafe==3.0.4"];

/** What may be asked, and what is answered. */
export interface Questions {
  configobj: { input: string; answer: { file: PythonSection } | { lines: number[] } };
  templateString: { input: { template: string; values: Record<string, string> }; answer: string };
  evaluate: { input: string; answer: { value: unknown } | { error: string } };
  regex: { input: { pattern: string; texts: string[] }; answer: { found: boolean[] } | { error: string } };
  mako: {
    input: { template: string; values: Record<string, string> };
    answer: { text: string } | { error: string };
  };
  logging: {
    input: { text: string; defaults: Record<string, string> };
    answer: { level: number; handlers: PythonHandler[] } | { error: string };
  };
  format: { input: { format: string; values: string[] }; answer: { text: string } | { error: string } };
}

/** A handler as `logging.config` has made it. */
export interface PythonHandler {
  readonly kind: string;
  readonly level: number;
  readonly maxBytes: number | null;
  readonly backupCount: number | null;
}

/** A section as ConfigObj has read it. */
export interface PythonSection {
  readonly keys: Readonly<Record<string, { readonly value: string | string[] } | { readonly error: string }>>;
  readonly sections: Readonly<Record<string, PythonSection>>;
}

export class Python {
  private readonly waiting: { resolve(answer: unknown): void; reject(error: Error): void }[] = [];

  private constructor(private readonly process: ChildProcess) {
    const { stdout } = process;
    if (stdout === null) throw new Error("the Python process has no output");
    createInterface({ input: stdout }).on("line", line => this.waiting.shift()?.resolve(JSON.parse(line)));
    process.once("exit", code => {
      for (const { reject } of this.waiting.splice(0)) reject(new Error(`Python has ended with ${code}`));
    });
  }

  static async start(): Promise<Python> {
    const python = await pythonWith({ packages: PACKAGES });
    return new Python(
      spawn(python, [join(__dirname, "oracle.py")], {
        stdio: ["pipe", "pipe", "inherit"],
        env: { ...process.env, PYTHONIOENCODING: "utf-8", PYTHONDONTWRITEBYTECODE: "1" },
      }),
    );
  }

  ask<Q extends keyof Questions>(question: Q, input: Questions[Q]["input"]): Promise<Questions[Q]["answer"]> {
    return new Promise((resolve, reject) => {
      if (this.process.exitCode !== null) throw new Error("Python has ended");
      this.waiting.push({ resolve: answer => resolve(answer as Questions[Q]["answer"]), reject });
      this.process.stdin?.write(`${JSON.stringify({ question, input })}\n`);
    });
  }

  stop(): void {
    this.process.stdin?.end();
  }
}
