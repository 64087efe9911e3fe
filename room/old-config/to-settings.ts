/** @module An old room as the settings of a stack. */

import type { OldConfiguration, OldRoom } from "./contents";
import { groupNames } from "./group-names";
import { engineSettings, floppyCommands, groupSettings, loggingSettings, type Paths } from "./part-settings";
import type { OldLogging } from "./python/logging";

/** What the old file does not say, or says of another place. */
export interface Surroundings extends Paths {
  /** What logs in at the SFTP server of the floppy commands; without it they stay commands. */
  readonly sftp?: SftpLogin | undefined;
  /** What the logging configuration says that the file names; without it the log is as usual. */
  readonly logging?: OldLogging | undefined;
}

export interface SftpLogin {
  /** Fingerprint of the server's host key, `SHA256:...`. */
  readonly hostKeyFingerprint: string;
  /** File with the private key. */
  readonly keyFile: string;
}

export interface MovedRoom {
  /** As they stand in Pulumi.<room>.yaml; `engine.password` has to be a secret there. */
  readonly settings: Readonly<Record<string, unknown>> & {
    readonly groups: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  };
}

/** The settings of a room, equivalent to its definition in the old file. */
export function toSettings(
  { connection, floppies, logging }: Pick<OldConfiguration, "connection" | "floppies" | "logging">,
  room: OldRoom,
  surroundings: Surroundings,
): MovedRoom {
  const names = groupNames(room.groups.map(group => group.name));
  const groups = room.groups.map((group, index) => [names[index] ?? "", groupSettings(group, surroundings)]);
  const { sftp, folderOnHosts } = floppies;
  const login = surroundings.sftp;
  const share = sftp &&
    login && {
      host: sftp.host,
      port: sftp.port,
      username: sftp.user,
      keyFile: login.keyFile,
      hostKeyFingerprint: login.hostKeyFingerprint,
      folder: sftp.folder,
      folderOnHosts,
    };
  return {
    settings: {
      engine: engineSettings(connection, surroundings),
      ...(share ? { sftp: share } : { floppyCommands: floppyCommands(floppies) }),
      logging: loggingSettings(logging, surroundings.logging, surroundings),
      groups: Object.fromEntries(groups),
    },
  };
}
