/** @module `virtroom init`: the settings file of a new room, from what the engine has. */

import { existsSync } from "node:fs";
import { relative, resolve } from "node:path";
import { text as readAll } from "node:stream/consumers";
import { Command } from "commander";
import { Engine } from "../../ovirt/engine";
import { fetchCa } from "../../ovirt/engine-ca";
import { isOfRoom, markerSearch, parseMarker } from "../../room/marker";
import { type NewRoom, newRoomText, secretsOf } from "../../room/settings/new-room";
import { engineBase } from "../../room/settings/settings-fields";
import { isObject, settingsInFile } from "../../room/settings/stack-file";
import { ValueError } from "../../room/text/value-error";
import { canAsk } from "../ask";
import { type Given, interview } from "../init/interview";
import { asked, type Questions, unasked } from "../init/questions";
import { requireRoomName } from "../open-room";
import { findProject, type Project, realRooms, roomFile } from "../project";
import { readBytes } from "../read-bytes";
import { examplesText } from "../room-command";
import { checkRoomFile, readRoomFile } from "../settings/settings-file";
import { type RoomSecret, writeRoom } from "../settings/write-room";
import { print } from "../terminal";
import { UserError } from "../user-error";

interface Options extends Given {
  readonly passwordStdin?: true;
}

export function initCommand(): Command {
  return new Command("init")
    .summary("write the settings of a new room, from what the engine has")
    .description(
      "Asks the engine what it has, asks you what it cannot know, and writes stacks/Pulumi.<room>.yaml with comments. Makes the " +
        "room's stack, and keeps the engine's password in it as a secret. What is given as an option is not asked; " +
        "where nobody can be asked, the rest is what is likely, or a fault.",
    )
    .argument("<room>", "name of the new room")
    .option("--url <address>", "of the engine; without it that of another room")
    .option("--username <account>", "of the engine, like admin@internal")
    .option("--ca-file <file>", "the engine's CA certificate, relative to Pulumi.yaml")
    .option("--password-stdin", "read the account's password from standard input")
    .option("--cluster <name>", "the engine's cluster that the seats run on")
    .option("--network <name>", "the engine's network that the seats are on")
    .option("--vnic-profile <name>", "where the network has more than one")
    .option("--template <name>", "the gold image")
    .option("--os <type>", "in the engine's words, like windows_10x64")
    .option("--time-zone <name>", "in Windows' words")
    .option("--memory <size>", "of a seat, like 4 GiB")
    .option("--seats <n>", "how many")
    .option("--addresses <first>", "address of the first seat with its prefix, like 192.0.2.11/24")
    .option("--gateway <address>", "of that network; without it its last address")
    .option("--dns <addresses>", "with commas between them")
    .option("--locale <name>", "language and region of Windows, like de-CH")
    .option("--domain <name>", "Windows domain to join")
    .option("--join-user <account>", "that may join computers to it")
    .option("--thin-client-user <account>", "that thin clients log in with, like thinclient@internal-authz")
    .option("--thin-client-role <role>", "of that account on each seat")
    .addHelpText(
      "after",
      examplesText([
        ["virtroom init room01", "asks for everything"],
        [
          "virtroom init room02 --password-stdin --addresses 192.0.2.51/24 --dns 192.0.2.250 <password.txt",
          "asks nothing",
        ],
      ]),
    )
    .action(init);
}

async function init(room: string, options: Options): Promise<void> {
  const project = findProject(process.cwd());
  process.chdir(project.folder);
  requireRoomName(room);
  const file = roomFile(project, room);
  if (existsSync(file)) {
    throw new UserError(
      `room ${room} has settings already: ${relative(project.folder, file)}`,
      "Choose another name",
    );
  }
  const questions = canAsk() && !options.passwordStdin ? asked() : unasked;
  const password = options.passwordStdin ? (await readAll(process.stdin)).trim() : undefined;
  const { settings, secret } = await ask(project, room, { given: options, questions, password });
  const text = newRoomText(project.name, room, settings);
  checkRoomFile(project, { room, text: withPassword(text) });
  const { secrets, left } = await askSecrets(settings, questions);
  await writeRoom(project, { room, text }, [{ path: "engine.password", value: secret }, ...secrets]);
  print(nextSteps(project, room, left));
}

