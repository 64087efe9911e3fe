/** @module Which values a template asks for, as a reader of its text would say. */

/** @returns the names in its placeholders, conditions and lists, but for the item of a list */
export function namesIn(template: string): Set<string> {
  const filled = [...template.matchAll(/\$\{\s*(\w+)[^}]*\}/g)].map(([, name = ""]) => name);
  const steering = [...template.matchAll(/ v:(?:if|unless|each)="([^"]*)"/g)];
  const names = [...filled, ...steering.flatMap(([, named = ""]) => named.split(" "))];
  return new Set(names.filter(name => name !== "item" && name !== "itemNumber"));
}
