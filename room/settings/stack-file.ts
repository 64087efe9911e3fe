/** @module A room's settings as they stand in stacks/Pulumi.<room>.yaml, read and changed without touching the rest of it. */

import { isDeepStrictEqual } from "node:util";
import {
  type Document,
  isAlias,
  isNode,
  isScalar,
  LineCounter,
  type Node,
  parseDocument,
  visit,
  type YAMLParseError,
} from "yaml";
import { ValueError } from "../text/value-error";
import { quoteForPulumi } from "./pulumi-yaml";

/** Settings by their names without the project's namespace; secrets as `{ secure: ... }`. */
export type FileSettings = Readonly<Record<string, unknown>>;

type Path = readonly string[];

/** @throws ValueError when it is no YAML */
export function settingsInFile(project: string, text: string): FileSettings {
  return settingsOf(read(text), project);
}

/** Whether it has a place for settings: Pulumi passes over what stands beside `config`. @throws ValueError when it is no YAML */
export function holdsConfig(text: string): boolean {
  return at(plain(read(text)), ["config"]) !== undefined;
}

/**
 * The file with these settings in place of its own. Comments, order, and what groups share by `<<` stay.
 *
 * @throws ValueError when that cannot be said in this file
 */
export function withSettings(project: string, text: string, wanted: FileSettings): string {
  const document = read(text);
  // What is written under an anchor changes those that share it, too: they are put right in the next round.
  for (let round = 0; round < 3 && !isSo(document, project, wanted); round++) {
    const names = new Set([...Object.keys(settingsOf(document, project)), ...Object.keys(wanted)]);
    for (const name of names) bring(document, ["config", `${project}:${name}`], wanted[name]);
  }
  if (!isSo(document, project, wanted)) {
    throw new ValueError(
      "a setting that has to go is inherited from another group by <<",
      "Write out by hand what the groups share",
    );
  }
  settleComments(document);
  return document.toString(layoutOf(text));
}

/** A comment on top of an anchored group belongs to its first setting: otherwise it would be written before the anchor. */
function settleComments(document: Document): void {
  visit(document, {
    Map: (_, map) => {
      const key = map.items[0]?.key;
      if (!map.anchor || !map.commentBefore || !isNode(key)) return;
      key.commentBefore = [map.commentBefore, key.commentBefore].filter(Boolean).join("\n");
      map.commentBefore = null;
    },
  });
}

/** The settings with a word in place of every secret, so that they can be checked. */
export function withoutSecrets(settings: FileSettings): FileSettings {
  return Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, opened(value)]));
}

/** Whether it is what Pulumi writes for an encrypted value. */
export function isSecret(value: unknown): boolean {
  return isObject(value) && typeof value.secure === "string" && Object.keys(value).length === 1;
}

/** Whether it is encrypted, as a whole or somewhere within. */
export function holdsSecret(value: unknown): boolean {
  if (isSecret(value)) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(holdsSecret);
}

/** What stands under a name, as far as it can be read there. */
export function sectionOf(value: unknown): FileSettings {
  return isObject(value) && !isSecret(value) ? value : {};
}

function opened(value: unknown): unknown {
  if (isSecret(value)) return "secret";
  if (Array.isArray(value)) return value.map(opened);
  return isObject(value) ? withoutSecrets(value) : value;
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function read(text: string): Document {
  const lines = new LineCounter();
  const document = parseDocument(text, { merge: true, lineCounter: lines });
  const [error] = document.errors;
  if (error) throw notYaml(error, text, lines);
  refuseLooseAliases(document, lines);
  return document;
}

function notYaml({ code, message, pos: [at] }: YAMLParseError, text: string, lines: LineCounter): ValueError {
  if (code === "DUPLICATE_KEY") {
    const [key = ""] = /^[^:\n]{0,60}/.exec(text.slice(at)) ?? [];
    return new ValueError(
      `${key.trim()} in line ${lines.linePos(at).line} stands there for the second time`,
      "Take one of the two out",
    );
  }
  const [told = ""] = message.split("\n");
  const remedy = code === "TAB_AS_INDENT" ? "Put blanks in the place of the tab" : "Correct it there";
  return new ValueError(`it is not YAML: ${told.replace(/:$/, "")}`, remedy);
}

/** An alias repeats what stands above it, as a whole. */
function refuseLooseAliases(document: Document, lines: LineCounter): void {
  const anchored = new Map<string, Node>();
  visit(document, {
    Node: (_, node, ancestors) => {
      if (!isAlias(node)) {
        if (node.anchor) anchored.set(node.anchor, node);
        return;
      }
      const { source } = node;
      const line = lines.linePos(node.range?.[0] ?? 0).line;
      const meant = anchored.get(source);
      if (!meant) {
        throw new ValueError(
          `there is no &${source} above *${source} in line ${line}`,
          `Correct the name, or write &${source} behind the colon of what is shared, above it`,
        );
      }
      if (ancestors.includes(meant))
        throw new ValueError(`*${source} in line ${line} stands within &${source} itself`, "Take it out");
    },
  });
}

function plain(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 1000 });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new ValueError(`it cannot be read: ${error.message}`, "Write out what is shared by & and *");
  }
}

function settingsOf(document: Document, project: string): FileSettings {
  const config = at(plain(document), ["config"]);
  const entries = isObject(config) ? Object.entries(config) : [];
  const prefix = `${project}:`;
  return Object.fromEntries(
    entries.flatMap(([key, value]) => (key.startsWith(prefix) ? [[key.slice(prefix.length), value]] : [])),
  );
}

function isSo(document: Document, project: string, wanted: FileSettings): boolean {
  return isDeepStrictEqual(settingsOf(document, project), wanted);
}

function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, key) => (isObject(inner) ? inner[key] : undefined), value);
}

/** Changes no more than what differs. */
function bring(document: Document, path: Path, wanted: unknown): void {
  const present = at(plain(document), path);
  if (isDeepStrictEqual(present, wanted)) return;
  if (wanted === undefined) document.deleteIn(path);
  else if (isObject(present) && isObject(wanted)) {
    const keys = new Set([...Object.keys(present), ...Object.keys(wanted)]);
    for (const key of keys) bring(document, [...path, key], wanted[key]);
  } else set(document, path, wanted);
}

function set(document: Document, path: Path, wanted: unknown): void {
  // A value that is an alias as a whole becomes one of its own.
  for (let length = 1; length < path.length; length++) {
    const outer = path.slice(0, length);
    if (isAlias(document.getIn(outer, true)))
      document.setIn(outer, document.createNode(at(plain(document), outer)));
  }
  const node = document.getIn(path, true);
  // The node keeps the comment behind it.
  if (isScalar(node) && typeof wanted !== "object") {
    node.value = wanted;
    quoteForPulumi(node);
    return;
  }
  const created = document.createNode(wanted);
  quoteForPulumi(created);
  document.setIn(path, created);
}

/** What the writer of the file has chosen, as far as YAML leaves a choice. */
function layoutOf(text: string) {
  return {
    lineWidth: 0,
    flowCollectionPadding: /[[{] \S/.test(text),
    indent: /^( +)\S/m.exec(text)?.[1]?.length ?? 2,
    indentSeq: !/^( *)[^\s#-][^\n]*:\n\1- /m.test(text),
  };
}
