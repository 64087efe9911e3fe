/** @module The kinds of values that settings are made of, each with a description that editors and faults show. */

import * as z from "zod";
import { parseDuration } from "./duration";
import { ValueError } from "./fault";
import { parseIds } from "./ids";
import { parseSize } from "./size";

/** Runs a value parser inside the schema, so that what it refuses becomes an issue with its remedy. */
function parsedBy<In, Out>(parse: (value: In) => Out) {
  return (value: In, context: z.RefinementCtx): Out => {
    try {
      return parse(value);
    } catch (error) {
      if (!(error instanceof ValueError)) throw error;
      context.addIssue({ code: "custom", message: error.message, params: { remedy: error.remedy } });
      return z.NEVER;
    }
  };
}

const oneLine = /^[^\p{Cc}]*$/u;

export const text = (description: string) =>
  z.string().min(1).regex(oneLine, { error: "holds a control character" }).describe(description);

/** Text that a settings file holds only encrypted. */
export const secret = (description: string) => text(description).meta({ description, secret: true });

export const textOrNothing = (description: string) =>
  z.string().regex(oneLine, { error: "holds a control character" }).describe(description);

/** A shell command of one line or several. */
export const shellCommand = (description: string) =>
  z
    .string()
    .regex(/^[^\p{Cc}]*(?:[\t\n][^\p{Cc}]*)*$/u, { error: "holds a control character" })
    .describe(description);

export const flag = (description: string) => z.boolean().describe(description);

export const ids = (description: string) =>
  z
    .union([z.string(), z.number(), z.array(z.union([z.string(), z.number()]))])
    .transform(parsedBy(parseIds))
    .describe(description);

export const size = (description: string) =>
  z.union([z.string(), z.number()]).transform(parsedBy(parseSize)).describe(description);

export const duration = (description: string) =>
  z.string().transform(parsedBy(parseDuration)).describe(description);

export const wholeNumber = (from: number, to: number, description: string) =>
  z.number().int().min(from).max(to).describe(description);

/** How much is written down: everything from this level on. */
export const logLevel = (description: string) =>
  z.enum(["debug", "info", "warn", "error", "off"]).describe(description);

/** `always`, `auto`, `never`, in any case: as in the room definitions of the original tool. */
export const startWhen = (description: string) =>
  z
    .string()
    .transform(value => value.toLowerCase())
    .pipe(z.enum(["always", "auto", "never"]))
    .describe(description);

/** `user@domain`; `none` and an empty value stand for nobody. */
export const account = (description: string) =>
  z
    .string()
    .nullable()
    .transform(value => (value === null || /^(none)?$/i.test(value.trim()) ? undefined : value.trim()))
    .refine(value => value === undefined || /^[^\s@]+@[^\s]+$/.test(value), {
      error: "is no user@domain",
    })
    .describe(description);

/** Text that compiles as a regular expression. */
export const pattern = (description: string) =>
  z.string().refine(isPattern, { error: "is not a regular expression that compiles" }).describe(description);

function isPattern(source: string): boolean {
  try {
    new RegExp(source, "u");
    return true;
  } catch {
    return false;
  }
}

/** An engine's address, as the base of its API: `https://host[:port][/path]/ovirt-engine`. */
export const engineUrl = (description: string) =>
  z.string().transform(parsedBy(engineBase)).describe(description);

const apiPath = /^(?<root>.*?)(?:\/ovirt-engine)?(?:\/api)?\/*$/;

/** @throws ValueError when it is none */
export function engineBase(value: string): string {
  const remedy = 'Write the address of the engine\'s API, like "https://engine.example.org/ovirt-engine/api"';
  if (!URL.canParse(value)) throw new ValueError(`${JSON.stringify(value)} is no address`, remedy);
  const url = new URL(value);
  if (url.protocol !== "https:") throw new ValueError("the engine is only spoken to over https", remedy);
  if (url.username || url.password || url.search || url.hash) {
    throw new ValueError("user, password, query and fragment have no place in the address", remedy);
  }
  return `${url.origin}${apiPath.exec(url.pathname)?.groups?.root ?? ""}/ovirt-engine`;
}

const plainValue = z.union([z.string(), z.number(), z.boolean()]);

/** Values that an answer file may use as `${name}`; a list fills a repeated element. */
export const namedValues = (description: string) =>
  z
    .record(
      z.string().regex(/^[A-Za-z_]\w*$/, { error: "is no name: letters, digits and _ only" }),
      z.union([plainValue, z.array(plainValue.transform(String))]),
    )
    .describe(description);

/** The same, which a settings file holds only encrypted. */
export const namedSecrets = (description: string) =>
  namedValues(description).meta({ description, secret: true });
