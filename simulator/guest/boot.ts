/**
 * @module What a guest does when the power comes on: Setup when Windows is sealed, else it just comes up. And what it
 * does when it is to fail.
 */

import { createHash } from "node:crypto";
import { type AnswerFile, hasPass, parseAnswerFile, SetupError } from "./answer-file";
import type { MediaFile } from "./contract";
import type { GuestFault } from "./faults";
import { welcome } from "./first-logon";
import { FOR_EVER, type Machine, type Story } from "./machine";
import { answerFilePlaces, CACHED_ANSWER_FILE } from "./media";
import { audit } from "./reseal";
import type { Pass } from "./setting-shape";
import { specialize } from "./specialize";

export function* boot(machine: Machine): Story {
  const { disk, world } = machine;
  if (disk.os === "none") {
    machine.shown = "No bootable device.";
    return;
  }
  machine.phase = disk.sealed ? "setup" : "firmware";
  machine.shown = "Starting";
  yield world.durations.boot;
  if (disk.os === "windows" && disk.sealed) {
    yield* setUp(machine);
  } else {
    yield* comeUp(machine);
  }
}

function* setUp(machine: Machine): Story {
  try {
    if (machine.disk.setup === "specialize") {
      throw new SetupError(
        "The computer restarted unexpectedly or encountered an unexpected error. Windows installation cannot proceed. To install Windows, click OK to restart the computer, and then restart the installation.",
      );
    }
    if (machine.disk.setup === undefined) {
      yield* firstPass(machine);
    }
    if (machine.disk.audit) {
      yield* audit(machine);
    }
    machine.shown = "Setup: oobeSystem";
    const file = findAnswerFile(machine, "oobeSystem");
    if (file === undefined) {
      machine.phase = "asks";
      machine.shown = "OOBE: Let's start with region. Is this right?";
      return;
    }
    yield* welcome(machine, file, () => comeUp(machine));
  } catch (error) {
    if (!(error instanceof SetupError)) {
      throw error;
    }
    machine.log(machine.disk.setup ?? "search", error.message);
    machine.phase = "stopped";
    machine.shown = `Install Windows: ${error.message}`;
  }
}

function* firstPass(machine: Machine): Story {
  const { disk, world, hardware } = machine;
  machine.shown = "Setup: specialize. Getting devices ready";
  const file = findAnswerFile(machine, "specialize");
  disk.setup = "specialize";
  yield* strike(machine);
  yield* specialize(machine, file ?? EMPTY);
  disk.setup = "oobeSystem";
  const restarts = world.restarts ?? 1 + ((createHash("sha1").update(hardware.vmName).digest()[0] ?? 0) % 3);
  for (let count = 0; count < restarts; count++) {
    yield* machine.restart();
    yield world.durations.boot;
  }
}

/** Windows goes through specialize without an answer file too, and makes up a name. */
const EMPTY: AnswerFile = parseAnswerFile(
  '<unattend xmlns="urn:schemas-microsoft-com:unattend"/>',
  "",
  "specialize",
);

/** The first one that has something for this pass. It is cached for the passes to come. Throws a `SetupError`. */
function findAnswerFile(machine: Machine, pass: Pass): AnswerFile | undefined {
  for (const place of answerFilePlaces(machine.disk)) {
    const found = machine.findFile(place);
    if (found === undefined) {
      continue;
    }
    const file = parseAnswerFile(found.content, found.name, pass);
    if (hasPass(file, pass)) {
      machine.log("search", `answer file for ${pass}: ${found.name}`);
      machine.disk.files[CACHED_ANSWER_FILE] = textOf(found);
      return file;
    }
    machine.log("search", `${found.name} has nothing for ${pass}`);
  }
  machine.log("search", `no answer file for ${pass}`);
  return undefined;
}

function textOf(file: MediaFile): string {
  return typeof file.content === "string" ? file.content : Buffer.from(file.content).toString("utf8");
}

/** A guest that is up, with its agent. */
function* comeUp(machine: Machine): Story {
  const { disk, world } = machine;
  machine.phase = "up";
  disk.computerName ??= "localhost";
  machine.shown =
    disk.os === "windows" ? `${disk.computerName}: press Ctrl+Alt+Delete` : `${disk.computerName} login:`;
  logOnAgain(machine);
  yield world.durations.agent;
  machine.tellAgent(false);
  yield world.durations.agentAddresses;
  machine.tellAgent(true);
  if (!machine.setsUp) {
    yield* strike(machine);
  }
}

/** An automatic logon that is left over from the setup. */
function logOnAgain(machine: Machine): void {
  const { autoLogon } = machine.disk;
  if (machine.setsUp || autoLogon === undefined || autoLogon.left === 0) {
    return;
  }
  autoLogon.left -= 1;
  machine.shown = `${autoLogon.user} is logged on`;
  machine.log("first logon", `${autoLogon.user} is logged on, without being asked for a password`);
}

/** The faults that end a boot. In a machine that sets itself up they strike in specialize. */
function* strike(machine: Machine): Story {
  for (const fault of machine.faults) {
    if (fault !== "no-network" && fault !== "no-agent") {
      yield* suffer(machine, fault);
    }
  }
}

export function* suffer(machine: Machine, fault: GuestFault): Story {
  yield machine.world.durations.agent;
  switch (fault) {
    case "crash":
      machine.log("power", "the machine crashed");
      machine.tell({ kind: "crashed", reason: "Lost connection with qemu process" });
      yield FOR_EVER;
      return;
    case "hang":
      machine.phase = "hung";
      machine.log("power", "the machine hangs");
      machine.tell({ kind: "hung" });
      yield FOR_EVER;
      return;
    case "never-finish":
      machine.phase = "setup";
      machine.shown = "Getting ready. This might take a while";
      yield FOR_EVER;
      return;
    case "reboot":
      for (;;) {
        yield* machine.restart();
        yield machine.world.durations.boot;
      }
    case "no-network":
      machine.tellAgent(true);
      return;
    case "no-agent":
      return;
  }
}
