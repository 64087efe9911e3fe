/**
 * @module A virtual machine that runs: its clock, its screen, its power. What happens in it is told by stories,
 * generators that yield how many milliseconds pass until they go on.
 */

import type { Clock } from "../clock";
import type { GuestEvent, GuestHardware, JournalEntry, RunningGuest } from "./contract";
import type { SimulatedDomain } from "./domain";
import type { GuestDurations } from "./durations";
import type { GuestFault } from "./faults";
import { type FindFile, openDrives } from "./media";
import { reportedAddresses } from "./network";

export type Story = Generator<number, void, void>;

/** A story that yields this never goes on. */
export const FOR_EVER = Number.POSITIVE_INFINITY;

/** `asks`: waits for a person, in Setup or before it. `stopped`: shows an error box. Only an `up` guest heeds its power button. */
export type Phase = "firmware" | "setup" | "asks" | "stopped" | "up" | "shutting-down" | "hung" | "off";

export interface World {
  domain: SimulatedDomain;
  durations: GuestDurations;
  /** How often Setup restarts the machine. @default 1 to 3, always the same for a name */
  restarts?: number;
  /** A failed join is tried so many times in all. */
  joinTries: number;
  /** Whether the agent tells the domain: oVirt's old one does, QEMU's tells the computer's name alone. */
  agentTellsDomain: boolean;
}

/** The stories that a machine needs to know by itself. */
export interface Stories {
  boot(machine: Machine): Story;
  suffer(machine: Machine, fault: GuestFault): Story;
}

export class Machine implements RunningGuest {
  phase: Phase = "firmware";
  shown = "";
  findFile: FindFile;
  /** It was sealed when its power was switched on: somebody waits for its setup. */
  readonly setsUp: boolean;
  readonly #running = new Map<Story, () => void>();
  #telling: Story | undefined;
  #frozen = false;
  readonly #held = new Set<Story>();
  readonly #tell: (event: GuestEvent) => void;
  readonly #clock: Clock;
  readonly #stories: Stories;
  readonly #ended: () => void;

  constructor(
    readonly world: World,
    readonly hardware: GuestHardware,
    readonly faults: Set<GuestFault>,
    wiring: { tell: (event: GuestEvent) => void; clock: Clock; stories: Stories; ended: () => void },
  ) {
    this.#tell = wiring.tell;
    this.#clock = wiring.clock;
    this.#stories = wiring.stories;
    this.#ended = wiring.ended;
    this.setsUp = hardware.disk.os === "windows" && hardware.disk.sealed;
    this.findFile = openDrives(hardware.disk, hardware.media);
    this.play(wiring.stories.boot(this));
  }

  get disk() {
    return this.hardware.disk;
  }

  /** Adapters through which something goes. */
  get nics(): GuestHardware["nics"] {
    const broken = this.faults.has("no-network");
    return this.hardware.nics.map(nic => ({ ...nic, linked: nic.linked && !broken }));
  }

  log(stage: JournalEntry["stage"], text: string): void {
    this.disk.journal.push({ stage, text });
  }

  tell(event: GuestEvent): void {
    if (event.kind === "powered-off" || event.kind === "crashed") {
      this.#end();
    }
    this.#tell(event);
  }

  /** The guest agent reports, unless none runs. Addresses come later than the name. */
  tellAgent(withAddresses: boolean): void {
    const { computerName, domain, addresses } = this.disk;
    if (this.faults.has("no-agent") || computerName === undefined) {
      return;
    }
    this.tell({
      kind: "agent",
      fqdn: domain === undefined || !this.world.agentTellsDomain ? computerName : `${computerName}.${domain}`,
      addresses: withAddresses ? reportedAddresses(addresses, this.nics) : [],
      ...(domain === undefined ? {} : { domain }),
    });
  }

  /** Tells a story beside those that are told already. */
  play(story: Story): void {
    this.#after(story, 0);
  }

  /** Ends all that is going on; this story goes on alone. */
  playInstead(story: Story): void {
    this.#stopStories();
    this.play(story);
  }

  *restart(): Story {
    this.phase = this.disk.sealed ? "setup" : "firmware";
    this.shown = "Restarting";
    this.tell({ kind: "rebooting" });
    yield this.world.durations.restart;
    this.findFile = openDrives(this.disk, this.hardware.media);
    this.tell({ kind: "restarted" });
  }

  *powerOff(): Story {
    this.phase = "shutting-down";
    this.shown = "Shutting down";
    yield this.world.durations.shutdown;
    this.tell({ kind: "powered-off" });
  }

  /** Fails now, and from now on. A guest that only loses its network goes on otherwise. */
  suffer(fault: GuestFault): void {
    this.faults.add(fault);
    const story = this.#stories.suffer(this, fault);
    if (fault === "no-network" || fault === "no-agent") {
      this.play(story);
    } else {
      this.playInstead(story);
    }
  }

  cutPower(): void {
    this.#end();
  }

  freeze(): void {
    this.#frozen = true;
  }

  thaw(): void {
    this.#frozen = false;
    const held = [...this.#held];
    this.#held.clear();
    for (const story of held) {
      this.#after(story, 0);
    }
  }

  pressPowerButton(): void {
    if (this.phase === "up") {
      this.log("power", "the power button was pressed");
      this.playInstead(this.powerOff());
    }
  }

  askToRestart(): void {
    if (this.phase === "up") {
      this.log("power", "a restart was asked for");
      this.playInstead(this.#restartAndBoot());
    }
  }

  screen(): string {
    return this.shown;
  }

  *#restartAndBoot(): Story {
    yield* this.restart();
    yield* this.#stories.boot(this);
  }

  #after(story: Story, milliseconds: number): void {
    if (milliseconds === FOR_EVER) {
      this.#running.set(story, () => {});
      return;
    }
    const cancel = this.#clock.after(milliseconds, () => this.#goOn(story));
    this.#running.set(story, cancel);
  }

  #goOn(story: Story): void {
    if (this.#frozen) {
      this.#held.add(story);
      return;
    }
    this.#telling = story;
    const { done, value } = story.next();
    this.#telling = undefined;
    if (done) {
      this.#running.delete(story);
    } else if (this.#running.has(story)) {
      this.#after(story, value);
    }
  }

  /** The story that is being told just now cannot be closed; it is forgotten, and never goes on. */
  #stopStories(): void {
    const stories = [...this.#running];
    this.#running.clear();
    this.#held.clear();
    for (const [story, cancel] of stories) {
      cancel();
      if (story !== this.#telling) {
        story.return();
      }
    }
  }

  #end(): void {
    if (this.phase !== "off") {
      this.phase = "off";
      this.#stopStories();
      this.#ended();
    }
  }
}
