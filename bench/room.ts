/** @module The room of the bench: as many seats as wanted, the settings as a new room has them. */

import type { EngineFacts } from "./engine/messages";

/** Seats of one group: a network has so many addresses. */
const seatsPerGroup = 100;

/** @param name of the room, in the names of its VMs @param pollInterval as in the settings, `1 s` by default */
export function roomSettings(
  engine: EngineFacts,
  seats: number,
  pollInterval?: string,
): Record<string, unknown> {
  const groups: Record<string, unknown> = {};
  for (let first = 0; first < seats; first += seatsPerGroup) {
    const number = first / seatsPerGroup + 1;
    groups[`row${number}`] = group(number, Math.min(seatsPerGroup, seats - first));
  }
  const { url, username, caFile } = engine;
  return {
    engine: { url, username, caFile, ...(pollInterval === undefined ? {} : { pollInterval }) },
    values: {
      locale: "de-CH",
      domain: "room.example.test",
      joinUser: "joiner",
      dnsServers: ["198.18.255.253"],
    },
    groups,
  };
}

function group(number: number, seats: number): Record<string, unknown> {
  return {
    ids: `1-${seats}`,
    names: `\${room}-${number}-\${id}`,
    networkName: "room-net",
    ipAddresses: `198.18.${number}.\${suffix}`,
    ipAddressesSuffix: 11,
    netmaskSuffix: 24,
    defaultGateway: `198.18.${number}.254`,
    cluster: "Default",
    templateName: "win10-gold",
    memory: "4 GiB",
    os: "windows_10x64",
    description: "student VM",
    timeZone: "W. Europe Standard Time",
    usb: true,
    stateless: false,
    answerFileTemplate: "templates/win10.xml",
    thinClientUser: "thinclient@internal-authz",
    snapshotDescription: "after rollout, IP=${ip}/${netmaskSuffix}, ${scriptTime}",
    resetToSnapshotRegex: "^after rollout",
    rolloutStartVm: true,
    resetStartVm: "auto",
  };
}

export function roomSecrets(engine: EngineFacts): Record<string, string> {
  return {
    "engine.password": engine.password,
    "secretValues.administratorPassword": "Bench-Administrator-1",
    "secretValues.joinPassword": "simulated-join",
  };
}
