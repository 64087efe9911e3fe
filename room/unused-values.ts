/** @module Values of the settings that nothing takes: under a misspelt name they are passed over, and Windows goes without. */

import type { Fault } from "./fault/fault";
import type { Seat } from "./seat";
import type { RoomSettings } from "./settings/settings";
import { probablyMeant } from "./text/near";
import { placeholdersOf } from "./text/template-string";

type Values = Pick<RoomSettings, "values" | "secretValues" | "secretSeatValues">;
type Names = ReadonlySet<string>;

/** What a group takes, and what of that nothing gives it. */
interface Group {
  readonly seats: readonly Seat[];
  readonly used: Names;
  readonly lacking: Names;
}

/**
 * @param taken the names that each template takes from the settings, by its file
 * @returns a fault for each value that no group takes; of those of seats one for a group
 */
export function unusedValues(
  seats: readonly Seat[],
  settings: Values,
  taken: ReadonlyMap<string, Names>,
): Fault[] {
  const names = [...new Set(seats.map(seat => seat.group))];
  const groups = names.map(name =>
    groupOf(
      seats.filter(seat => seat.group === name),
      settings,
      taken,
    ),
  );
  const shared = (["values", "secretValues"] as const).flatMap(section =>
    unused(Object.keys(settings[section]), groups).map(name => fault(`${section}.${name}`, name, groups)),
  );
  return [...shared, ...groups.flatMap(group => ofGroup(group, settings))];
}

function groupOf(seats: readonly Seat[], settings: Values, taken: ReadonlyMap<string, Names>): Group {
  const [first] = seats;
  const { answerFileTemplate = "", snapshotDescription = "", verify, values = {} } = first?.settings ?? {};
  const ofTemplate = taken.get(answerFileTemplate) ?? new Set();
  const checked = verify === "guest" ? ["domain"] : [];
  const given = [
    settings.values,
    settings.secretValues,
    values,
    ...seats.map(seat => ofSeat(seat, settings)),
  ];
  const names = new Set(given.flatMap(section => Object.keys(section)));
  return {
    seats,
    used: new Set([...ofTemplate, ...placeholdersOf(snapshotDescription), ...checked]),
    lacking: new Set([...ofTemplate].filter(name => !names.has(name))),
  };
}

function ofSeat(seat: Seat, { secretSeatValues }: Values): Values["secretValues"] {
  return Object.hasOwn(secretSeatValues, seat.name) ? (secretSeatValues[seat.name] ?? {}) : {};
}

function ofGroup(group: Group, settings: Values): Fault[] {
  const [first] = group.seats;
  const own = unused(Object.keys(first?.settings.values ?? {}), [group]).map(name =>
    fault(`groups.${first?.group}.values.${name}`, name, [group]),
  );
  const told = new Set<string>();
  const ofSeats = group.seats.flatMap(seat =>
    unused(Object.keys(ofSeat(seat, settings)), [group])
      .filter(name => !told.has(name) && told.add(name))
      .map(name => fault(`secretSeatValues.${seat.name}.${name}`, name, [group])),
  );
  return [...own, ...ofSeats];
}

function unused(names: readonly string[], groups: readonly Group[]): string[] {
  return names.filter(name => !groups.some(({ used }) => used.has(name)));
}

function fault(path: string, name: string, groups: readonly Group[]): Fault {
  const lacking = [...new Set(groups.flatMap(group => [...group.lacking]))];
  const near = probablyMeant(name, lacking);
  const others =
    lacking.length > 0 ? `, or give it a name that the template knows: ${lacking.sort().join(", ")}` : "";
  return {
    path,
    message: "is used by no answer file and in no snapshot's description",
    remedy: near === undefined ? `Take it out${others}` : `Did you mean ${near}?`,
  };
}
