/** @module Runs a tool, or several at once, to the end and tells what that cost: itself, and the engine. */

import { spawn } from "node:child_process";
import type { EngineProcess } from "../engine/engine-process";
import type { Answer } from "../engine/messages";
import { type Cost, type Costs, ProcessTree, type Roles } from "./process-tree";

export interface Tool {
  readonly command: string;
  readonly args: readonly string[];
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly roles: Roles;
  /** Of the process that is started. */
  readonly role: string;
}

export interface Run extends Costs {
  /** From its start to its end. */
  readonly seconds: number;
  readonly output: string;
  /** What the engine was asked, by kind. */
  readonly requests: Readonly<Record<string, number>>;
  readonly engine: Answer;
  /** CPU seconds of the engine's process. */
  readonly engineCpuSeconds: number;
}

/** Seconds after which a tool is held to hang. */
const longest = 1800;

/** @throws Error with all that it printed, when it fails */
export function runTool(tool: Tool, engine: EngineProcess): Promise<Run> {
  return runTogether([tool], engine);
}

/** Several, all at once. @returns what they cost together, until the last has ended */
export async function runTogether(tools: readonly Tool[], engine: EngineProcess): Promise<Run> {
  const before = await engine.forget();
  const began = performance.now();
  const ended = await Promise.all(tools.map(runToEnd));
  const seconds = (performance.now() - began) / 1000;
  const after = await engine.look();
  const engineCpuSeconds = after.cpuSeconds - before.cpuSeconds;
  const output = ended.map(one => one.output).join("");
  const costs = sumOf(ended.map(one => one.costs));
  return { ...costs, seconds, output, requests: after.requests, engine: after, engineCpuSeconds };
}

async function runToEnd(tool: Tool): Promise<{ output: string; costs: Costs }> {
  const child = spawn(tool.command, tool.args, {
    cwd: tool.folder,
    env: { ...process.env, ...tool.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  const limit = setTimeout(() => child.kill("SIGKILL"), longest * 1000);
  const exited = new Promise<number>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", code => resolve(code ?? -1));
  });
  const tree = child.pid === undefined ? undefined : new ProcessTree(child.pid, tool.roles, tool.role);
  try {
    const code = await exited;
    if (code !== 0) throw new Error(`${tool.command} ${tool.args.join(" ")} ended with ${code}:\n${output}`);
    return { output, costs: tree?.costs() ?? { byRole: {}, cpuSeconds: 0 } };
  } finally {
    clearTimeout(limit);
    tree?.costs();
  }
}

function sumOf(all: readonly Costs[]): Costs {
  const byRole: Record<string, Cost> = {};
  for (const [role, cost] of all.flatMap(costs => Object.entries(costs.byRole))) {
    const { cpuSeconds, memory } = byRole[role] ?? { cpuSeconds: 0, memory: 0 };
    byRole[role] = { cpuSeconds: cpuSeconds + cost.cpuSeconds, memory: Math.max(memory, cost.memory) };
  }
  return { byRole, cpuSeconds: all.reduce((sum, costs) => sum + costs.cpuSeconds, 0) };
}
