/**
 * @module How a type of the API is described. Both encodings, in both directions, are made from these descriptions and
 * from nothing else: what a field is called, what kind of value it holds, and how JSON and XML write it down.
 */

declare const meaning: unique symbol;

/** Something that describes values of type `T`. */
export interface Shape<T> {
  readonly [meaning]?: T;
}

export interface Scalar<T> extends Shape<T> {
  kind: "text" | "integer" | "decimal" | "boolean" | "date";
  /** Only these texts are allowed: an enum of the engine. */
  values?: readonly string[];
}

export interface List<T> extends Shape<T[]> {
  kind: "list";
  /** The name of one item: `vm` in `<vms><vm/></vms>` and in `{"vm": [...]}`. */
  item: string;
  of: AnyShape;
  /** Without a wrapper the items stand directly in their owner, as links do. */
  wrapped: boolean;
}

export interface ObjectType<T> extends Shape<T> {
  kind: "object";
  /** The class that the engine names when a JSON field is unknown. */
  className: string;
  fields: Record<string, AnyShape>;
  /** XML writes these as attributes. */
  attributes: ReadonlySet<string>;
}

/** A description that is looked up when it is needed, so that types can name each other. */
export interface Later<T> extends Shape<T> {
  kind: "later";
  get(): ObjectType<T>;
}

export type AnyShape = Scalar<unknown> | List<unknown> | ObjectType<unknown> | Later<unknown>;

/** The TypeScript type of a value with that shape. */
export type Of<S> = S extends Shape<infer T> ? T : never;

type BodyOf<F> = { -readonly [K in keyof F]?: Of<F[K]> };

export const text: Scalar<string> = { kind: "text" };
export const integer: Scalar<number> = { kind: "integer" };
/** JSON writes it as a number, unlike all other numbers. */
export const decimal: Scalar<number> = { kind: "decimal" };
export const boolean: Scalar<boolean> = { kind: "boolean" };
/** Milliseconds since 1970; XML writes ISO 8601, JSON the number. */
export const date: Scalar<number> = { kind: "date" };

export function oneOf<const V extends readonly string[]>(...values: V): Scalar<V[number]> {
  return { kind: "text", values };
}

export function list<T>(item: string, of: Shape<T>): List<T> {
  return { kind: "list", item, of: of as AnyShape, wrapped: true };
}

export function later<T>(get: () => ObjectType<T>): Later<T> {
  return { kind: "later", get };
}

/** A value that stands inside another one and has no life of its own. */
export function part<F extends Record<string, AnyShape>>(
  className: string,
  fields: F,
  ...attributes: (keyof F & string)[]
): ObjectType<BodyOf<F>> {
  return { kind: "object", className, fields, attributes: new Set(attributes) };
}

const link = part("Link", { href: text, rel: text }, "href", "rel");
const links: List<Of<typeof link>> = { kind: "list", item: "link", of: link, wrapped: false };
const actions = part("Actions", { link: links });

const identity = { href: text, id: text };
const naming = { actions, name: text, description: text, comment: text };

/** A value that has an address: `href`, `id`, a name, actions and links come with it. */
export function entity<F extends Record<string, AnyShape>>(
  className: string,
  fields: F,
): ObjectType<BodyOf<F & typeof identity & typeof naming & { link: typeof links }>> {
  const all = { ...identity, ...naming, link: links, ...fields };
  return { kind: "object", className, fields: all, attributes: new Set(["href", "id"]) };
}

/** What a reference to any entity carries. */
export interface Reference {
  href?: string;
  id?: string;
  name?: string;
}

export function resolve(shape: AnyShape): Exclude<AnyShape, Later<unknown>> {
  return shape.kind === "later" ? shape.get() : shape;
}