/** The check wants the password, which only Pulumi writes. */
function withPassword(text: string): string {
  return text.replace(/^( +)caFile: .*$/m, "$&\n$1password: secret");
}

interface Asking {
  readonly given: Given;
  readonly questions: Questions;
  /** Of the account, where it was given. */
  readonly password: string | undefined;
}

async function ask(
  project: Project,
  room: string,
  { given, questions, password }: Asking,
): Promise<{ settings: NewRoom; secret: string }> {
  const known = otherEngine(project);
  const url = await questions.text({
    option: "url",
    message: "Address of the engine",
    given: given.url,
    usual: known.url,
    check: engineBase,
  });
  const username = await questions.text({
    option: "username",
    message: "Account on the engine",
    given: given.username,
    usual: known.username ?? "admin@internal",
  });
  const caFile = await questions.text({
    option: "ca-file",
    message: "File with the engine's CA certificate",
    given: given.caFile,
    usual: known.caFile ?? "engine-ca.pem",
    check: answer => {
      if (!existsSync(resolve(project.folder, answer)))
        throw new ValueError(`there is no ${answer}`, fetchCa(url));
    },
  });
  const ca = readCa(project, caFile, url);
  const secret = password ?? (await questions.secret(`Password of ${username}`, "password-stdin"));
  const engine = new Engine({ base: engineBase(url), username, password: secret, ca, outage: 5_000 });
  try {
    await refuseTaken(engine, project, room);
    const settings = await interview(engine, given, questions);
    return { settings: { engine: { url, username, caFile }, ...settings }, secret };
  } finally {
    await engine.close();
  }
}

/** Two projects of one name are one owner to the engine: a room of the one would delete the VMs of the other's. */
async function refuseTaken(engine: Engine, { name }: Project, room: string): Promise<void> {
  const found = await engine.vms.search(markerSearch(name, room), "looking for VMs of such a room");
  const [first, ...others] = found.filter(({ comment }) => isOfRoom(parseMarker(comment), name, room));
  if (!first) return;
  const names = others.length > 0 ? `${first.name} and ${others.length} more` : first.name;
  throw new UserError(
    `the engine has VMs of a room ${name}/${room} already: ${names}`,
    "Choose another name for the room, or for this project in Pulumi.yaml. If they are this very room's, write its settings anew by hand, from stacks/Pulumi.example.yaml",
  );
}

function readCa(project: Project, file: string, url: string): string {
  const path = resolve(project.folder, file);
  if (!existsSync(path)) throw new UserError(`there is no ${file}`, fetchCa(url));
  return readBytes(path).toString("utf8");
}

/** How another room of the project reaches its engine; the example reaches none. */
function otherEngine(project: Project): Partial<NewRoom["engine"]> {
  for (const room of realRooms(project)) {
    const engine = engineOf(project, room);
    if (engine) return engine;
  }
  return {};
}

/** Nothing, where the file cannot be read: that is told when that room is used. */
function engineOf(project: Project, room: string): Partial<NewRoom["engine"]> | undefined {
  try {
    const { engine } = settingsInFile(project.name, readRoomFile(project, room).text);
    return isObject(engine) ? engine : undefined;
  } catch (error) {
    if (error instanceof ValueError || error instanceof UserError) return undefined;
    throw error;
  }
}

/** @returns the secrets besides the engine's password, and the paths of those that nobody could be asked for */
async function askSecrets(
  settings: NewRoom,
  questions: Questions,
): Promise<{ secrets: readonly RoomSecret[]; left: readonly string[] }> {
  const paths = secretsOf(settings);
  if (questions === unasked) return { secrets: [], left: paths };
  const secrets: RoomSecret[] = [];
  for (const path of paths) {
    const name = path.endsWith("joinPassword") ? `${settings.join?.user}` : "Windows' administrator";
    secrets.push({ path, value: await questions.secret(`Password of ${name}`, "") });
  }
  return { secrets, left: [] };
}

function nextSteps(project: Project, room: string, left: readonly string[]): string {
  const file = relative(project.folder, roomFile(project, room));
  return [
    `Room ${room} is written down in ${file}: look through it. Then:`,
    ...left.map(path => `  pulumi config set --secret --path ${project.name}:${path} --stack ${room}`),
    `  virtroom doctor ${room}`,
    `  virtroom rollout ${room}`,
  ].join("\n");
}
