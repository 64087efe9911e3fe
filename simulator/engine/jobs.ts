/**
 * @module The engine's task list. Jobs vanish some time after their end.
 */

import type { Clock } from "../clock";
import type { Durations } from "./durations";
import type { Ids } from "./ids";

export interface Step {
  id: string;
  description: string;
  status: "started" | "finished" | "failed" | "aborted";
  type: "executing" | "finalizing" | "preparing" | "unknown" | "validating";
  started: number;
  ended?: number;
  external: boolean;
  parent?: string;
  number: number;
}

export interface Job {
  id: string;
  description: string;
  status: "started" | "finished" | "failed" | "aborted";
  started: number;
  ended?: number;
  updated: number;
  external: boolean;
  autoCleared: boolean;
  owner: string;
  correlationId: string;
  steps: Step[];
  /** A command that runs as a step of somebody else's job. */
  asStep?: Step;
}

export class JobLog {
  readonly #jobs = new Map<string, Job>();

  constructor(
    readonly clock: Clock,
    readonly ids: Ids,
    readonly durations: Durations,
  ) {}

  open(description: string, owner: string, correlationId: string, external = false): Job {
    const now = this.clock.now();
    const job: Job = {
      id: this.ids.next(),
      description,
      status: "started",
      started: now,
      updated: now,
      external,
      autoCleared: true,
      owner,
      correlationId,
      steps: [],
    };
    this.#jobs.set(job.id, job);
    if (!external) {
      this.addStep(job, "validating", "Validating");
      this.addStep(job, "executing", "Executing");
    }
    return job;
  }

  /** The command becomes a step of a job that others opened, and answers with that job's id. */
  nest(outer: Job, description: string): Job {
    const asStep = this.addStep(outer, "executing", description);
    return { ...outer, description, status: "started", steps: [], asStep };
  }

  addStep(job: Job, type: Step["type"], description: string, external = false, parent?: string): Step {
    const step: Step = {
      id: this.ids.next(),
      description,
      status: type === "validating" ? "finished" : "started",
      type,
      started: this.clock.now(),
      external,
      parent,
      number: job.steps.length,
    };
    if (step.status === "finished") {
      step.ended = step.started;
    }
    job.steps.push(step);
    job.updated = this.clock.now();
    return step;
  }

  end(job: Job, status: "finished" | "failed" | "aborted" = "finished"): void {
    if (job.status !== "started") {
      return;
    }
    const now = this.clock.now();
    job.status = status;
    job.ended = now;
    job.updated = now;
    if (job.asStep !== undefined) {
      job.asStep.status = status;
      job.asStep.ended = now;
      return;
    }
    for (const step of job.steps) {
      if (step.status === "started") {
        step.status = status;
        step.ended = now;
      }
    }
    const stays = status === "finished" ? this.durations.finishedJob : this.durations.failedJob;
    this.clock.after(stays, () => this.#jobs.delete(job.id));
  }

  clear(job: Job): void {
    this.#jobs.delete(job.id);
  }

  get(id: string): Job | undefined {
    return this.#jobs.get(id);
  }

  /** Oldest first, as the engine lists them. */
  list(): Job[] {
    return [...this.#jobs.values()];
  }
}
