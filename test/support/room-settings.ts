/** @module Settings of a small room as they would stand in its file, to be changed by tests. */

import { seatSettings } from "../../scripts/demo/room-settings";

type Raw = Record<string, unknown>;

/** A group with every setting that has no default. */
export function rawGroup(changes: Raw = {}): Raw {
  return {
    ids: "1-2",
    names: "${room}-vd${id}",
    ipAddressesSuffix: 11,
    memory: "4 GiB",
    description: "student VM",
    ...seatSettings,
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
