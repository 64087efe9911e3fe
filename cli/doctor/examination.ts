/** @module One look after the other at a set-up; what needs something that failed is left out, and said so. */

import { AnswerFileError } from "../../answer-file/fault";
import { ExplainedError } from "../../room/fault/explained-error";
import { type Fault, summedUp } from "../../room/fault/fault";
import { UserError } from "../user-error";

/** `fail`: a rollout would not go well. `warn`: it may. `skip`: not looked at, since something else failed. */
export type CheckState = "ok" | "warn" | "fail" | "skip";

export interface Check {
  /** What is looked at, in a word or two. */
  readonly name: string;
  readonly state: CheckState;
  /** What was found. */
  readonly message: string;
  /** What to do. */
  readonly remedy?: string;
}

/** Milliseconds that Pulumi may take to answer the doctor: its state may be where nothing answers. */
export const pulumiLimit = 60_000;

type Finding = Omit<Check, "name">;

export const ok = (found: string): Finding => ({ state: "ok", message: found });
export const warn = (message: string, remedy: string): Finding => ({ state: "warn", message, remedy });
export const fail = (message: string, remedy: string): Finding => ({ state: "fail", message, remedy });
export const skip = (why: string): Finding => ({ state: "skip", message: why });

/** The faults as findings; when there are none, that it is well. */
export function judged(faults: readonly Fault[], well: string): Finding[] {
  if (faults.length === 0) return [ok(well)];
  return summedUp(faults).map(({ path, message, remedy }) => fail(`${path}: ${message}`, remedy));
}

export class Examination {
  readonly checks: Check[] = [];

  /** @param told hears each result when it is there */
  constructor(private readonly told: (check: Check) => void) {}

  note(name: string, ...findings: readonly Finding[]): void {
    for (const finding of findings) {
      const check = { name, ...finding };
      this.checks.push(check);
      this.told(check);
    }
  }

  /** What goes wrong is a finding, too. @returns what the look yields for later ones; undefined when it failed */
  async look<T>(name: string, work: () => Promise<[T, ...Finding[]]>): Promise<T | undefined> {
    try {
      const [yielded, ...findings] = await work();
      this.note(name, ...findings);
      return findings.some(({ state }) => state === "fail") ? undefined : yielded;
    } catch (error) {
      this.note(name, ...failuresOf(error));
      return undefined;
    }
  }
}

/** An answer file has as many findings as faults; any other error is one, its way out told apart when it has one. */
function failuresOf(error: unknown): Finding[] {
  if (error instanceof AnswerFileError) {
    return error.shown.map(({ happened, remedy }) => fail(happened, remedy));
  }
  if (error instanceof ExplainedError) return [finding(error.happened, error.remedy)];
  const message = error instanceof Error ? error.message : String(error);
  return [finding(message, error instanceof UserError ? error.remedy : "")];
}

function finding(message: string, remedy: string): Finding {
  return remedy === "" ? { state: "fail", message } : fail(message, remedy);
}
