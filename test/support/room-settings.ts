/** @module Settings of a small room as they would stand in its file, to be changed by tests. */

type Raw = Record<string, unknown>;

/** A group with every setting that has no default. */
export function rawGroup(changes: Raw = {}): Raw {
  return {
    ids: "1-2",
    names: "${room}-vd${id}",
    networkName: "room-net",
    ipAddresses: "192.0.2.${suffix}",
    ipAddressesSuffix: 11,
    netmaskSuffix: 24,
    defaultGateway: "192.0.2.254",
    cluster: "Default",
    templateName: "win10-gold",
    memory: "4 GiB",
    os: "windows_10x64",
    description: "student VM",
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
    ...changes,
  };
}

export function rawSettings(changes: Raw = {}): Raw {
  return {
    engine: {
      url: "https://engine.example.org/ovirt-engine/api",
      username: "admin@internal",
      password: "engine-password",
      caFile: "engine-ca.pem",
    },
    sftp: {
      host: "infrastructure.example.org",
      username: "floppy",
      password: "sftp-password",
      hostKeyFingerprint: `SHA256:${"A".repeat(43)}`,
      folder: "floppy",
      folderOnHosts: "/rhev/data-center/mnt/floppy",
    },
    groups: { students: rawGroup() },
    ...changes,
  };
}
