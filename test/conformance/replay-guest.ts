/**
 * @module The guest that the recordings were made with: a script that took name and address from the answer file, restarted
 * once, and shut down if the file said so. It did not check what Windows would check.
 */

import type { BootGuest, GuestHardware } from "../../simulator/guest/contract";

/** How long after power-on it reports, restarts, reports again and ends, in milliseconds. */
const times = { agent: 1000, restart: 3000, restarted: 4000, addresses: 5000, off: 8000 };

function answerFile({ media }: GuestHardware): string {
  const files = [...(media.cdromFiles ?? []), ...(media.floppyFiles ?? [])];
  const file = files.find(candidate => /unattend|sysprep/i.test(candidate.name));
  const image = media.floppyImage === undefined ? "" : Buffer.from(media.floppyImage).toString("latin1");
  return file === undefined ? image : String(file.content);
}

export const recordedGuest: BootGuest = (hardware, tell, clock) => {
  const { disk, nics, vmName } = hardware;
  const text = answerFile(hardware);
  const [, name] = /<ComputerName>([^<]*)</.exec(text) ?? [];
  const [, domain] = /<JoinDomain>([^<]*)</.exec(text) ?? [];
  const [, address] = /keyValue="1">([\d.]+)\/\d+</.exec(text) ?? [];
  const broken = text !== "" && !text.includes("</unattend>");
  const plans: (() => void)[] = [];
  const at = (time: number, call: () => void) => plans.push(clock.after(time, call));
  const report = (withAddress: boolean) => {
    const mac = nics[0]?.mac;
    const named = disk.computerName !== undefined;
    const fqdn = named
      ? [disk.computerName, disk.domain].filter(Boolean).join(".")
      : `${vmName}.example.test`;
    tell({ kind: "agent", fqdn, addresses: withAddress && mac && address ? [{ mac, address }] : [] });
  };
  if (name !== undefined && !broken) {
    disk.computerName = name;
    disk.domain = domain ?? disk.domain;
    at(times.restart, () => tell({ kind: "rebooting" }));
    at(times.restarted, () => {
      tell({ kind: "restarted" });
      report(false);
    });
    at(times.addresses, () => report(true));
    if (text.includes("shutdown")) {
      at(times.off, () => tell({ kind: "powered-off" }));
    }
  } else if (!broken) {
    at(times.agent, () => report(false));
  }
  const drop = () => {
    for (const cancel of plans.splice(0)) {
      cancel();
    }
  };
  return {
    cutPower: drop,
    // No exchange was recorded of what a guest did after it had been suspended.
    freeze: drop,
    thaw: () => report(false),
    pressPowerButton: () => at(500, () => tell({ kind: "powered-off" })),
    askToRestart: () => at(500, () => tell({ kind: "rebooting" })),
    screen: () => `${vmName}: ${disk.computerName ?? "no name yet"}`,
  };
};
