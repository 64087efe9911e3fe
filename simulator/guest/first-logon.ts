/**
 * @module The oobeSystem pass and what comes behind it: the pages of OOBE, the accounts, the first logon and its
 * commands, the last of which ought to switch the machine off.
 */

import { type AnswerFile, readPass, SetupError } from "./answer-file";
import { changeDisk } from "./disk-effect";
import { FOR_EVER, type Machine, type Story } from "./machine";
import { CACHED_ANSWER_FILE } from "./media";
import { firstLogon, localAccounts, openPages } from "./oobe";
import { powerEffect } from "./power-effect";
import { reseal } from "./reseal";
import { descend, textAt, type XmlElement } from "./xml";

/** Throws a `SetupError`. Ends with the machine up, or off. `upStory` is what every guest does that has come up. */
export function* welcome(machine: Machine, file: AnswerFile, upStory: () => Story): Story {
  const { disk, world } = machine;
  const { components, ignored } = readPass(file, "oobeSystem", disk.architecture ?? "amd64");
  for (const reason of ignored) {
    machine.log("oobeSystem", reason);
  }
  const shell = components.get("Microsoft-Windows-Shell-Setup");
  const international = components.get("Microsoft-Windows-International-Core");
  const pages = openPages(shell, international, disk.domain !== undefined);
  if (pages.length > 0) {
    machine.log("oobeSystem", `OOBE waits for a person: ${pages.join("; ")}`);
    machine.phase = "asks";
    machine.shown = `OOBE: ${pages[0]}`;
    yield FOR_EVER;
  }
  yield world.durations.oobe;
  makeAccounts(machine, shell);
  yield* reseal(machine, components.get("Microsoft-Windows-Deployment"));
  finishSetup(machine);
  yield* logOn(machine, shell, upStory);
}

function makeAccounts(machine: Machine, shell: XmlElement | undefined): void {
  const { passwordAge = 42, administrator = "Administrator" } = machine.disk;
  for (const account of localAccounts(shell, administrator)) {
    if (account.name.toLowerCase() === machine.disk.computerName?.toLowerCase()) {
      throw new SetupError(
        `Windows could not complete the installation. A local account cannot have the computer's name, ${account.name}.`,
      );
    }
    const unreadable = account.password === undefined ? ", with a password that nobody knows" : "";
    const expires =
      passwordAge === "unlimited" || account.name === administrator
        ? ""
        : `, whose password has to be changed in ${passwordAge} days`;
    machine.log("oobeSystem", `account ${account.name}${unreadable}${expires}`);
  }
}

/** The answer file that was cached stays on the disk, done with, its passwords crossed out. */
function finishSetup(machine: Machine): void {
  const { disk } = machine;
  disk.sealed = false;
  delete disk.setup;
  disk.setupRuns += 1;
  const cached = disk.files[CACHED_ANSWER_FILE];
  if (cached !== undefined) {
    disk.files[CACHED_ANSWER_FILE] = cached
      .replaceAll(/(<settings\b)(?![^>]*wasPassProcessed)/g, '$1 wasPassProcessed="true"')
      .replaceAll(
        /(<(Value|Password|AccountData|MachinePassword)>)[^<]*(<\/\2>)/g,
        "$1*SENSITIVE*DATA*DELETED*$3",
      );
  }
  machine.log("oobeSystem", "Setup has run to its end");
}

function* logOn(machine: Machine, shell: XmlElement | undefined, upStory: () => Story): Story {
  const commands = descend(shell, "FirstLogonCommands", "SynchronousCommand")
    .sort((a, b) => Number(textAt(a, "Order")) - Number(textAt(b, "Order")))
    .map(command => textAt(command, "CommandLine") ?? "");
  const { disk, domain } = { disk: machine.disk, domain: machine.world.domain };
  const who = firstLogon(shell, { joined: disk.domain, controller: domain }, disk.administrator);
  if (who.user === undefined) {
    machine.log("first logon", who.why);
  } else {
    disk.autoLogon = { user: who.user, left: who.logons };
  }
  machine.play(upStory());
  while (disk.autoLogon !== undefined && disk.autoLogon.left > 0 && commands.length > 0) {
    disk.autoLogon.left -= 1;
    const restarted = yield* runCommands(machine, commands);
    if (restarted) {
      machine.play(upStory());
    }
  }
  if (commands.length > 0) {
    machine.log("first logon", `${commands.length} commands wait for an administrator to log on`);
  }
}

/** Takes from the list what it has run. True: the machine was restarted, and nobody is logged on any more. */
function* runCommands(machine: Machine, commands: string[]): Generator<number, boolean, void> {
  const { durations } = machine.world;
  for (let line = commands.shift(); line !== undefined; line = commands.shift()) {
    machine.log("first logon", `ran ${line}`);
    machine.shown = `First logon: ${line}`;
    yield durations.command;
    changeDisk(line, machine.disk);
    if (/\.PartOfDomain\b/i.test(line) && machine.disk.domain === undefined) {
      machine.log("first logon", "this computer is in no domain, so the command leaves it on");
      machine.shown = "This computer has not joined its domain";
      continue;
    }
    const effect = powerEffect(line, machine.findFile);
    if (effect === undefined) {
      continue;
    }
    machine.log("first logon", effect.kind === "power-off" ? "that switches the power off" : "that restarts");
    yield effect.seconds * durations.second;
    if (effect.kind === "power-off") {
      yield* machine.powerOff();
      yield FOR_EVER;
    }
    yield* machine.restart();
    return true;
  }
  return false;
}
