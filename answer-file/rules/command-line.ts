/** @module What a command line does, as far as it shows from here. */

import { childText } from "../unattend";
import type { XmlElement } from "../xml";

/** Commands whose words are for later: tasks, and what stands in the registry. */
const FOR_LATER = String.raw`(?:\b(?:schtasks|reg(?:\.exe)?\s+add|(?:New|Set|Register)-(?:ScheduledTask\w*|ItemProperty))\b|(?:^|[&|(])\s*at\s)`;
/** The rest of a command, quoted parts with all that is in them. */
const REST = `(?:"[^"]*"|[^&|;"])*(?:"[^"]*)?`;
/** What stands behind is done now: not after an `echo` of the same command, and not left to a task. */
const NOW = String.raw`(?<!\becho\b[^&|]*)(?<!${FOR_LATER}${REST})`;
/** Commands that switch the computer off. `/s` too, for it may come with a delay. */
const POWER_OFF = new RegExp(
  String.raw`${NOW}\bshutdown(\.exe)?["']?\s[^&|]*[-/][ps]\b|${NOW}\bstop-computer\b|\bwmic\b.*\bshutdown\b`,
  "i",
);
const RESTART = new RegExp(
  String.raw`${NOW}\bshutdown(\.exe)?["']?\s[^&|]*[-/][rg]\b|${NOW}\brestart-computer\b`,
  "i",
);
/** Commands that run something which nobody can look into from here. */
const SCRIPT = /\.(cmd|bat|ps1|vbs|wsf|js|exe|msi|au3)\b|-enc(odedcommand)?\b/i;
/** Programs of Windows that are no such thing by themselves. */
const KNOWN_PROGRAMS =
  /\b(cmd|shutdown|msg|powershell|pwsh|wscript|cscript|msiexec|reg|net|netsh|sc|schtasks|rundll32)\.exe\b/gi;

/** As much of a command line as is looked into; Windows takes far less. */
export function commandIn(element: XmlElement, name: "CommandLine" | "Path" = "CommandLine"): string {
  return (childText(element, name) ?? "").slice(0, 4096);
}

/** Whether it switches the computer off. */
export function powersOff(command: string): boolean {
  return POWER_OFF.test(command);
}

/** Whether it restarts the computer. */
export function restarts(command: string): boolean {
  return RESTART.test(command);
}

/** Whether it runs a script or a program that may do anything. */
export function runsScript(command: string): boolean {
  return SCRIPT.test(command.replaceAll(KNOWN_PROGRAMS, ""));
}
