/** @module The values that fill an answer file: what is known of a seat, and what the settings add. */

import { AnswerFileError } from "./fault";
import { VALUE_NAME } from "./placeholder";

/** What fills the placeholders. A list fills `v:each`; in a placeholder its items are joined by `, `. */
export type Values = Readonly<Record<string, string | readonly string[]>>;

/** What is known of a seat before its VM exists. */
export interface SeatFacts {
  /** Name of the room. */
  readonly room: string;
  /** Name of the group of seats. */
  readonly group: string;
  /** The seat's id, as it is written in its name (`07`). */
  readonly id: string;
  /** Name that Windows gets, at most 15 characters. */
  readonly computerName: string;
  /** Name of the VM. */
  readonly vmName: string;
  /** IPv4 address, `192.0.2.107`. */
  readonly ip: string;
  /** Bits of the network, 0 to 32. */
  readonly prefix: number;
  /** The same as a mask, `255.255.255.0`. */
  readonly netmask: string;
  /** IPv4 address of the router. */
  readonly defaultGateway: string;
  /** Name of the template. */
  readonly template: string;
  /** Name of the cluster. */
  readonly cluster: string;
  /** Description of the VM. */
  readonly description: string;
  /** Memory in bytes. */
  readonly memory: number;
  /** Name of the network. */
  readonly networkName: string;
  /** OS type that the VM has in the end, as the engine calls it. */
  readonly os: string;
  /** Time zone that the VM has in the end; for Windows a Windows one, `W. Europe Standard Time`. */
  readonly timeZone: string;
  /** OS type during setup. */
  readonly setupOs: string;
  /** Time zone during setup. */
  readonly setupTimeZone: string;
  /** Account that gets a permission on the VM, if any. */
  readonly thinClientUser?: string;
  readonly usb: boolean;
  readonly stateless: boolean;
  /** Pattern of the snapshot's description. */
  readonly snapshotDescription: string;
  readonly resetToSnapshotRegex: string;
  readonly rolloutStartVm: boolean;
  /** `always`, `auto` or `never`. */
  readonly resetStartVm: string;
  /** Path of the template of the answer file, as the settings have it. */
  readonly answerFileTemplate: string;
}

/** What the settings add under `values` and `secretValues`. */
export type AddedValues = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** The names that templates for the old tool use, and ours for the same. */
export const ALIASES: Readonly<Record<string, string>> = {
  ComputerName: "computerName",
  rhev_vm_name: "vmName",
  netmask_as_suffix: "prefix",
  netmaskSuffix: "prefix",
  default_gw: "defaultGateway",
  MACwin: "macWindows",
  scripttime: "scriptTime",
  network_name: "networkName",
  timezone: "timeZone",
  workaround_os: "setupOs",
  workaround_timezone: "setupTimeZone",
  tc_user: "thinClientUser",
  usb_enabled: "usb",
  snapshot_description: "snapshotDescription",
  reset_to_snapshot_regex: "resetToSnapshotRegex",
  rollout_startvm: "rolloutStartVm",
  reset_startvm: "resetStartVm",
  autounattend_templatefile: "answerFileTemplate",
};

/**
 * The values of a seat under their names and under those of the old tool, and the settings' own.
 *
 * Booleans of a seat read `True` and `False`, as they did for the old tool's templates; those of the settings `true`
 * and `false`, as Windows wants them.
 *
 * @param mac the NIC's address as the engine tells it, `00:1a:4a:16:01:51`
 * @param scriptTime time of the run, see {@link scriptTimeOf}
 * @param added `values` of the settings
 * @param secrets `secretValues` of the settings
 * @throws AnswerFileError when the settings use a name that is taken, or that cannot be a name
 */
