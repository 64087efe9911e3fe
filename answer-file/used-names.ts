/** @module The names of the values that a template takes from the settings. */

import { piecesOf } from "./placeholder";
import { isSteering, steeringOf, type Template } from "./template";
import { builtInNames } from "./values";
import type { XmlElement } from "./xml";

/** In placeholders and in `v:if`, `v:unless` and `v:each`; without those that every seat has, and the items of lists. */
export function usedNames({ root }: Template): ReadonlySet<string> {
  const names = new Set(namesIn(root));
  // It is made of them.
  if (names.has("powerOff")) for (const name of ["domain", "accountData"]) names.add(name);
  for (const name of [...builtInNames(), "item", "itemNumber"]) names.delete(name);
  return names;
}

function namesIn(element: XmlElement): string[] {
  const { needs, excludes, each } = steeringOf(element);
  const texts = element.attributes.filter(attribute => !isSteering(attribute)).map(({ value }) => value);
  const inner = element.children.flatMap(child =>
    child.kind === "element" ? namesIn(child) : placeholdersIn(child.text),
  );
  return [
    ...needs,
    ...excludes,
    ...(each === undefined ? [] : [each]),
    ...texts.flatMap(placeholdersIn),
    ...inner,
  ];
}

function placeholdersIn(text: string): string[] {
  return piecesOf(text, 1).flatMap(piece => (piece.kind === "placeholder" ? [piece.name] : []));
}
