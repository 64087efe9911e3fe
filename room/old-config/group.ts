/** @module A group of VMs of an old room: a complete definition, every key of which is mandatory. */

import { quoted, type SectionReader } from "./config-obj/section-reader";
import { GROUP_KEYS } from "./known-keys";
import { translatePattern } from "./python/regex";

/** What the keys of a group mean; texts are as they stand in the file. */
export interface OldGroup {
  /** Name of the subsection. */
  readonly name: string;
  /** In the order of the file, none twice. */
  readonly ids: readonly number[];
  /** Pattern with `${roomname}` and `${id}`. */
  readonly names: string;
  readonly networkName: string;
  /** Pattern with `${suffix}`. */
  readonly ipAddresses: string;
  readonly ipAddressesSuffix: number;
  readonly netmaskSuffix: number;
  readonly defaultGateway: string;
  readonly cluster: string;
  readonly templateName: string;
  /** Bytes, a multiple of one MiB. */
  readonly memory: number;
  readonly os: string;
  readonly description: string;
  readonly timeZone: string;
  readonly usb: boolean;
  readonly stateless: boolean;
  /** Path as it stands in the file: `~` not expanded, relative to the file. */
  readonly answerFileTemplate: string;
  readonly setupOs: string;
  readonly setupTimeZone: string;
  /** Account, or `none`. */
  readonly thinClientUser: string;
  readonly snapshotDescription: string;
  /** As JavaScript reads it, with the flag `u`. */
  readonly resetToSnapshotRegex: string;
  readonly rolloutStartVm: boolean;
  readonly resetStartVm: "always" | "auto" | "never";
}

/** A group as far as it can be read: a key with a fault is undefined. */
export type ReadGroup = { readonly [Key in keyof OldGroup]: OldGroup[Key] | undefined };

const MEBIBYTE = 1024 ** 2;
const LARGEST_ID = 9999;

export function readGroup(reader: SectionReader): ReadGroup {
  const ids = readIds(reader);
  const group = {
    name: reader.section.name,
    ids,
    names: reader.text("names"),
    networkName: reader.text("network_name"),
    ipAddresses: reader.text("ip_addresses"),
    ipAddressesSuffix: reader.wholeNumber("ip_addresses_suffix"),
    netmaskSuffix: reader.wholeNumber("netmask_suffix"),
    defaultGateway: reader.text("default_gateway"),
    cluster: reader.text("cluster"),
    templateName: reader.text("template_name"),
    memory: readMemory(reader),
    os: reader.text("os"),
    description: reader.text("description"),
    timeZone: reader.text("timezone"),
    usb: readSwitch(reader, "usb", "enabled", "disabled"),
    stateless: readSwitch(reader, "stateless", "True", "False"),
    answerFileTemplate: readTemplate(reader, ids),
    setupOs: reader.text("workaround_os"),
    setupTimeZone: reader.text("workaround_timezone"),
    thinClientUser: readAccount(reader),
    snapshotDescription: reader.text("snapshot_description"),
    resetToSnapshotRegex: readPattern(reader),
    rolloutStartVm: readSwitch(reader, "rollout_startvm", "True", "False"),
    resetStartVm: readStart(reader),
  };
  return group;
}

/** Notes what is in the section besides the keys of a group; once all `%(name)s` of the file are inserted. */
export function refuseUnknownInGroup(reader: SectionReader): void {
  reader.refuseUnknown(Object.keys(GROUP_KEYS), []);
}

function readIds(reader: SectionReader): readonly number[] | undefined {
  const remedy = 'Write "[1, 2, 3]" or "range(1, 10+1)", in quotes';
  const ids = reader.expression("ids");
  if (ids === undefined) return undefined;
  if (typeof ids === "number")
    return reader.fault("ids", "is a number and no list", `Write "[${ids}]", in quotes`);
  const outside = ids.find(id => id < 0 || id > LARGEST_ID);
  if (outside !== undefined)
    return reader.fault("ids", `${outside} is no id from 0 to ${LARGEST_ID}`, remedy);
  const seen = new Set<number>();
  const doubled = ids.find(id => seen.size === seen.add(id).size);
  if (doubled !== undefined) return reader.fault("ids", `the id ${doubled} is there twice`, remedy);
  if (ids.length === 0) reader.note("ids", "has no ids, and so no VMs", "The group is left out");
  return ids;
}

/** A group without VMs needs no template. */
function readTemplate(reader: SectionReader, ids: readonly number[] | undefined): string | undefined {
  const key = "autounattend_templatefile";
  return ids?.length === 0 ? reader.text(key) : reader.file(key, "template");
}

function readMemory(reader: SectionReader): number | undefined {
  const bytes = reader.expression("memory");
  if (bytes === undefined) return undefined;
  if (typeof bytes !== "number")
    return reader.fault("memory", "is a list", "Write bytes: 4 * 1024 * 1024 * 1024");
  const whole = Math.floor(bytes / MEBIBYTE) * MEBIBYTE;
  if (whole <= 0)
    return reader.fault("memory", `${bytes} bytes are too few`, "Write bytes: 4 * 1024 * 1024 * 1024");
  if (whole !== bytes)
    reader.note("memory", "is no whole number of MiB", "The engine rounds it down, so it is here");
  return whole;
}

/** On for exactly one word, and off for any other. */
function readSwitch(reader: SectionReader, key: string, on: string, off: string): boolean | undefined {
  const word = reader.word(key);
  if (word === undefined) return undefined;
  if (word !== on && word !== off) {
    reader.note(key, `${quoted(word)} is neither ${on} nor ${off}`, `It means ${off}, as it did`);
  }
  return word === on;
}

function readStart(reader: SectionReader): OldGroup["resetStartVm"] | undefined {
  const word = reader.word("reset_startvm")?.toLowerCase();
  if (word === undefined || word === "always" || word === "auto") return word;
  if (word !== "never") {
    reader.note("reset_startvm", `${quoted(word)} is neither Always nor Auto`, "It means never, as it did");
  }
  return "never";
}

function readAccount(reader: SectionReader): string | undefined {
  const account = reader.word("tc_user");
  return account === "None" || account === "" ? "none" : account;
}

function readPattern(reader: SectionReader): string | undefined {
  const pattern = reader.text("reset_to_snapshot_regex");
  if (pattern === undefined) return undefined;
  const translated = translatePattern(pattern);
  if ("source" in translated) return translated.source;
  const message = `${translated.message} (character ${translated.column} of the value)`;
  return reader.fault("reset_to_snapshot_regex", message, translated.remedy);
}
