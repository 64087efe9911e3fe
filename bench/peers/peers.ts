/** @module What a user would take instead, each of them the whole roll-out of the same room on the same engine. */

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { clientsPython } from "../../test/conformance/python-clients";
import { answerFile } from "../../test/support/guest-room";
import type { EngineProcess } from "../engine/engine-process";
import { runTool } from "../measure/tool";
import { type Measurement, measurementOf } from "../measurement";

interface Peer {
  readonly tool: string;
  /** Arguments of the Python interpreter. */
  readonly args: (seats: readonly string[], inventory: string) => string[];
  /** Fixed pauses of the tool that is stood for, in seconds a seat; they are not made here. */
  readonly pausePerSeat?: number;
}

/** The original waits so long between two creations, and between two starts (facts of its source: 15 s and 10 s). */
const pausesOfTheOriginal = 25;

export const peers = {
  ansible: {
    tool: "Ansible, 50 forks",
    args: (_seats, inventory) => [
      ...["-m", "ansible", "playbook", "--forks", "50", "--inventory", inventory],
      join(__dirname, "room.yml"),
    ],
  },
  oneByOne: {
    tool: "Python SDK, one seat after the other",
    args: seats => [join(__dirname, "sdk_room.py"), "one-by-one", "1", ...seats],
    pausePerSeat: pausesOfTheOriginal,
  },
  threads: {
    tool: "Python SDK, a thread a seat, 1 s poll",
    args: seats => [join(__dirname, "sdk_room.py"), "threads", "1", ...seats],
  },
  calmThreads: {
    tool: "Python SDK, a thread a seat, 5 s poll",
    args: seats => [join(__dirname, "sdk_room.py"), "threads", "5", ...seats],
  },
} as const satisfies Record<string, Peer>;

/** @throws Error when it fails, or does not leave all seats running */
export async function runPeer(
  peer: Peer,
  engine: EngineProcess,
  seats: number,
  chainSeconds: number,
): Promise<Measurement> {
  const python = await clientsPython();
  const scratch = await mkdtemp(join(tmpdir(), "virtroom-peer-"));
  const names = Array.from({ length: seats }, (_, index) => `peer-${String(index + 1).padStart(3, "0")}`);
  const inventory = join(scratch, "inventory.ini");
  const unattend = join(scratch, "unattend.xml");
  const variables = `[all:vars]\nansible_python_interpreter=${python}\n`;
  try {
    await writeFile(inventory, `[room]\n${names.join("\n")}\n${variables}`);
    await writeFile(unattend, answerFile({ computerName: "@NAME@", identifier: "@MAC@", join: peerJoin }));
    const run = await runTool(
      {
        command: python,
        args: peer.args(names, inventory),
        folder: dirname(inventory),
        env: environment(engine, unattend, scratch),
        roles: {},
        role: "tool",
      },
      engine,
    );
    const up = run.engine.statuses.filter(status => status === "up").length;
    if (up !== seats) throw new Error(`${peer.tool}: ${up} of ${seats} seats are up:\n${run.output}`);
    const pauses = peer.pausePerSeat === undefined ? {} : { pauseSeconds: peer.pausePerSeat * seats };
    return measurementOf({ tool: peer.tool, operation: "rollout", seats, chainSeconds, ...pauses }, run);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** With an account that may join in the simulated engine's domain. */
const peerJoin =
  "<Identification><Credentials><Domain>room.example.test</Domain><Username>joiner</Username><Password>simulated-join</Password></Credentials><JoinDomain>room.example.test</JoinDomain></Identification>";

function environment({ facts }: EngineProcess, unattend: string, scratch: string): Record<string, string> {
  return {
    ENGINE_URL: facts.url,
    ENGINE_USER: facts.username,
    ENGINE_PASSWORD: facts.password,
    ENGINE_CA: facts.caFile,
    ANSWER_FILE: unattend,
    ANSIBLE_HOME: join(scratch, "ansible"),
    ANSIBLE_LOCALHOST_WARNING: "false",
    ANSIBLE_NOCOLOR: "1",
  };
}
