/**
 * @module The clients of oVirt that no one here wrote: the official Python SDK and the modules of Ansible, at the versions
 * that are tested with, and an answer file for them to hand to a seat.
 */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sealedWindows } from "../../simulator/guest/contract";
import { type Simulator, startSimulator } from "../../simulator/index";
import { answerFile } from "../support/guest-room";
import { pythonWith } from "../support/python-environment";
import { runProgram } from "../support/run-program";

/** The SDK is compiled: it needs a C compiler, Python's headers and those of libxml2. */
const PACKAGES = [
  "ovirt-engine-sdk-python==4.6.3",
  "pycurl==7.49.0",
  "ansible-core==2.19.5",
  "cffi==2.1.1",
  "cryptography==50.0.2",
  "Jinja2==3.1.6",
  "MarkupSafe==3.0.4",
  "packaging==26.3",
  "pycparser==3.12",
  "PyYAML==6.0.4",
  "resolvelib==1.2.1",
];

/** The collection ovirt.ovirt 3.2.1 is part of Ansible's own package. */
const COLLECTION = { package: "ansible==12.3.0", folder: "ansible_collections/ovirt" };

/** The interpreter of an environment that has them all. */
export function clientsPython(): Promise<string> {
  return pythonWith({ packages: PACKAGES, part: COLLECTION });
}

export interface ClientRun {
  simulator: Simulator;
  /** What the client has seen. */
  seen: Record<string, unknown>;
}

/** Starts an engine and runs a client against it. `args`: of the interpreter; `REPORT` names a file for what was seen. */
export async function runClient(args: string[], answers: "printed" | "reported"): Promise<ClientRun> {
  const python = await clientsPython();
  const scratch = mkdtempSync(join(tmpdir(), "virtroom-conformance-"));
  const simulator = await startSimulator({
    clusterLevel: "4.8",
    // The clients ask now and then, and have to see what passes.
    durations: { waitForLaunch: 1_000 },
    guests: { durations: { shutdown: 1_500 } },
    templates: [{ name: "tpl-win", os: "windows_10x64", disk: sealedWindows() }],
    domain: {
      name: "room.example.test",
      accounts: [{ username: "joiner", password: "join-pw", admin: true }],
    },
  });
  try {
    const unattend = join(scratch, "unattend.xml");
    writeFileSync(unattend, answerFile({ computerName: "@NAME@", identifier: "@MAC@" }));
    const report = join(scratch, "report.json");
    const { stdout, stderr, exitCode } = await runProgram(python, args, {
      cwd: __dirname,
      env: {
        ENGINE_URL: simulator.url,
        ENGINE_PASSWORD: simulator.password,
        ENGINE_CA: simulator.caFile,
        ANSWER_FILE: unattend,
        REPORT: report,
        ANSIBLE_NOCOLOR: "1",
        ANSIBLE_LOCALHOST_WARNING: "false",
        ANSIBLE_INVENTORY_UNPARSED_WARNING: "false",
        ANSIBLE_HOME: join(scratch, "ansible"),
        PYTHONDONTWRITEBYTECODE: "1",
      },
    });
    if (exitCode !== 0) {
      throw new Error(`${args.join(" ")} ended with ${exitCode}\n${stdout}\n${stderr}`);
    }
    return { simulator, seen: JSON.parse(answers === "printed" ? stdout : readFileSync(report, "utf8")) };
  } catch (error) {
    await simulator.stop();
    throw error;
  } finally {
    rmSync(scratch, { recursive: true });
  }
}
