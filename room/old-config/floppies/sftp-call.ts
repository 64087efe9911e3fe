/**
 * @module A call of OpenSSH's `sftp`, and the server that it speaks to.
 * @see https://man.openbsd.org/sftp
 */

export interface SftpTarget {
  readonly user: string;
  readonly host: string;
  readonly port: number;
  /** File with the private key, as the command names it: `~` is not expanded. */
  readonly keyFile?: string;
  /** File with the host keys that are known, as the command names it. */
  readonly knownHostsFile?: string;
  /** Folder on the server; `.` for the one that a login starts in. */
  readonly folder: string;
}

/** Options without a value that make no difference to where a file goes. */
const FLAGS = /^-[46aCfNpqv]+$/;
/** Settings of ssh that make no difference to which server it is, and as whom one comes. */
const HARMLESS = new Set([
  ...["batchmode", "compression", "connectionattempts", "connecttimeout", "identitiesonly", "loglevel"],
  ...["passwordauthentication", "preferredauthentications", "serveraliveinterval", "stricthostkeychecking"],
  "globalknownhostsfile",
]);

/** @returns undefined when it is no call of `sftp`, or one with options that are not known to be harmless */
export function parseSftpCall(words: readonly string[]): SftpTarget | undefined {
  const [program = "", ...rest] = words;
  if (!/^(?:\/[\w/.-]*\/)?sftp$/.test(program)) return undefined;
  const options = readOptions(rest);
  const destination = options && parseDestination(options.destination);
  const user = destination?.user ?? options?.user;
  if (!options || !destination || user === undefined || user === "" || destination.host === "")
    return undefined;
  const port = Number(options.port ?? destination.port ?? "22");
  if (!Number.isInteger(port) || port < 1 || port > 65535) return undefined;
  const { keyFile, knownHostsFile } = options;
  return {
    user,
    host: destination.host,
    port,
    ...(keyFile && { keyFile }),
    ...(knownHostsFile && { knownHostsFile }),
    folder: destination.folder,
  };
}

interface Options {
  destination: string;
  port?: string;
  keyFile?: string;
  knownHostsFile?: string;
  user?: string;
}

function readOptions(words: readonly string[]): Options | undefined {
  const options: Options = { destination: "" };
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? "";
    if (FLAGS.test(word)) continue;
    if (!word.startsWith("-")) {
      // Behind the destination there is nothing.
      if (at < words.length - 1) return undefined;
      options.destination = word;
      continue;
    }
    const value = word.length > 2 ? word.slice(2) : (words[++at] ?? "");
    if (!setOption(options, word.slice(0, 2), value)) return undefined;
  }
  return options;
}

/** Ssh takes the first of several values. @returns whether the option is known */
function setOption(options: Options, name: string, value: string): boolean {
  if (name === "-P") options.port ??= value;
  else if (name === "-i") options.keyFile ??= value;
  else if (name === "-o") return setSshOption(options, value);
  else return name === "-b" && (value === "-" || value === "/dev/stdin");
  return true;
}

function setSshOption(options: Options, setting: string): boolean {
  const [, key = "", value = ""] = /^\s*(\w+)(?:\s*=\s*|\s+)(\S.*?)\s*$/.exec(setting) ?? [];
  const name = key.toLowerCase();
  if (name === "port") options.port ??= value;
  else if (name === "identityfile") options.keyFile ??= value;
  else if (name === "userknownhostsfile") options.knownHostsFile ??= value;
  else if (name === "user") options.user ??= value;
  else return HARMLESS.has(name);
  return true;
}

interface Destination {
  readonly user?: string | undefined;
  readonly host: string;
  readonly port?: string | undefined;
  readonly folder: string;
}

/** `user@host:folder`, `user@[address]:folder` or `sftp://user@host:port/folder`. */
function parseDestination(written: string): Destination | undefined {
  const url = /^sftp:\/\/(?:([^@/]*)@)?(\[[^\]]*\]|[^:/]*)(?::(\d+))?(\/.*)?$/.exec(written);
  if (url) {
    const [, user, host = "", port, path = ""] = url;
    return { user, host: withoutBrackets(host), port, folder: folderOf(path.slice(1)) };
  }
  const [, user, host = "", folder = ""] = /^(?:(.*)@)?(\[[^\]]*\]|[^:@[\]]*)(?::(.*))?$/.exec(written) ?? [];
  return host === "" ? undefined : { user, host: withoutBrackets(host), folder: folderOf(folder) };
}

function withoutBrackets(host: string): string {
  return host.replace(/^\[|\]$/g, "");
}

function folderOf(path: string): string {
  if (path === "") return ".";
  return path.replace(/(?<=.)\/+$/, "");
}
