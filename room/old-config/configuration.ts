/** @module An old configuration file as data: what the tool before this one read from it, and every mistake in it. */

import { probablyMeant } from "../text/near";
import { complete } from "./complete";
import { Interpolation } from "./config-obj/interpolation";
import { parseConfigObj } from "./config-obj/parse";
import { newSection, pathOf, type Section } from "./config-obj/section";
import { type Findings, type NamedFile, quoted, SectionReader } from "./config-obj/section-reader";
import { readConnection, refuseUnknownInConnection } from "./connection";
import type { OldConfiguration, OldRoom } from "./contents";
import type { FileFault } from "./fault";
import { readFloppies } from "./floppies/floppies";
import { type OldGroup, type ReadGroup, readGroup, refuseUnknownInGroup } from "./group";
import { GENERAL_KEYS, LOGGING_KEYS, ROOM_PREFIX } from "./known-keys";
import { checkSeats } from "./seats";
import { enginePlaces, groupPlaces } from "./setting-places";
import { checkConnection, checkFloppies, checkGroup } from "./settings-check";

/** The file's data, or its faults; and what is read in a way that somebody may not expect. */
export type ReadConfiguration = {
  readonly notes: readonly FileFault[];
  /** What it names of other files, as far as it can be read. */
  readonly files: readonly NamedFile[];
  readonly roomNames: readonly string[];
} & (
  | { readonly configuration: OldConfiguration; readonly faults: readonly [] }
  | { readonly configuration: undefined; readonly faults: readonly FileFault[] }
);

/**
 * Reads an old configuration file: all faults at once, in the order of the file, each with its line. Never throws.
 *
 * @param text the whole file
 * @param rooms the rooms that are wanted; faults within others are left aside, as the old tool did. None: all of them
 */
export function readConfiguration(text: string, rooms?: readonly string[]): ReadConfiguration {
  return new ConfigurationReader(text).read(rooms);
}

/** A section with a room in it. */
interface RoomSection {
  readonly name: string;
  readonly section: Section;
}

/** What a room makes known, apart from that of other rooms. */
interface RoomReading extends Findings {
  readonly room: OldRoom | undefined;
}

/** Sections that have to be there, beside those of rooms. */
const NEEDED_SECTIONS = ["general", "logging"];
/** Rooms that are named where one is not found. */
const MOST_NAMED = 50;
/** VMs in one file; a school with a hundred rooms has some 2000. */
const MOST_SEATS = 20_000;

class ConfigurationReader {
  private readonly root: Section;
  private readonly interpolation = new Interpolation();
  private readonly findings: Findings;
  /** What can be told only when it is clear which keys are needed by others. */
  private readonly later: (() => void)[] = [];
  private seatsLeft = MOST_SEATS;

  constructor(text: string) {
    const { root, faults } = parseConfigObj(text);
    this.root = root;
    this.findings = { faults: [...faults], notes: [], files: [] };
  }

  read(wanted: readonly string[] | undefined): ReadConfiguration {
    const general = this.reader(this.section("general"));
    const connect = this.reader(this.section("connect", general.section));
    const logging = this.reader(this.section("logging"));
    const read = {
      connection: readConnection(connect),
      floppies: readFloppies(general),
      logging: complete({ configFile: logging.text("config_file"), logFile: logging.text("log_file") }),
    };
    if (read.connection) checkConnection(connect, read.connection);
    if (read.floppies) checkFloppies(general, read.floppies);
    const sections = this.roomSections();
    const readings = new Map(sections.map(room => [room.name, this.room(room)]));
    general.refuseUnknown(GENERAL_KEYS, ["connect"]);
    refuseUnknownInConnection(connect);
    logging.refuseUnknown(LOGGING_KEYS, []);
    for (const tell of this.later) tell();
    const roomNames = sections.map(room => room.name);
    const chosen = this.choose(readings, roomNames, wanted ?? roomNames);
    const faults = inOrder([...this.findings.faults, ...chosen.flatMap(reading => reading.faults)]);
    const notes = inOrder([...this.findings.notes, ...chosen.flatMap(reading => reading.notes)]);
    const files = [this.findings, ...chosen].flatMap(reading => reading.files);
    const outline = complete(read);
    const rooms = chosen.map(reading => reading.room).filter(room => room !== undefined);
    const told = { notes, files, roomNames };
    if (outline === undefined || faults.length > 0) return { configuration: undefined, faults, ...told };
    const places = enginePlaces(connect);
    return { configuration: { ...outline, rooms, places }, faults: [], ...told };
  }

  private reader(section: Section, findings = this.findings): SectionReader {
    return new SectionReader(section, this.interpolation, findings);
  }

