/** @module Settings as they stand in the file -> settings that hold, or every fault in them. */

import type * as z from "zod";
import type { Fault } from "../fault/fault";
import { probablyMeant } from "../text/near";
import { descriptionAt, keysAt, mayBeLeftOut, unitRemedyAt } from "./schema-node";
import {
  type ConnectionSettings,
  connectionSchema,
  neighbourSchema,
  type RoomSettings,
  roomSchema,
} from "./settings";

export type Parsed<Settings> =
  | { readonly settings: Settings; readonly faults: readonly [] }
  | { readonly settings: undefined; readonly faults: readonly Fault[] };

/** The stack's configuration: the keys of the project's namespace, without it. */
type Raw = Readonly<Record<string, unknown>>;

export function parseSettings(raw: Raw): Parsed<RoomSettings> {
  return parsedBy(roomSchema, raw);
}

/** Only what speaking to the engine needs; the rest may be wrong, or gone. */
export function parseConnection(raw: Raw): Parsed<ConnectionSettings> {
  return parsedBy(connectionSchema, raw);
}

/** The groups of another room and its engine, as far as they are right; its secrets stay closed. */
export function parseGroups(raw: Raw): (Pick<RoomSettings, "groups"> & { engineUrl: string }) | undefined {
  const parsed = unreadableIn(raw) ? undefined : neighbourSchema.safeParse(raw);
  return parsed?.success ? { groups: parsed.data.groups, engineUrl: parsed.data.engine.url } : undefined;
}

/** Characters of all settings; those of a large room are some 10 000. */
const mostCharacters = 1024 * 1024;

function parsedBy<Settings>(schema: z.ZodType<Settings>, raw: Raw): Parsed<Settings> {
  const unreadable = unreadableIn(raw);
  if (unreadable) return { settings: undefined, faults: [unreadable] };
  const parsed = schema.safeParse(raw, { reportInput: true });
  if (parsed.success) return { settings: parsed.data, faults: [] };
  return { settings: undefined, faults: parsed.error.issues.flatMap(issue => faultsOf(issue)) };
}

/**
 * What no schema sees: values without end or bottom, and the one key that is none to JavaScript, so that what stands
 * under it would be left out without a word.
 */
function unreadableIn(raw: Raw): Fault | undefined {
  const left: { readonly value: unknown; readonly path: readonly string[] }[] = [{ value: raw, path: [] }];
  let characters = 0;
  for (let next = left.pop(); next; next = left.pop()) {
    const { value, path } = next;
    if (typeof value === "string") characters += value.length;
    if (typeof value !== "object" || value === null) continue;
    const where = placeOf(path);
    const entries = Object.entries(value);
    characters += entries.reduce((sum, [key]) => sum + key.length + 1, 0);
    if (characters > mostCharacters) {
      const remedy = "Move data out of the settings; an answer file's text belongs into its template";
      return { path: where, message: `there are more than ${mostCharacters} characters`, remedy };
    }
    if (path.length > deepest)
      return { path: where, message: `lies more than ${deepest} deep`, remedy: "Take it out" };
    if (Object.hasOwn(value, "__proto__"))
      return { path: `${where}.__proto__`, message: "cannot be a name", remedy: "Choose another one" };
    for (const [key, inner] of entries) left.push({ value: inner, path: [...path, key] });
  }
  return undefined;
}

/** Settings lie five deep at most. */
const deepest = 20;

type Issue = z.core.$ZodIssue;

function faultsOf(issue: Issue): Fault[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map(key => {
      const path = [...issue.path, key];
      return { path: placeOf(path), message: "is not a setting", remedy: suggestion(issue.path, key) };
    });
  }
  const items = issue.code === "invalid_union" ? faultsOfItems(issue) : [];
  if (items.length > 0) return items;
  const unit = typeof issue.input === "number" ? unitRemedyAt(issue.path) : undefined;
  if (issue.code === "invalid_type" && unit !== undefined)
    return [{ path: placeOf(issue.path), message: `${String(issue.input)} has no unit`, remedy: unit }];
  // A record tells a bad key on the record's path; the key itself is where the fault is.
  const inner = issue.code === "invalid_key" ? issue.issues[0]?.message : undefined;
  const remedy = issue.code === "custom" ? issue.params?.remedy : undefined;
  return [
    {
      path: placeOf(issue.path),
      message: inner ?? messageOf(issue),
      remedy: typeof remedy === "string" ? remedy : remedyFor(issue),
    },
  ];
}

