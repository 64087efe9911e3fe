/** @module What Pulumi says when it cannot do a thing, as what is wrong and the way out. */

import { hostname } from "node:os";
import { withoutUrlSecrets } from "../../room/text/url-secrets";
import { isAlive } from "../process-alive";
import { exitCodes, UserError } from "../user-error";

/** An error to be thrown when the backend knows no stack of this room. */
export class NoStackError extends UserError {}

/** An error to be thrown when the stack that should be made is there. */
export class StackExistsError extends UserError {}

/** An error to be thrown when another run holds the stack, or one that was killed did: either way there is such a stack. */
export class LockedError extends UserError {}

type Explain = (match: RegExpExecArray, room: string) => UserError;

const failed = (message: string, remedy: string) => new UserError(message, remedy, exitCodes.failed);

/** The first pattern that is found in Pulumi's words counts. */
const explanations: readonly (readonly [RegExp, Explain])[] = [
  [
    /passphrase must be set with/,
    (_, room) =>
      failed(
        `the secrets of room ${room} are encrypted with a passphrase, and none is given`,
        "Set PULUMI_CONFIG_PASSPHRASE, or PULUMI_CONFIG_PASSPHRASE_FILE to the name of a file that holds it",
      ),
  ],
  [
    /unable to read PULUMI_CONFIG_PASSPHRASE_FILE: (.*)/,
    match =>
      failed(`the file of PULUMI_CONFIG_PASSPHRASE_FILE cannot be read: ${match[1]}`, "Correct its name"),
  ],
  [
    /incorrect passphrase/,
    (_, room) =>
      failed(
        `the passphrase is not the one that the secrets of room ${room} were encrypted with`,
        "Correct PULUMI_CONFIG_PASSPHRASE, or the file that PULUMI_CONFIG_PASSPHRASE_FILE names",
      ),
  ],
  [/currently locked by[\s\S]*/, (match, room) => locked(match[0], room)],
  [
    // Of a lock, and of the files beside a state: whoever was writing it was killed just then.
    /unexpected end of JSON input/,
    (_, room) =>
      failed(
        `a file of room ${room} where Pulumi keeps the state is cut off: a run was killed while it wrote it`,
        `Take its lock away: pulumi cancel ${room}. When that does not help: docs/reliability.md#after-a-killed-run`,
      ),
  ],
  [
    /\[409\] Conflict: Another update is currently in progress/,
    (_, room) =>
      new LockedError(
        `another run is at work on room ${room}`,
        `Wait for its end; when it was killed: pulumi cancel ${room}`,
        exitCodes.failed,
      ),
  ],
  [
    /PULUMI_ACCESS_TOKEN must be set|no credentials|not logged in/i,
    () =>
      failed(
        "it is not said where Pulumi keeps the state of the rooms",
        "Log in once, for example with: mkdir -p ~/virtroom-state && pulumi login 'file://~/virtroom-state?metadata=skip'  (or to a shared place: s3://, azblob://, gs://, Pulumi Cloud); or set PULUMI_BACKEND_URL",
      ),
  ],
  [
    /unable to open (?:state directory|state database|bucket) (.*)|(?:could not|failed to) (?:connect|log ?in|get login)(.*)/i,
    match =>
      failed(
        `the place where Pulumi keeps the state of the rooms cannot be opened: ${match[1] ?? match[0]}`,
        "Correct PULUMI_BACKEND_URL, or log in again: pulumi login",
      ),
  ],
  [
    /no stack named '?([^' ]+)'? found/,
    (_, room) =>
      new NoStackError(
        `room ${room} has settings, but no stack where Pulumi keeps the state of the rooms`,
        `Roll it out: virtroom rollout ${room}. If it was rolled out already, look where the state is: pulumi whoami -v`,
        exitCodes.failed,
      ),
  ],
  [
    /stack '?[^' ]+'? already exists/,
    (_, room) => new StackExistsError(`there is a stack ${room} already`, "", exitCodes.failed),
  ],
  [
    /spawn pulumi ENOENT|pulumi: (?:command )?not found/,
    () =>
      failed(
        "there is no pulumi on PATH",
        "Install it (https://www.pulumi.com/docs/install/), or let the set-up get it: npm run setup",
      ),
  ],
  [
    /(?:Minimum version requirement failed|Major version mismatch).*/,
    match => failed(match[0], "Install the version of Pulumi that docs/decisions/002-pulumi-tools.md names"),
  ],
];

/** @param words what Pulumi wrote @param room the room that it was about */
export function explainPulumi(words: string, room: string): UserError {
  const told = withoutUrlSecrets(words);
  for (const [pattern, explain] of explanations) {
    const match = pattern.exec(told);
    if (match) return explain(match, room);
  }
  return failed(`Pulumi cannot do it: ${ownWords(told)}`, "");
}

/** Who holds the lock of a backend in files: its own list, a line each. */
function locked(words: string, room: string): LockedError {
  const holders = [...words.matchAll(/created by (\S+) \(pid (\d+)\) at (\S+)/g)];
  const who = holders.map(([, person, pid, time]) => `${person} (process ${pid}) since ${time}`).join(", ");
  return new LockedError(
    `another run is at work on room ${room}${who ? `: ${who}` : ""}`,
    `Wait for its end; when it was killed, take its lock away: pulumi cancel ${room}`,
    exitCodes.failed,
  );
}

/**
 * Whether what Pulumi wrote is about locks whose owners are gone: processes of this host that were killed. A lock of
 * another host may be somebody's at work, and so may one whose process number has been given again.
 */
export function isAbandonedLock(words: string): boolean {
  const holders = [...words.matchAll(/created by [^\s@]*@(\S+) \(pid (\d+)\)/g)];
  return holders.length > 0 && holders.every(([, host, pid]) => host === hostname() && !isAlive(Number(pid)));
}

/** Its lines with "error:", or else the last of all. */
function ownWords(words: string): string {
  const lines = words.split("\n").map(line => line.trim());
  const errors = lines.flatMap(line => /^error: (.*)/.exec(line)?.[1] ?? []);
  return (
    (errors.length > 0 ? errors : lines.filter(line => line !== "").slice(-1)).join("; ") || "without a word"
  );
}
