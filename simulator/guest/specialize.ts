/**
 * @module The specialize pass: the machine gets its name, its addresses and its domain.
 */

import { createHash } from "node:crypto";
import { type AnswerFile, readPass, SetupError } from "./answer-file";
import { changeDisk } from "./disk-effect";
import type { JoinRequest, JoinResult } from "./domain";
import { FOR_EVER, type Machine, type Story } from "./machine";
import { hasNetwork, setUpNetwork } from "./network";
import { powerEffect } from "./power-effect";
import { descend, textAt, type XmlElement } from "./xml";

/** Throws a `SetupError` when Setup stops with its error box. */
export function* specialize(machine: Machine, file: AnswerFile): Story {
  const { disk, world } = machine;
  const architecture = disk.architecture ?? "amd64";
  const { components, ignored } = readPass(file, "specialize", architecture);
  for (const reason of ignored) {
    machine.log("specialize", reason);
  }
  const shell = components.get("Microsoft-Windows-Shell-Setup");
  const computerName = chooseName(textAt(shell, "ComputerName"), machine.hardware.vmName);
  machine.log("specialize", `the computer is named ${computerName}`);
  const network = setUpNetwork(
    components.get("Microsoft-Windows-TCPIP"),
    components.get("Microsoft-Windows-DNS-Client"),
    machine.nics,
  );
  for (const note of network.notes) {
    machine.log("specialize", note);
  }
  yield world.durations.specialize;
  disk.computerName = computerName;
  disk.addresses = network.addresses;
  delete disk.domain;
  yield* runSynchronousCommands(machine, components.get("Microsoft-Windows-Deployment"));
  const identification = descend(components.get("Microsoft-Windows-UnattendedJoin"), "Identification")[0];
  if (identification !== undefined) {
    const reachable = hasNetwork(network.addresses, machine.nics) && network.dnsServers.length > 0;
    yield* join(machine, identification, reachable);
  }
}

/** Without a name, or with `*`, Windows makes one up. */
function chooseName(wanted: string | undefined, vmName: string): string {
  if (wanted === undefined || wanted === "*") {
    return `WIN-${createHash("sha1").update(vmName).digest("hex").slice(0, 11).toUpperCase()}`;
  }
  const forbidden = /[{|}~[\]\\^':;<=>?@!"#$%`()+/.,*&\s]/;
  if (wanted.length > 15 || /^\d+$/.test(wanted) || forbidden.test(wanted)) {
    throw new SetupError(
      `Windows could not parse or process the unattend answer file for pass [specialize]. The settings specified in the answer file cannot be applied. The error was detected while processing settings for component [Microsoft-Windows-Shell-Setup]. (ComputerName cannot be "${wanted}")`,
    );
  }
  return wanted;
}

function* runSynchronousCommands(machine: Machine, deployment: XmlElement | undefined): Story {
  const commands = descend(deployment, "RunSynchronous", "RunSynchronousCommand").sort(
    (a, b) => Number(textAt(a, "Order")) - Number(textAt(b, "Order")),
  );
  for (const command of commands) {
    const line = textAt(command, "Path") ?? "";
    machine.log("specialize", `ran ${line}`);
    yield machine.world.durations.command;
    changeDisk(line, machine.disk);
    if (powerEffect(line, machine.findFile)?.kind === "power-off") {
      yield* machine.powerOff();
      yield FOR_EVER;
    }
  }
}

/** A join that fails does not stop Setup: the machine goes on outside the domain. */
function* join(machine: Machine, identification: XmlElement, reachable: boolean): Story {
  const { world, disk } = machine;
  const blob = textAt(identification, "Provisioning", "AccountData");
  if (blob !== undefined) {
    const made = world.domain.unpack(blob);
    machine.log(
      "join",
      made === undefined ? "Unattended Join: the blob is none" : "Unattended Join: the blob was taken",
    );
    if (made !== undefined) {
      disk.computerName = made.computerName;
      disk.domain = made.domain;
    }
    return;
  }
  const request = joinRequest(identification, disk.computerName ?? "");
  if (request === undefined) {
    return;
  }
  for (let attempt = 1; attempt <= world.joinTries; attempt++) {
    const result = yield* attemptJoin(machine, request, reachable);
    if (result.joined) {
      disk.domain = result.domain;
      machine.log("join", "Unattended Join: NetJoinDomain succeeded");
      return;
    }
    machine.log("join", `Unattended Join: NetJoinDomain failed: ${result.error}`);
    yield world.durations.joinRetry;
  }
  machine.log("join", "Unattended Join: gave up, Setup goes on without");
}

function* attemptJoin(
  machine: Machine,
  request: JoinRequest,
  reachable: boolean,
): Generator<number, JoinResult, void> {
  const { domain, durations } = machine.world;
  if (!reachable) {
    yield durations.join;
    return {
      joined: false,
      error: "0x54b the specified domain either does not exist or could not be contacted",
    };
  }
  if (!isOfOneDomain(request.credentials)) {
    yield durations.join;
    return { joined: false, error: "0x52e the user name or password is incorrect" };
  }
  if (!domain.beginJoin()) {
    return {
      joined: false,
      error: "0x54a the domain controller is in the wrong state to perform the security operation",
    };
  }
  try {
    yield durations.join;
    return domain.join(request);
  } finally {
    domain.endJoin();
  }
}

/** "If a value for Domain is not specified, Username must use" `user@domain` or `DOMAIN\user`; beside one, the name alone. */
function isOfOneDomain(credentials: JoinRequest["credentials"]): boolean {
  return (
    credentials === undefined || /[\\@]/.test(credentials.username) !== (credentials.domain !== undefined)
  );
}

function joinRequest(identification: XmlElement, computerName: string): JoinRequest | undefined {
  const domain = textAt(identification, "JoinDomain");
  if (domain === undefined) {
    return undefined;
  }
  const ou = textAt(identification, "MachineObjectOU");
  const username = textAt(identification, "Credentials", "Username");
  const realm = textAt(identification, "Credentials", "Domain");
  return {
    computerName,
    domain,
    ...(ou === undefined ? {} : { ou }),
    ...(username === undefined
      ? {}
      : {
          credentials: {
            username,
            password: textAt(identification, "Credentials", "Password") ?? "",
            ...(realm === undefined ? {} : { domain: realm }),
          },
        }),
  };
}
