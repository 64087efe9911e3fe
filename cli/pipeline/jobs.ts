/** @module The jobs of a CI system: which rooms each is about, and what it does with one. */

export interface Job {
  readonly title: string;
  /** The command for a room. */
  readonly command: (room: string) => readonly string[];
  /** Whether it is about the rooms that have changed, or about all that were rolled out. */
  readonly rooms: "changed" | "rolled out";
  /** Whether the first failure keeps it from the other rooms, and what is left of a removed room from all. */
  readonly careful: boolean;
}

export const jobs: Readonly<Record<string, Job>> = {
  preview: {
    title: "What a rollout would do",
    command: room => ["plan", room],
    rooms: "changed",
    careful: false,
  },
  rollout: {
    title: "Rollout",
    command: room => ["rollout", room, "--yes"],
    rooms: "changed",
    careful: true,
  },
  reset: {
    title: "Reset",
    command: room => ["reset", room, "--yes"],
    rooms: "rolled out",
    careful: false,
  },
  drift: {
    title: "What differs from the settings",
    command: room => ["plan", room, "--refresh", "--expect-no-changes"],
    rooms: "rolled out",
    careful: false,
  },
};
