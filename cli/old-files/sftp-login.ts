/**
 * @module What logs in at the SFTP server of the old floppy commands: found where `sftp` would have found it, in the
 * user's own configuration of SSH.
 */

import { type SpawnSyncOptionsWithStringEncoding, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import type { SftpTarget } from "../../room/old-config/floppies/sftp-call";
import type { SftpLogin } from "../../room/old-config/to-settings";

const quiet: SpawnSyncOptionsWithStringEncoding = {
  encoding: "utf8",
  timeout: 10_000,
  stdio: ["ignore", "pipe", "ignore"],
};

/** The login, or what stands in the way of one. */
export type FoundLogin = SftpLogin | { readonly missing: string };

/** @param path the file that a path in the command means */
export function findSftpLogin(target: SftpTarget, path: (written: string) => string): FoundLogin {
  const options = sshOptions(target);
  if (!options) return { missing: "ssh is not installed, or does not understand the destination" };
  const proxy = options.get("proxyjump") ?? options.get("proxycommand");
  if (proxy && proxy[0] !== "none") return { missing: "SSH goes there by way of another host" };
  if (options.get("hostname")?.[0]?.toLowerCase() !== target.host.toLowerCase()) {
    return { missing: `${target.host} is a name of the user's SSH configuration alone` };
  }
  const keyFile = usableKey(
    target.keyFile ? [path(target.keyFile)] : (options.get("identityfile") ?? []),
    path,
  );
  if (!keyFile) return { missing: "no private key without a passphrase was found for it" };
  const known = target.knownHostsFile
    ? [path(target.knownHostsFile)]
    : (options.get("userknownhostsfile") ?? []);
  const files = [...known, ...(options.get("globalknownhostsfile") ?? [])].flatMap(value => value.split(" "));
  const { keys, revoked } = knownKeys(target, options, files.map(path));
  const hostKeyFingerprint = keys.find(key => !revoked.includes(key));
  if (keys.length > 0 && !hostKeyFingerprint)
    return { missing: `the host key of ${target.host} is revoked: find out why before anything else` };
  if (!hostKeyFingerprint)
    return { missing: `the host key of ${target.host} is in none of ${files.join(", ")}` };
  return { hostKeyFingerprint, keyFile };
}

/** What SSH itself makes of its configuration for this destination: values by their lower-case names. */
function sshOptions({ host, port, user }: SftpTarget): ReadonlyMap<string, string[]> | undefined {
  const { stdout, status } = spawnSync("ssh", ["-G", "-p", String(port), "-l", user, "--", host], quiet);
  if (status !== 0) return undefined;
  const found = new Map<string, string[]>();
  for (const line of stdout.split("\n")) {
    const [, name, value] = /^(\S+) (.*)$/.exec(line) ?? [];
    if (name && value !== undefined) found.set(name, [...(found.get(name) ?? []), value]);
  }
  return found;
}

/** The first key that is there and needs no passphrase, which nobody is there to type. */
function usableKey(files: readonly string[], path: (written: string) => string): string | undefined {
  return files.map(path).find(file => {
    if (!existsSync(file)) return false;
    return spawnSync("ssh-keygen", ["-y", "-P", "", "-f", file], quiet).status === 0;
  });
}

/** Fingerprints of the keys that the server may have, and of those that nobody may have any more, in whichever file that stands. */
interface KnownKeys {
  readonly keys: readonly string[];
  readonly revoked: readonly string[];
}

function knownKeys(
  { host, port }: SftpTarget,
  configured: ReadonlyMap<string, string[]>,
  files: readonly string[],
): KnownKeys {
  const name = configured.get("hostkeyalias")?.[0] ?? host;
  const known = port === 22 ? name : `[${name}]:${port}`;
  const found = files
    .filter(file => existsSync(file))
    .map(file => spawnSync("ssh-keygen", ["-l", "-F", known, "-f", file], quiet).stdout)
    .flatMap(told => [...told.matchAll(knownKey)]);
  const marked = (mark: string) =>
    found.filter(match => match.groups?.mark === mark).map(match => match.groups?.fingerprint ?? "");
  return { keys: marked(""), revoked: marked("REVOKED") };
}

/** The key of a CA, which ssh-keygen tells too, is no host's. */
const knownKey = /^# Host .* found: line \d+ ?(?<mark>\w*)\n.*(?<fingerprint>SHA256:[A-Za-z0-9+/]{43})/gm;
