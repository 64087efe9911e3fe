/** @module What the bench and the process of the simulated engine say to each other. */

/** What a client needs to speak to the engine. */
export interface EngineFacts {
  /** `https://127.0.0.1:PORT/ovirt-engine/api` */
  readonly url: string;
  /** PEM. */
  readonly caFile: string;
  readonly username: string;
  readonly password: string;
}

/** `forget`: requests are counted from nought again. */
export interface Question {
  readonly ask: "look" | "forget" | "stop";
}

export interface Answer {
  /** How many of each kind came: `{ "GET /vms?search": 3 }`. */
  readonly requests: Readonly<Record<string, number>>;
  /** That the engine's process has used since it began. */
  readonly cpuSeconds: number;
  /** The most that it ever had in memory, bytes. */
  readonly memory: number;
  /** Of all VMs. */
  readonly statuses: readonly string[];
}
