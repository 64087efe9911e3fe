/**
 * @module `npm run bench`: measures virtroom and its peers side by side, and writes the figures, a table and a picture to
 * bench/results.
 */

import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { built } from "../scripts/build.cjs";
import { chainOf, durationsOf } from "./chain";
import { EngineProcess } from "./engine/engine-process";
import { type Measurement, ratioOf, requestsOf } from "./measurement";
import { peers, runPeer } from "./peers/peers";
import { type Plan, readPlan } from "./plan";
import { thisMachine } from "./report/machine";
import { pictureOf } from "./report/picture";
import type { Results } from "./report/results";
import { tablesOf } from "./report/table";
import { emptyProgram } from "./virtroom/empty-program";
import { type ManyRooms, manyRooms } from "./virtroom/many-rooms";
import { eachState, lastState, roomLife } from "./virtroom/room-life";

const folder = join(__dirname, "results");

async function bench(plan: Plan): Promise<void> {
  const machine = thisMachine(execFileSync("pulumi", ["version"], { encoding: "utf8" }).trim());
  const measurements: Measurement[] = [];
  // The first run after a change of the sources builds them: that is no part of what is measured.
  built("program");
  for await (const measurement of measure(plan)) {
    tell(measurement);
    measurements.push(measurement);
    // Whoever stops it half-way has what was measured till then.
    write(plan.name, { machine, measurements });
  }
  process.stdout.write(`\n${tablesOf({ machine, measurements })}\nWritten to bench/results/${plan.name}.*\n`);
}

/** Side by side: what is compared is measured in turn, so that a busy minute of the machine strikes all alike. */
async function* measure(plan: Plan): AsyncGenerator<Measurement> {
  for (let time = 0; time < plan.repeat; time++) {
    for (const seats of plan.seats) {
      // Before each size: what a machine does beside makes it faster or slower within minutes.
      yield* withEngine(plan.chain, emptyProgram);
      yield* room(seats, plan.chain, plan.operations);
      if (plan.eachState.includes(seats)) yield* room(seats, plan.chain, [], eachState);
    }
    if (plan.rooms) yield* atOnce(plan.rooms, plan.chain);
    for (const seats of plan.peers) {
      yield* room(seats, plan.peersChain, []);
      for (const peer of Object.values(peers)) {
        yield* withEngine(plan.peersChain, (engine, chain) => runPeer(peer, engine, seats, chain));
      }
    }
  }
}

async function* room(
  seats: number,
  chain: number,
  operations: Plan["operations"],
  mode = lastState,
): AsyncGenerator<Measurement> {
  const durations = durationsOf(chain * 1000);
  const engine = await EngineProcess.start(durations);
  try {
    yield* roomLife({ engine, seats, chainSeconds: chainOf(durations) / 1000, mode, operations });
  } finally {
    await engine.stop();
  }
}

async function* atOnce(rooms: ManyRooms, chain: number): AsyncGenerator<Measurement> {
  const durations = durationsOf(chain * 1000);
  const engine = await EngineProcess.start(durations);
  try {
    yield* manyRooms(engine, rooms, chainOf(durations) / 1000);
  } finally {
    await engine.stop();
  }
}

/** Each figure comes from an engine of its own, without the traces of others. */
async function* withEngine(
  chain: number,
  figure: (engine: EngineProcess, chainSeconds: number) => Promise<Measurement>,
): AsyncGenerator<Measurement> {
  const durations = durationsOf(chain * 1000);
  const engine = await EngineProcess.start(durations);
  try {
    yield await figure(engine, chainOf(durations) / 1000);
  } finally {
    await engine.stop();
  }
}

function tell(measurement: Measurement): void {
  const { tool, operation, seats, seconds } = measurement;
  const ratio = operation === "rollout" ? `, ${ratioOf(measurement).toFixed(2)} x the chain` : "";
  const requests = seats > 0 ? `, ${(requestsOf(measurement) / seats).toFixed(1)} requests a seat` : "";
  process.stdout.write(
    `${tool}: ${operation} of ${seats} seats: ${seconds.toFixed(1)} s${ratio}${requests}\n`,
  );
}

function write(name: string, results: Results): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(results, undefined, 1)}\n`);
  writeFileSync(join(folder, `${name}.md`), tablesOf(results));
  writeFileSync(join(folder, `${name}.svg`), pictureOf(results));
}

bench(readPlan(process.argv)).catch(error => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exit(1);
});
