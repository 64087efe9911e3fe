/**
 * @module The statistics of a VM.
 */

import { idFrom } from "../../engine/ids";
import type { Vm } from "../../engine/vm";
import { mebibyte } from "../../engine/vm-defaults";
import type { StatisticBody } from "../types/statistic";
import { ref } from "./address";

type Kind = "gauge" | "counter";
type Row = [name: string, description: string, kind: Kind, type: string, unit: string, hasValue: boolean];

const rows: Row[] = [
  ["memory.installed", "Total memory configured", "gauge", "integer", "bytes", true],
  ["memory.used", "Memory used (agent)", "gauge", "integer", "bytes", true],
  ["cpu.current.guest", "CPU used by guest", "gauge", "decimal", "percent", true],
  ["cpu.current.hypervisor", "CPU overhead", "gauge", "decimal", "percent", true],
  ["cpu.current.total", "Total CPU used", "gauge", "decimal", "percent", true],
  ["migration.progress", "Migration Progress", "gauge", "decimal", "percent", true],
  ["memory.buffered", "Memory buffered (agent)", "gauge", "integer", "bytes", true],
  ["memory.cached", "Memory cached (agent)", "gauge", "integer", "bytes", true],
  ["memory.free", "Memory free (agent)", "gauge", "integer", "bytes", true],
  ["memory.unused", "Memory unused (agent)", "gauge", "integer", "bytes", true],
  ["network.current.total", "Total network used", "gauge", "decimal", "percent", true],
  ["disks.usage", "Disk usage, in bytes, per filesystem as JSON (agent)", "gauge", "string", "none", false],
  ["elapsed.time", "Elapsed VM runtime", "counter", "integer", "seconds", true],
];

const histories: [name: string, noun: string][] = [
  ["cpu.usage.history", "CPU"],
  ["memory.usage.history", "memory"],
  ["network.usage.history", "network"],
];

export function statisticBodies(vm: Vm, now: number): StatisticBody[] {
  const values = measured(vm, now);
  return [
    ...rows.map(([name, description, kind, type, unit, hasValue]) => ({
      ...ref(`vms/${vm.id}/statistics`, idFrom(name)),
      name,
      description,
      kind,
      type,
      unit,
      values: hasValue ? [{ datum: values[name] ?? 0 }] : [],
      vm: ref("vms", vm.id),
    })),
    ...histories.map(([name, noun]) => ({
      id: idFrom(name),
      name,
      description: `List of ${noun} usage history, sorted by date from newest to oldest, at intervals of 30 seconds`,
      kind: "gauge",
      type: "decimal",
      unit: "percent",
      values: [],
    })),
  ];
}

function measured(vm: Vm, now: number): Record<string, number> {
  const { run } = vm;
  const agent = run?.agent !== undefined;
  return {
    "memory.installed": vm.settings.memory,
    "memory.used": agent ? Math.round(vm.settings.memory * 0.4) : 0,
    "memory.free": agent ? Math.round(vm.settings.memory * 0.6) : 0,
    "memory.unused": agent ? 512 * mebibyte : 0,
    "elapsed.time": run === undefined ? 0 : Math.round((now - run.started) / 1000),
  };
}
