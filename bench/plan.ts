/** @module What a run of the bench measures: on the command line, or one of two plans. */

import { Command, InvalidArgumentError } from "commander";
import type { ManyRooms } from "./virtroom/many-rooms";
import { type Operation, operations } from "./virtroom/room-life";

export interface Plan {
  /** Names the files of the results. */
  readonly name: string;
  /** Seconds. */
  readonly chain: number;
  /** Sizes of the rooms of virtroom. */
  readonly seats: readonly number[];
  /** Of those, the ones that are rolled out with a state at each step too. */
  readonly eachState: readonly number[];
  readonly operations: readonly Operation[];
  /** Sizes of the rooms that are rolled out by every tool. */
  readonly peers: readonly number[];
  /** Seconds: their chain. */
  readonly peersChain: number;
  /** Rooms that are rolled out at once; undefined: none. */
  readonly rooms: ManyRooms | undefined;
  /** Times that all is done, one after the other. */
  readonly repeat: number;
}

/** Under five minutes on two cores. */
const quick: Plan = {
  name: "quick",
  chain: 6,
  seats: [1, 3, 10],
  eachState: [],
  operations,
  peers: [3],
  peersChain: 6,
  rooms: undefined,
  repeat: 1,
};

const full: Plan = {
  name: "full",
  chain: 60,
  seats: [1, 10, 30, 100, 300],
  eachState: [30, 100],
  operations,
  peers: [10, 30],
  peersChain: 30,
  rooms: { rooms: 10, seats: 30 },
  repeat: 2,
};

const command = new Command("npm run bench --")
  .description(
    "measures virtroom, and what one would take instead, on a simulated engine with fixed durations",
  )
  .option("--quick", "small rooms and a short chain: some four minutes, where all of it takes hours", false)
  .option("--name <name>", "name of the files in bench/results", fileName)
  .option("--chain <seconds>", "of one seat: clone, setup, snapshot, boot", seconds)
  .option("--seats <list>", "sizes of the rooms, such as 1,10,30; 0: none", sizes)
  .option("--each-state <list>", "sizes that are rolled out with a state at each step too; 0: none", sizes)
  .option("--peers <list>", "sizes of the rooms that every tool rolls out; 0: none", sizes)
  .option("--peers-chain <seconds>", "the chain of those", seconds)
  .option("--rooms <rooms>x<seats>", "rooms that are rolled out at once, such as 10x30; 0: none", manyRooms)
  .option("--repeat <times>", "that all is done", seconds);

/** @param argv as in `process.argv` */
export function readPlan(argv: readonly string[]): Plan {
  const { quick: small, ...given } = command.parse(argv).opts<Partial<Plan> & { quick: boolean }>();
  return { ...(small ? quick : full), ...given };
}

function fileName(text: string): string {
  if (!/^[\w-]+$/.test(text)) throw new InvalidArgumentError("Letters, digits, - and _ are expected.");
  return text;
}

function sizes(text: string): number[] {
  const list = text.split(",").map(Number);
  if (list.some(size => !Number.isInteger(size) || size < 0)) {
    throw new InvalidArgumentError("Whole numbers are expected, such as 1,10,30.");
  }
  return list.filter(size => size > 0);
}

function manyRooms(text: string): ManyRooms | undefined {
  if (text === "0") return undefined;
  const [, rooms, seats] = /^([1-9]\d*)x([1-9]\d*)$/.exec(text) ?? [];
  if (!rooms || !seats) throw new InvalidArgumentError("Rooms and seats are expected, such as 10x30.");
  return { rooms: Number(rooms), seats: Number(seats) };
}

function seconds(text: string): number {
  const number = Number(text);
  if (!(number > 0)) throw new InvalidArgumentError("A number above nought is expected.");
  return number;
}
