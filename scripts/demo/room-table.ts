/** @module What an engine says of a room's VMs, as a table. */

import { readFileSync } from "node:fs";
import Table from "cli-table3";
import { Engine } from "../../ovirt/engine";
import type { Simulator } from "../../simulator";

const gibibyte = 1024 ** 3;

/** Asks the engine over HTTPS, like anyone else. */
export async function roomTable(simulator: Simulator, room: string): Promise<string> {
  const { username, password, caFile } = simulator;
  const base = simulator.url.replace(/\/api$/, "");
  const engine = new Engine({
    base,
    username,
    password,
    ca: readFileSync(caFile, "utf8"),
    outage: 10_000,
  });
  try {
    const table = new Table({
      head: ["VM", "status", "system", "memory", "name in Windows", "address", "snapshot"],
      style: { head: [], border: [] },
      chars: { mid: "", "left-mid": "", "mid-mid": "", "right-mid": "" },
    });
    const vms = await engine.vms.search(`name=${room}-*`, "listing the room");
    for (const vm of vms.sort((a, b) => a.name.localeCompare(b.name))) {
      const addresses = await engine.vms.reportedAddresses(vm.id, vm.name);
      const snapshots = await engine.snapshots.list(vm.id, vm.name);
      const taken = snapshots.filter(snapshot => snapshot.type === "regular");
      table.push([
        vm.name,
        vm.status,
        vm.os,
        `${vm.memory / gibibyte} GiB`,
        vm.fqdn ?? "",
        addresses.join(" "),
        taken.map(snapshot => snapshot.description).join(", "),
      ]);
    }
    return table.toString();
  } finally {
    await engine.close();
  }
}
