/**
 * @module Commands that do no more than bring a floppy image to an SFTP server and take it away again: these become
 * settings.
 */

import { parseSftpCall, type SftpTarget } from "./sftp-call";
import { type ShellWord, shellWords } from "./shell-words";

/** Longer commands do more. */
const LONGEST = 4096;

/**
 * The server that both commands speak to, when `{0}` and `{1}` is all they need to know.
 *
 * They have the form `(echo put {0}; echo chmod 666 {1}) | sftp user@host:/folder/` and
 * `echo rm {0} | sftp user@host:/folder/`, with `-P`, `-i` and harmless options.
 *
 * @param upload command with `{0}` for the local file and `{1}` for its name
 * @param cleanup command with `{0}` for the name
 * @returns undefined when they do anything else, and so have to stay commands
 */
export function recognizeSftp(upload: string, cleanup: string): SftpTarget | undefined {
  const up = conversation(upload);
  const down = conversation(cleanup);
  if (!up || !down || !isUpload(up.requests) || !isCleanup(down.requests)) return undefined;
  return JSON.stringify(up.target) === JSON.stringify(down.target) ? up.target : undefined;
}

/** What a command says to which server. */
interface Conversation {
  readonly requests: readonly string[];
  readonly target: SftpTarget;
}

function conversation(command: string): Conversation | undefined {
  const words = command.length > LONGEST ? undefined : shellWords(command.trim());
  if (words === undefined) return undefined;
  const pipe = words.findIndex(isOperator("|"));
  const call = words.slice(pipe + 1);
  if (pipe < 0 || call.some(word => word.kind === "operator")) return undefined;
  const requests = requestsOf(words.slice(0, pipe));
  const target = parseSftpCall(call.map(word => word.text));
  return requests && target && { requests, target };
}

const isOperator = (text: string) => (word: ShellWord | undefined) =>
  word?.kind === "operator" && word.text === text;

/** What the `echo`s say, a request each. */
function requestsOf(words: readonly ShellWord[]): string[] | undefined {
  const isGroup = isOperator("(")(words[0]) && isOperator(")")(words.at(-1));
  const requests: string[][] = [[]];
  for (const word of isGroup ? words.slice(1, -1) : words) {
    if (word.kind === "word") requests.at(-1)?.push(word.text);
    else if (!isGroup || !/^(?:;|&&|\n)$/.test(word.text)) return undefined;
    else requests.push([]);
  }
  const said = requests.filter(request => request.length > 0);
  if (said.some(([command, option]) => command !== "echo" || /^-[neE]+$/.test(option ?? "")))
    return undefined;
  return said.map(request => request.slice(1).join(" ").replaceAll('"', ""));
}

/** Requests that change nothing. */
const HARMLESS = /^(?:ls\b.*|pwd|progress|bye|exit|quit)$/;

function isUpload(requests: readonly string[]): boolean {
  const isKnown = (request: string) =>
    /^put \{0\}(?: \{1\})?$/.test(request) || /^-?chmod 0?666 \{1\}$/.test(request) || HARMLESS.test(request);
  return requests.every(isKnown) && requests.filter(request => request.startsWith("put ")).length === 1;
}

function isCleanup(requests: readonly string[]): boolean {
  const isKnown = (request: string) => /^-?rm \{0\}$/.test(request) || HARMLESS.test(request);
  return requests.every(isKnown) && requests.some(request => /^-?rm /.test(request));
}
