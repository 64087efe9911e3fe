/** @module A simulated engine and a room's project that speaks to it: what end-to-end tests work in. */

import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { RoomProject, type Secrets } from "../../scripts/demo/room-project";
import { siteSettings } from "../../scripts/demo/room-settings";
import { type Simulator, type SimulatorOptions, startSimulator } from "../../simulator";
import type { Vm } from "../../simulator/engine/vm";
import { rawGroup } from "./room-settings";

type Raw = Record<string, unknown>;

/** Passwords that no one else uses: where one is found, it has come from here. */
export const secretWords = {
  administratorPassword: "Adm1n-Marked-Secret",
  joinPassword: "simulated-join",
} as const;

export interface LabOptions {
  readonly room?: string;
  readonly simulator?: SimulatorOptions;
  /** Changes to the room's settings. */
  readonly settings?: (lab: { simulator: Simulator }) => Raw;
}

/** Everything goes fast, and every wait ends soon. */
const quick: SimulatorOptions = {
  durations: { createThin: 300, waitForLaunch: 50, poweringUp: 100, createSnapshot: 200, refusedLogin: 50 },
};

export class Lab {
  private constructor(
    readonly simulator: Simulator,
    readonly project: RoomProject,
    readonly room: string,
  ) {}

  static async open(options: LabOptions = {}): Promise<Lab> {
    const { room = "demo" } = options;
    const simulator = await startSimulator({ ...quick, ...options.simulator });
    const settings = { ...labSettings(simulator), ...options.settings?.({ simulator }) };
    try {
      const project = await RoomProject.create(room, settings, secretsOf(simulator, settings));
      return new Lab(simulator, project, room);
    } catch (error) {
      // A simulator that goes on listening would keep mocha from ending.
      await simulator.stop();
      throw error;
    }
  }

  /** Writes the room's settings anew, with these changes to what a lab starts with. */
  async configure(changes: Raw, secrets: Secrets = {}): Promise<void> {
    const settings = { ...labSettings(this.simulator), ...changes };
    await this.project.configure(settings, { ...secretsOf(this.simulator, settings), ...secrets });
  }

  /** A VM that has to be on the engine. */
  vm(name: string): Vm {
    const found = this.simulator.vm(name);
    assert.ok(found, `there is no VM ${name}`);
    return found;
  }

  /** Names of the VMs on the engine, sorted. */
  vmNames(): string[] {
    return this.simulator
      .vms()
      .map(vm => vm.settings.name)
      .sort();
  }

  /** What lies on the share. */
  floppies(): Promise<string[]> {
    return readdir(this.simulator.sftp.localFolder);
  }

  async close(): Promise<void> {
    await this.simulator.stop();
    await this.project.remove();
  }
}

function secretsOf(simulator: Simulator, settings: Raw): Secrets {
  return {
    "engine.password": simulator.password,
    ...("sftp" in settings && settings.sftp ? { "sftp.password": simulator.sftp.password } : {}),
    "secretValues.administratorPassword": secretWords.administratorPassword,
    "secretValues.joinPassword": secretWords.joinPassword,
  };
}

/** The settings of a lab's room: two students on floppies, secrets left out. */
export function labSettings(simulator: Simulator): Raw {
  const site = siteSettings(simulator);
  return {
    ...site,
    engine: { ...site.engine, pollInterval: "200 ms" },
    limits: {
      setup: "60 s",
      clone: "60 s",
      snapshot: "60 s",
      boot: "60 s",
      verify: "20 s",
      stop: "60 s",
      outage: "20 s",
    },
    groups: { students: rawGroup() },
  };
}
