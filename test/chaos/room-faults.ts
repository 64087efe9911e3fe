/** @module What is wrong with a room, held against its settings: looked at in the engine itself, not through the product. */

import type { Vm } from "../../simulator/engine/vm";
import type { Lab } from "../support/lab";
import { foreignFloppies } from "./strangers";

/** What a finished seat of the lab's room has. */
const wanted = {
  os: "windows_10x64",
  timeZone: "W. Europe Standard Time",
  memory: 4 * 1024 ** 3,
  domain: "room.example.test",
};

export interface WantedRoom {
  /** How many seats. */
  readonly seats: number;
  readonly description: string;
}

/** Nothing when every seat is there once, set up once, final, with one permission and one snapshot, and running. */
export async function roomFaults(lab: Lab, { seats, description }: WantedRoom): Promise<string[]> {
  const names = Array.from({ length: seats }, (_, index) => `demo-vd0${index + 1}`);
  const ours = lab.simulator.vms().filter(vm => isOurs(vm));
  const extra = ours.map(vm => vm.settings.name).filter(name => !names.includes(name));
  return [
    ...names.flatMap((name, index) => {
      const vms = ours.filter(vm => vm.settings.name === name);
      const [vm] = vms;
      if (!vm || vms.length > 1) return [`${name} is there ${vms.length} times`];
      return seatFaults(lab, vm, `192.0.2.${11 + index}`, description).map(fault => `${name}: ${fault}`);
    }),
    ...extra.map(name => `${name} is there, and should not`),
    ...(await floppyFaults(lab)),
  ];
}

/** Nothing when the room has left no trace. */
export async function leftOvers(lab: Lab): Promise<string[]> {
  const vms = lab.simulator.vms().filter(isOurs);
  return [...vms.map(vm => `${vm.settings.name} is still there`), ...(await floppyFaults(lab))];
}

export function isOurs(vm: Vm): boolean {
  return vm.settings.comment.startsWith("virtroom virtroom/demo/");
}

async function floppyFaults(lab: Lab): Promise<string[]> {
  const left = (await lab.floppies()).filter(name => !foreignFloppies.includes(name));
  return left.map(name => `floppy ${name} lies on the share`);
}

function seatFaults(lab: Lab, vm: Vm, address: string, description: string): string[] {
  const { settings, nics, disks, snapshots, status } = vm;
  const content = disks[0]?.content;
  const regular = snapshots.filter(snapshot => snapshot.type === "regular");
  const permissions = [...lab.simulator.engine.permissions.values()].filter(({ vm: id }) => id === vm.id);
  const looks: readonly (readonly [what: string, is: unknown, shouldBe: unknown])[] = [
    ["status", status, "up"],
    ["phase", /^virtroom \S+ (\w+) /.exec(settings.comment)?.[1], "ready"],
    ["operating system", settings.os.type, wanted.os],
    ["time zone", settings.time_zone.name, wanted.timeZone],
    ["USB", settings.usb.enabled, true],
    ["memory", settings.memory, wanted.memory],
    ["description", settings.description, description],
    ["custom properties", JSON.stringify(settings.custom_properties ?? []), "[]"],
    ["payloads", settings.payloads?.length ?? 0, 0],
    ["interfaces", nics.map(nic => nic.name).join(), "nic0"],
    ["network", networkOf(lab, nics[0]?.vnicProfile), "room-net"],
    ["disks", disks.length, 1],
    ["setups", content?.setupRuns, 1],
    ["name in Windows", content?.computerName?.toLowerCase(), settings.name],
    ["domain", content?.domain, wanted.domain],
    [
      "addresses",
      content?.addresses.map(entry => `${entry.mac} ${entry.address}`).join(),
      `${nics[0]?.mac} ${address}`,
    ],
    ["snapshots", regular.map(snapshot => snapshot.status).join(), "ok"],
    ["snapshot's address", regular[0]?.description.includes(`IP=${address}/24`), true],
    ["permissions", permissions.length, 1],
  ];
  return looks
    .filter(([, is, shouldBe]) => is !== shouldBe)
    .map(([what, is, shouldBe]) => `${what}: ${is}, not ${shouldBe}`);
}

function networkOf({ simulator }: Lab, profileId: string | undefined): string | undefined {
  const profile = profileId === undefined ? undefined : simulator.engine.vnicProfiles.get(profileId);
  return profile && simulator.engine.networks.get(profile.network)?.name;
}