export function answerFileValues(
  facts: SeatFacts,
  mac: string,
  scriptTime: string,
  added: AddedValues = {},
  secrets: AddedValues = {},
): Values {
  const values: Record<string, string | readonly string[]> = seatValues(facts, mac, scriptTime);
  for (const [alias, name] of Object.entries(ALIASES)) values[alias] = values[name] ?? "";
  for (const [name, value] of [...Object.entries(added), ...Object.entries(secrets)]) {
    refuseName(name, values);
    values[name] = Array.isArray(value) ? value.map(String) : String(value);
  }
  const joins = ["domain", "accountData"].some(name => isThere(values[name]));
  return { ...values, powerOff: joins ? POWER_OFF_IN_DOMAIN : POWER_OFF };
}

/** Whether a value is there: not missing, not empty, not `false`. */
export function isThere(value: string | readonly string[] | undefined): boolean {
  if (value === undefined) return false;
  return typeof value === "string"
    ? value.trim() !== "" && value.toLowerCase() !== "false"
    : value.length > 0;
}

/** Ends the setup of a seat: the VM that is off is the one that is ready. */
const POWER_OFF = "shutdown.exe /p /f";

/**
 * A seat with a domain is ready when it is in that domain, whatever the guest agent can tell: QEMU's tells the name alone. Setup
 * goes on after a join that failed, and the computer that stays on says so on its screen.
 */
const POWER_OFF_IN_DOMAIN = `powershell.exe -NoProfile -Command "if ((Get-WmiObject Win32_ComputerSystem).PartOfDomain) { ${POWER_OFF} } else { msg.exe * 'This computer has not joined its domain' }"`;

/** The time of a run as templates show it: `YYYY-MM-DD-HHMM`, local time. */
export function scriptTimeOf(time: Date): string {
  const digits = (value: number, length = 2): string => String(value).padStart(length, "0");
  const day = [digits(time.getFullYear(), 4), digits(time.getMonth() + 1), digits(time.getDate())];
  return `${day.join("-")}-${digits(time.getHours())}${digits(time.getMinutes())}`;
}

/** The names that every seat has, ours and the old ones; the settings cannot use them for values of their own. */
export function builtInNames(): string[] {
  return [...SEAT_NAMES, ...DERIVED_NAMES, ...Object.keys(ALIASES)];
}

const SEAT_NAMES = [
  ...["room", "group", "id", "computerName", "vmName", "ip", "prefix", "netmask", "defaultGateway", "mac"],
  ...[
    "macWindows",
    "scriptTime",
    "template",
    "cluster",
    "description",
    "memory",
    "networkName",
    "os",
    "timeZone",
  ],
  ...["setupOs", "setupTimeZone", "thinClientUser", "usb", "stateless", "snapshotDescription"],
  ...["resetToSnapshotRegex", "rolloutStartVm", "resetStartVm", "answerFileTemplate"],
] as const;

/** Made of others. */
const DERIVED_NAMES = ["powerOff"];

function seatValues(facts: SeatFacts, mac: string, scriptTime: string): Record<string, string> {
  const { prefix, memory, usb, stateless, rolloutStartVm, thinClientUser = "", ...texts } = facts;
  return {
    ...texts,
    prefix: String(prefix),
    memory: String(memory),
    usb: capitalized(usb),
    stateless: capitalized(stateless),
    rolloutStartVm: capitalized(rolloutStartVm),
    thinClientUser,
    mac: mac.toLowerCase().replaceAll("-", ":"),
    macWindows: mac.toUpperCase().replaceAll(":", "-"),
    scriptTime,
  } satisfies Record<(typeof SEAT_NAMES)[number], string>;
}

function capitalized(value: boolean): string {
  return value ? "True" : "False";
}

function refuseName(name: string, taken: Values): void {
  const valid = VALUE_NAME.test(name);
  if (valid && !Object.hasOwn(taken, name) && !DERIVED_NAMES.includes(name)) return;
  throw new AnswerFileError([
    {
      file: "settings",
      line: 0,
      rule: "value-name",
      message: valid
        ? `the name ${name} is taken already`
        : `${JSON.stringify(name)} cannot be the name of a value`,
      remedy:
        "Choose another name of letters, digits and _; every seat has its own names, and values and secretValues share theirs",
    },
  ]);
}
