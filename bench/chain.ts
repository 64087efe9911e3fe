/**
 * @module The chain of one seat: what the engine and Windows take for it, one step after the other. It is the least that
 * any tool can take for a room, and what all figures are held against.
 */

import type { Durations } from "../simulator/engine/durations";
import type { GuestDurations } from "../simulator/guest/durations";

/** How long everything takes in a simulated engine, in milliseconds. */
export interface SeatDurations {
  readonly engine: Partial<Durations>;
  readonly guest: Partial<GuestDurations>;
  /** How often Setup restarts the machine. */
  readonly restarts: number;
}

/**
 * Durations whose chain is so long. The parts are in the proportion of a real roll-out that was watched: a thin clone,
 * a setup in two passes with a restart between them, a snapshot, a boot.
 *
 * @param chain milliseconds
 */
export function durationsOf(chain: number): SeatDurations {
  const part = (percent: number) => (chain * percent) / 100;
  return {
    engine: {
      createThin: part(15),
      waitForLaunch: part(2),
      poweringUp: part(8),
      createSnapshot: part(7),
      restoreSnapshot: part(10),
      stop: part(2),
      deleteVm: part(2),
    },
    guest: {
      boot: part(5),
      specialize: part(25),
      join: part(5),
      restart: part(2),
      oobe: part(22),
      shutdown: part(2),
      // Commands in an answer file are its author's: they are no part of the chain.
      command: 0,
      second: 0,
    },
    restarts: 1,
  };
}

/** Milliseconds from the order of a seat's VM until it is `up`: clone, setup, snapshot, boot. */
export function chainOf({ engine, guest, restarts }: SeatDurations): number {
  const sum = (durations: object, ...names: string[]) =>
    Object.entries(durations).reduce((total, [name, value]) => total + (names.includes(name) ? value : 0), 0);
  const setup =
    sum(guest, "boot", "specialize", "join", "oobe", "shutdown") + restarts * sum(guest, "restart", "boot");
  return (
    sum(engine, "createThin", "createSnapshot") +
    setup +
    sum(engine, "waitForLaunch") +
    sum(engine, "waitForLaunch", "poweringUp")
  );
}