/** Of what is there and empty, that it may go; of all else what belongs there. */
function remedyFor({ path, input }: Issue): string {
  const description = descriptionAt(path);
  const isEmpty = input === null || input === "";
  return isEmpty && mayBeLeftOut(path) ? `Take it out, or give it a value: ${description}` : description;
}

/** What is wrong with single items, where a list may stand. */
function faultsOfItems({ errors, input, path }: z.core.$ZodIssueInvalidUnion): Fault[] {
  if (!Array.isArray(input)) return [];
  const wrong = errors.flat().flatMap(({ path: [index] }) => (typeof index === "number" ? [index] : []));
  return [...new Set(wrong)].flatMap(index => {
    const item: unknown = input[index];
    const fault = (message: string, remedy: string): Fault[] => [{ path: placeOf(path), message, remedy }];
    if (item === null) return fault(`item ${index + 1} is empty`, "Take it out, or write what belongs there");
    if (typeof item !== "object" || Array.isArray(item)) return [];
    return fault(
      `item ${index + 1} is no text to YAML, for it holds ": "`,
      "Put it into single quotes, as a whole: - '...: ...'",
    );
  });
}

/** `groups.students.memory`; a key that is no word stands in quotes. */
function placeOf(path: readonly PropertyKey[]): string {
  const keys = path.map(String);
  const shown = keys.map(key => (/^[\w-]{1,60}$/.test(key) ? key : JSON.stringify(key.slice(0, 60))));
  return shown.join(".") || "settings";
}

/** What is wrong with its value, rather than that it is of another kind than one of those that may stand there. */
function messageOfUnion(issues: readonly Issue[]): string {
  const telling = issues.find(({ code }) => code !== "invalid_type");
  if (telling) return messageOf(telling);
  const [message, ...others] = new Set(issues.map(issue => messageOf(issue)));
  if (others.length > 0) return "is of the wrong kind";
  return message === "is missing" || message === "is empty" ? message : "is of the wrong kind";
}

/** What to write, where a value of one kind was meant and YAML has made another of it. */
function messageOfKind(expected: string, written: unknown): string {
  if (written === undefined) return "is missing";
  // Of a section with nothing in it, Pulumi makes an empty text.
  if (written === null || written === "") return "is empty";
  if (expected === "string" && typeof written === "number") return "is a number: put it in quotes";
  if (expected === "string" && typeof written === "boolean") return "is true or false: put it in quotes";
  if (expected === "boolean") return "is neither true nor false";
  const isNumber = expected === "number" && typeof written === "string" && /^-?\d{1,9}$/.test(written);
  return isNumber ? `is in quotes: write ${written}` : `is not a ${expected}`;
}

function messageOf(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return messageOfKind(issue.expected, issue.input);
    case "invalid_union":
      return messageOfUnion(issue.errors.flat());
    case "invalid_value":
      return `is none of ${issue.values.join(", ")}`;
    case "too_small":
      return issue.origin === "string" ? "is empty" : `is less than ${issue.minimum}`;
    case "too_big":
      return issue.origin === "string"
        ? `is longer than ${issue.maximum} characters`
        : `is more than ${issue.maximum}`;
    default:
      return issue.message;
  }
}

/** The known key that was probably meant, or all that are known there. */
function suggestion(path: readonly PropertyKey[], key: string): string {
  const known = keysAt(path);
  const near = probablyMeant(key, known);
  return near ? `Did you mean ${near}?` : `Known here: ${known.join(", ")}`;
}
