/**
 * @module Reseal in oobeSystem, which Windows 10 and later do after all else in that pass, and before anybody is logged on
 * (Microsoft: "Microsoft-Windows-Deployment, Reseal").
 */

import { FOR_EVER, type Machine, type Story } from "./machine";
import { textAt, type XmlElement } from "./xml";

/** Ends only when Setup goes on as it would without it. */
export function* reseal(machine: Machine, deployment: XmlElement | undefined): Story {
  const off = textAt(deployment, "Reseal", "ForceShutdownNow")?.toLowerCase() === "true";
  if (textAt(deployment, "Reseal", "Mode")?.toLowerCase() === "audit") {
    machine.disk.audit = true;
    machine.log("oobeSystem", "Reseal: audit mode comes next");
    if (off) {
      yield* machine.powerOff();
    }
    yield* audit(machine);
  }
  // "Unsupported. Do not use. Sets the computer into a loop of reboots."
  while (off) {
    yield* machine.restart();
    yield machine.world.durations.boot;
  }
}

/** The desktop of the Administrator, with the box of Sysprep on it: it waits for a person. */
export function* audit(machine: Machine): Story {
  machine.phase = "asks";
  machine.shown = "System Preparation Tool: enter system out-of-box experience, or system audit mode?";
  yield FOR_EVER;
}