  /** A section that has to be there; without it one whose keys are not told to be missing as well. */
  private section(name: string, parent = this.root): Section {
    const section = parent.sections.get(name);
    if (section) return section;
    const missing = newSection(name, parent.line, parent.depth + 1, parent);
    missing.damaged = true;
    if (!parent.damaged) {
      const remedy = `Add it: the old tool needed it too`;
      this.findings.faults.push({ line: parent.line, path: pathOf(missing), message: "is missing", remedy });
    }
    return missing;
  }

  private roomSections(): RoomSection[] {
    const rooms: RoomSection[] = [];
    for (const section of this.root.sections.values()) {
      const { name } = section;
      if (name.startsWith(ROOM_PREFIX)) rooms.push({ name: name.slice(ROOM_PREFIX.length), section });
      else if (![...NEEDED_SECTIONS, "DEFAULT"].includes(name)) this.notRoom(section);
    }
    const root = this.reader(this.root);
    this.later.push(() => root.noteUnused());
    return rooms;
  }

  /** The old tool passed over it: a room is switched off by another name. One that is mistyped would be missed, though. */
  private notRoom(section: Section): void {
    const { line, name } = section;
    const missing = NEEDED_SECTIONS.filter(known => !this.root.sections.has(known));
    const meant = probablyMeant(name, missing);
    const finding = { line, path: pathOf(section), message: "is not known" };
    if (meant) this.findings.faults.push({ ...finding, remedy: `Did you mean [${meant}]?` });
    else if (/^ro+m/i.test(name)) {
      const remedy = "A room is called [room NAME], one that is switched off [OLD room NAME]";
      this.findings.faults.push({ ...finding, remedy });
    } else this.findings.notes.push({ ...finding, remedy: "It is left out: a room is called [room NAME]" });
  }

  private room({ name, section }: RoomSection): RoomReading {
    const findings: Findings = { faults: [], notes: [], files: [] };
    const fault = (message: string, remedy: string) =>
      findings.faults.push({ line: section.line, path: pathOf(section), message, remedy });
    if (!/^[\w.-]{1,100}$/.test(name)) {
      fault(
        `${quoted(name)} cannot be the name of a stack`,
        "Use letters, digits, - _ and . for the room's name",
      );
    }
    const inners = [...section.sections.values()];
    for (const inner of inners.filter(isDefaults)) {
      findings.faults.push({
        line: inner.line,
        path: pathOf(inner),
        message: "would be a group of VMs, and has no ids",
        remedy: "Put what groups share into [DEFAULT], outside of the rooms",
      });
    }
    const groups = inners
      .filter(inner => !isDefaults(inner))
      .map(inner => {
        const reader = this.reader(inner, findings);
        this.later.push(() => refuseUnknownInGroup(reader));
        return { reader, group: readGroup(reader) };
      });
    this.later.push(() => this.reader(section, findings).refuseUnknown([], [...section.sections.keys()]));
    if (groups.length === 0 && !section.damaged)
      fault("has no group of VMs", "Add [[GROUP]] with the keys of a group");
    else if (groups.every(({ group }) => group.ids?.length === 0) && groups.length > 0)
      fault("has no VMs", "Give a group ids");
    this.seatsLeft -= groups.reduce((sum, { group }) => sum + (group.ids?.length ?? 0), 0);
    if (this.seatsLeft < 0) fault("makes the file one of too many VMs", `Keep them below ${MOST_SEATS}`);
    else checkSeats(name, groups);
    const seated = groups.flatMap(({ reader, group }) => withSeats(reader, group));
    const places = groupPlaces(seated.map(({ reader }) => reader));
    return { room: { name, groups: seated.map(({ group }) => group), places }, ...findings };
  }

  private choose(
    readings: ReadonlyMap<string, RoomReading>,
    known: readonly string[],
    wanted: readonly string[],
  ): RoomReading[] {
    if (known.length === 0 && !this.root.damaged) {
      this.findings.faults.push({
        line: 1,
        path: "",
        message: "there is no room",
        remedy: "Add [room NAME]",
      });
      return [];
    }
    return wanted.flatMap(name => {
      const reading = readings.get(name);
      if (reading) return [reading];
      const others = known.length > MOST_NAMED ? `${known.length} others` : known.join(", ");
      const remedy = `There are ${others}`;
      this.findings.faults.push({ line: 1, path: `[room ${name}]`, message: "is not there", remedy });
      return [];
    });
  }
}

/** Values that `%(name)s` inserts, where the old tool sees a group. */
function isDefaults({ name, entries, damaged }: Section): boolean {
  return name === "DEFAULT" && !entries.has("ids") && !damaged;
}

/** The group, when all of it could be read and it has seats. */
function withSeats(reader: SectionReader, group: ReadGroup): { reader: SectionReader; group: OldGroup }[] {
  const whole = complete(group);
  if (whole === undefined || whole.ids.length === 0) return [];
  checkGroup(reader, whole);
  return [{ reader, group: whole }];
}

function inOrder(findings: readonly FileFault[]): FileFault[] {
  return [...findings].sort((a, b) => a.line - b.line);
}
