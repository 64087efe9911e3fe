/**
 * @module How long guests take, in milliseconds of the simulated clock. The defaults are those of the demo: a seat sets
 * itself up within seconds, where a real one takes ten minutes.
 */

export interface GuestDurations {
  /** From power on until the system on the disk does something. */
  boot: number;
  specialize: number;
  /** A restart in between, from going down to coming up. */
  restart: number;
  join: number;
  /** Until a failed join is tried again. */
  joinRetry: number;
  oobe: number;
  /** From being up until the guest agent tells the name, and from there until it tells addresses. */
  agent: number;
  agentAddresses: number;
  /** Each first-logon command. */
  command: number;
  /** From the decision until the power is off. */
  shutdown: number;
  /** A second that somebody waits on purpose, as in `shutdown /s /t 30`. */
  second: number;
}

export const DEMO_DURATIONS: GuestDurations = {
  boot: 300,
  specialize: 600,
  restart: 250,
  join: 150,
  joinRetry: 100,
  oobe: 400,
  agent: 150,
  agentAddresses: 200,
  command: 50,
  shutdown: 250,
  second: 50,
};
