/** @module The machine that the figures come from. */

import { readFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg, totalmem, type } from "node:os";

export interface Machine {
  readonly processor: string;
  readonly cores: number;
  /** Bytes. */
  readonly memory: number;
  readonly system: string;
  readonly node: string;
  readonly pulumi: string;
  /** Processes that wanted a core before the bench began, over the last five minutes: 0 on a machine of its own. */
  readonly loadBefore: number;
  /** ISO 8601. */
  readonly date: string;
}

/** @param pulumi what `pulumi version` says */
export function thisMachine(pulumi: string): Machine {
  return {
    processor: cpus()[0]?.model ?? "unknown",
    cores: availableParallelism(),
    memory: totalmem(),
    system: distribution() ?? type(),
    node: process.version,
    pulumi,
    loadBefore: loadavg()[1] ?? 0,
    date: new Date().toISOString(),
  };
}

export function describeMachine(machine: Machine): string {
  const { processor, cores, memory, system, node, pulumi, loadBefore, date } = machine;
  const gibibytes = Math.round(memory / 1024 ** 3);
  return `${cores} cores (${processor}), ${gibibytes} GiB, ${system}, Node ${node}, Pulumi ${pulumi}; load before ${loadBefore.toFixed(1)}; ${date.slice(0, 10)}`;
}

function distribution(): string | undefined {
  try {
    return /^PRETTY_NAME="?([^"\n]+)/m.exec(readFileSync("/etc/os-release", "utf8"))?.[1];
  } catch {
    return undefined;
  }
}
