/** @module The room of the demo: one teacher and six students, on the simulated engine; and what other rooms there have of it. */

import type { Simulator } from "../../simulator";

/** The room's settings as they stand in its file, secrets left out. */
export function demoSettings(simulator: Simulator): Record<string, unknown> {
  return {
    ...siteSettings(simulator),
    groups: {
      teacher: {
        ...seatSettings,
        ids: "1",
        names: "${room}-teacher${id}",
        ipAddressesSuffix: 10,
        memory: "8 GiB",
        description: "teacher VM",
      },
      students: {
        ...seatSettings,
        ids: "1-6",
        names: "${room}-student${id}",
        ipAddressesSuffix: 11,
        memory: "4 GiB",
        description: "student VM",
      },
    },
  };
}

/** What every room on a simulated engine needs to reach it, and its domain. */
export function siteSettings(simulator: Simulator) {
  const { host, port, username, hostKeyFingerprint, folder, folderOnHosts } = simulator.sftp;
  return {
    engine: { url: simulator.url, username: simulator.username, caFile: simulator.caFile },
    sftp: { host, port, username, hostKeyFingerprint, folder, folderOnHosts },
    values: {
      locale: "de-CH",
      domain: "room.example.test",
      joinUser: "joiner",
      dnsServers: ["192.0.2.253"],
    },
  };
}

/** By their paths in the settings. */
export function demoSecrets(simulator: Simulator): Record<string, string> {
  return {
    "engine.password": simulator.password,
    "sftp.password": simulator.sftp.password,
    "secretValues.administratorPassword": "Demo-Administrator-1",
    "secretValues.joinPassword": "simulated-join",
  };
}

/** What the seats of a group have in common, but for their ids, names, first address, memory and description. */
export const seatSettings = {
  networkName: "room-net",
  ipAddresses: "192.0.2.${suffix}",
  netmaskSuffix: 24,
  defaultGateway: "192.0.2.254",
  cluster: "Default",
  templateName: "win10-gold",
  os: "windows_10x64",
  timeZone: "W. Europe Standard Time",
  usb: true,
  stateless: false,
  answerFileTemplate: "templates/win10.xml",
  setupOs: "rhel_7x64",
  setupTimeZone: "Etc/GMT",
  thinClientUser: "thinclient@internal-authz",
  snapshotDescription: "after rollout, IP=${ip}/${netmaskSuffix}, ${scriptTime}",
  resetToSnapshotRegex: "^after rollout",
  rolloutStartVm: true,
  resetStartVm: "auto",
};
