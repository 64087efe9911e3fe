/** @module What is on the engine and the share beside the room, and must be the same whatever befalls the room. */

import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Vm } from "../../simulator/engine/vm";
import { EngineClient } from "../support/engine-client";
import type { Lab } from "../support/lab";
import { until } from "../support/until";

/** Names and markers that lie as near to those of the room `demo` as others' can. */
const vms = [
  { name: "demo-vd06", comment: "the janitor's" },
  { name: "x-demo-vd01", comment: "" },
  { name: "demo2-vd01", comment: "virtroom virtroom/demo2/demo2-vd01 ready 0123456789" },
  { name: "other-vd01", comment: "virtroom other/demo/demo-vd01 ready 0123456789" },
];

/** Floppies of others on the same share. */
export const foreignFloppies = ["janitor.img", "virtroom-virtroom-demo2-demo2-vd01-01234567.img"];

export class Strangers {
  private constructor(
    private readonly lab: Lab,
    private readonly before: string,
  ) {}

  static async settle(lab: Lab): Promise<Strangers> {
    const client = new EngineClient(lab.simulator);
    await client.logIn();
    for (const vm of vms) {
      const body = { ...vm, cluster: { name: "Default" }, template: { name: "tpl-linux" } };
      const { status } = await client.ask("POST", "/vms", body);
      assert.ok(status < 300, `${vm.name} was not made: ${status}`);
    }
    client.close();
    await until(() => lab.simulator.vms().every(vm => vm.status !== "image_locked"));
    for (const name of foreignFloppies)
      await writeFile(join(lab.simulator.sftp.localFolder, name), "others'");
    return new Strangers(lab, pictureOf(lab.simulator.vms()));
  }

  /** What has become of them, in words; nothing when they are as they were. */
  async faults(): Promise<string[]> {
    const now = pictureOf(
      this.lab.simulator.vms().filter(vm => vms.some(({ name }) => name === vm.settings.name)),
    );
    const floppies = await this.lab.floppies();
    const gone = foreignFloppies.filter(name => !floppies.includes(name));
    return [
      ...(now === this.before ? [] : [`foreign VMs have changed: ${now} instead of ${this.before}`]),
      ...gone.map(name => `the foreign floppy ${name} is gone`),
    ];
  }
}

function pictureOf(found: readonly Vm[]): string {
  const pictures = found.map(({ id, settings, status, nics, snapshots, disks }) => ({
    id,
    settings,
    status,
    nics: nics.map(nic => nic.id),
    snapshots: snapshots.map(snapshot => snapshot.id),
    disks: disks.map(disk => disk.imageId),
  }));
  return JSON.stringify(pictures.sort((a, b) => a.id.localeCompare(b.id)));
}
