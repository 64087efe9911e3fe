/**
 * @module What a process and all that it starts cost: CPU time and memory by role, read from /proc while they run. On a
 * system without /proc nothing is told.
 */

import { readdirSync, readFileSync } from "node:fs";

/** Parts of a tool that are told apart, each with the words by which a command line is known. */
export type Roles = Readonly<Record<string, RegExp>>;

export interface Cost {
  /** User and system. */
  readonly cpuSeconds: number;
  /** The most that one process of this role ever had in memory, bytes. */
  readonly memory: number;
}

export interface Costs {
  readonly byRole: Readonly<Record<string, Cost>>;
  /** Of all processes, those included that were too short to be seen. */
  readonly cpuSeconds: number;
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  /** A number may come again for another process: its start tells them apart. */
  readonly started: string;
  /** Its own. */
  readonly cpuSeconds: number;
  /** Of the children that it has waited for, and theirs. */
  readonly cpuSecondsBelow: number;
}

/** Milliseconds between two looks: what is done in the last such moment is missed. */
const pause = 100;
/** Of the kernel's clock, as /proc tells times; 100 on every Linux. */
const ticksPerSecond = 100;

export class ProcessTree {
  private readonly roleOf = new Map<string, string>();
  private readonly costOf = new Map<string, Cost>();
  private total = 0;
  private readonly timer: NodeJS.Timeout;

  /**
   * @param roles the first that fits a command line counts; a process that fits none has its parent's
   * @param rootRole of the process that is watched
   */
  constructor(
    private readonly root: number,
    private readonly roles: Roles,
    private readonly rootRole: string,
  ) {
    this.timer = setInterval(() => this.look(), pause);
    this.look();
  }

  /** Ends the watch. */
  costs(): Costs {
    clearInterval(this.timer);
    const byRole: Record<string, Cost> = {};
    for (const [key, { cpuSeconds, memory }] of this.costOf) {
      const role = this.roleOf.get(key) ?? this.rootRole;
      const sum = byRole[role] ?? { cpuSeconds: 0, memory: 0 };
      byRole[role] = {
        cpuSeconds: sum.cpuSeconds + cpuSeconds,
        memory: Math.max(sum.memory, memory),
      };
    }
    return { byRole, cpuSeconds: this.total };
  }

  private look(): void {
    const all = readProcesses();
    let total = 0;
    const visit = (process: Process, parentRole: string) => {
      const role = this.note(process, parentRole);
      total += process.cpuSeconds + process.cpuSecondsBelow;
      for (const child of all) if (child.parent === process.pid) visit(child, role);
    };
    const root = all.find(process => process.pid === this.root);
    if (root) visit(root, this.rootRole);
    this.total = Math.max(this.total, total);
  }

  private note(process: Process, parentRole: string): string {
    const key = `${process.pid} ${process.started}`;
    const { commandLine, memory } = readDetails(process.pid);
    // A process that has just been forked, or is about to go, has no command line of its own.
    const named = Object.entries(this.roles).find(([, words]) => words.test(commandLine))?.[0];
    const role = named ?? this.roleOf.get(key) ?? parentRole;
    this.roleOf.set(key, role);
    const known = this.costOf.get(key)?.memory ?? 0;
    this.costOf.set(key, { cpuSeconds: process.cpuSeconds, memory: Math.max(known, memory) });
    return role;
  }
}

function readProcesses(): Process[] {
  const numbers = readText("/proc/self/stat") ? readdirSync("/proc").filter(name => /^\d+$/.test(name)) : [];
  return numbers.flatMap(pid => {
    const stat = readText(`/proc/${pid}/stat`);
    if (stat === "") return [];
    // The name in brackets may hold blanks: what is counted comes after it, beginning with the third field.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const [parent, user, system, userBelow, systemBelow] = [1, 11, 12, 13, 14].map(at => Number(fields[at]));
    return {
      pid: Number(pid),
      parent: parent ?? 0,
      started: fields[19] ?? "",
      cpuSeconds: ((user ?? 0) + (system ?? 0)) / ticksPerSecond,
      cpuSecondsBelow: ((userBelow ?? 0) + (systemBelow ?? 0)) / ticksPerSecond,
    };
  });
}

function readDetails(pid: number): { commandLine: string; memory: number } {
  const peak = /^VmHWM:\s+(\d+)/m.exec(readText(`/proc/${pid}/status`))?.[1];
  return {
    commandLine: readText(`/proc/${pid}/cmdline`).replaceAll("\0", " "),
    memory: Number(peak ?? 0) * 1024,
  };
}

/** Empty when there is no such file any more. */
function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
