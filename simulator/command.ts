/**
 * @module The simulator on the command line: what it can be asked for, and what a running one says of itself.
 */

import { Command, InvalidArgumentError } from "commander";
import { defaultDurations } from "./engine/durations";
import { DEMO_DURATIONS } from "./guest/durations";
import type { Simulator } from "./index";
import type { SimulatorOptions } from "./options";

function positive(text: string): number {
  const number = Number(text);
  if (!(number >= 0)) {
    throw new InvalidArgumentError("a number that is not negative is expected");
  }
  return number;
}

const command = new Command("npm run simulator --")
  .description("an oVirt engine with hosts, storage and Windows guests, all of it simulated")
  .option("--port <port>", "of the engine's HTTPS; 0: any free one", positive, 0)
  .option("--control-port <port>", "of the control interface; 0: any free one", positive, 0)
  .option("--seed <text>", "ids are the same in every run with the same seed")
  .option("--cluster-level <version>", "compatibility version of the cluster", "4.3")
  .option("--seconds-scale <factor>", "everything takes so many times as long", positive, 1);

interface Given {
  port: number;
  controlPort: number;
  seed?: string;
  clusterLevel: string;
  secondsScale: number;
}

function scaled<T extends object>(durations: T, factor: number, ...but: (keyof T)[]): T {
  const entries = Object.entries(durations) as [keyof T, number][];
  const result = entries.map(([name, value]) => [name, but.includes(name) ? value : value * factor]);
  return Object.fromEntries(result);
}

/** @param argv as in `process.argv` */
export function readSimulatorOptions(argv: readonly string[]): SimulatorOptions {
  const given = command.parse(argv).opts<Given>();
  return {
    port: given.port,
    controlPort: given.controlPort,
    ...(given.seed === undefined ? {} : { seed: given.seed }),
    clusterLevel: given.clusterLevel,
    durations: scaled(defaultDurations, given.secondsScale, "session", "finishedJob", "failedJob"),
    guests: { durations: scaled(DEMO_DURATIONS, given.secondsScale) },
  };
}

export function describeSimulator(simulator: Simulator): string {
  const { sftp, engine } = simulator;
  const names = (nouns: Iterable<{ name: string }>) => [...nouns].map(noun => noun.name).join(", ");
  const templates = [...engine.templates.values()].map(template => template.settings.name);
  return `An oVirt engine, simulated. Ctrl-C ends it.

  engine      ${simulator.url}
  user        ${simulator.username}
  password    ${simulator.password}
  CA file     ${simulator.caFile}
  cluster     ${names(engine.clusters.values())}, level ${engine.settings.clusterLevel}
  networks    ${names(engine.networks.values())}
  templates   ${templates.join(", ")}
  people      ${engine.settings.accounts.map(account => account.name).join(", ")}

  SFTP        ${sftp.username}@${sftp.host}:${sftp.port}, folder ${sftp.folder}
  password    ${sftp.password}
  host key    ${sftp.hostKeyFingerprint}
  as hosts see it: ${sftp.folderOnHosts}

  break it    curl ${simulator.controlUrl}/   tells how
`;
}
