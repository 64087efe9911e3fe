/** @module The kinds of values that settings are made of, each with a description that editors and faults show. */

import * as z from "zod";
import { durationRemedy, parseDuration } from "../text/duration";
import { parseSize } from "../text/size";
import { ValueError } from "../text/value-error";
import { parseIds } from "./ids";

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

/** Longest text and longest value of an answer file, in characters: nothing grows beyond all bounds by being repeated. */
const longestText = 4096;
const longestValue = 65_536;

export const text = (description: string, longest = longestText) =>
  z.string().min(1).max(longest).regex(oneLine, { error: "holds a control character" }).describe(description);

/** The same, which may look like a number. */
export const word = (description: string) =>
  z.union([text(description), z.number().transform(String)]).describe(description);

/** Text that a settings file holds only encrypted. */
export const secret = (description: string) => text(description).meta({ description, secret: true });

/** In YAML, nothing behind the colon is no text but null. */
const orNothing = (schema: z.ZodString, description: string) =>
  schema
    .nullable()
    .transform(value => value ?? "")
    .describe(description);

export const textOrNothing = (description: string, longest: number) =>
  orNothing(z.string().max(longest).regex(oneLine, { error: "holds a control character" }), description);

const describable = /^[ -~\p{L}]*$/u;

/** The first character that is refused: `"–" (U+2013)`. */
function refusedIn(written: string): string {
  const sign = [...written].find(character => !describable.test(character)) ?? "";
  const code = `U+${sign.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0")}`;
  return /^[\p{C}\p{M}\p{Z}]$/u.test(sign) ? code : `"${sign}" (${code})`;
}

/** The engine takes letters of any script, and ASCII; no dashes, quotes or signs beyond (ValidDescription in its source). */
export const vmDescription = (description: string) =>
  orNothing(
    z
      .string()
      // Some keyboards and files write ü as u with two dots, which is no letter to the engine.
      .normalize("NFC")
      .max(255)
      .regex(describable, {
        error: ({ input }) => `holds ${refusedIn(String(input))}, which the engine refuses in descriptions`,
      }),
    description,
  );

/** A shell command of one line or several. */
export const shellCommand = (description: string) =>
  z
    .string()
    .max(longestValue)
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

/** What to write where a number says nothing without its unit. */
export const unitRemedies = z.registry<{ readonly remedy: string }>();

export const duration = (description: string) =>
  z
    .string()
    .transform(parsedBy(parseDuration))
    .describe(description)
    .register(unitRemedies, { remedy: durationRemedy });

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
  z
    .string()
    .max(longestText)
    .superRefine((source, context) => {
      const reason = patternFault(source);
      if (reason) context.addIssue({ code: "custom", message: `is not a regular expression: ${reason}` });
    })
    .describe(description);

/** Why it does not compile, in the words of JavaScript. */
function patternFault(source: string): string | undefined {
  try {
    new RegExp(source, "u");
    return undefined;
  } catch (error) {
    // The expression itself stands in front, and may hold anything.
    return error instanceof Error ? error.message.split("/u: ").at(-1) : String(error);
  }
}

/** An engine's address, as the base of its API: `https://host[:port][/path]/ovirt-engine`. */
export const engineUrl = (description: string) =>
  z.string().transform(parsedBy(engineBase)).describe(description);

/** Of an address that comes from a browser, all behind `/ovirt-engine` is a page's: `/webadmin/?locale=en_US#hosts`. */
const enginePath = /^(.*?)\/ovirt-engine(?:\/.*)?$/;
const apiPath = /^(.*?)(?:\/api(?:\/.*)?)?\/*$/;

/** @throws ValueError when it is none */
export function engineBase(value: string): string {
  const remedy = 'Write the address of the engine\'s API, like "https://engine.example.org/ovirt-engine/api"';
  if (value.length > 2000) throw new ValueError("the address is longer than 2000 characters", remedy);
  if (!URL.canParse(value)) throw new ValueError(`${JSON.stringify(value)} is no address`, remedy);
  const url = new URL(value);
  if (url.protocol !== "https:") throw new ValueError("the engine is only spoken to over https", remedy);
  const [, root] = enginePath.exec(url.pathname) ?? apiPath.exec(url.pathname) ?? [];
  const isPage = enginePath.test(url.pathname);
  if (url.username || url.password || (!isPage && (url.search || url.hash))) {
    throw new ValueError("user, password, query and fragment have no place in the address", remedy);
  }
  return `${url.origin}${root ?? ""}/ovirt-engine`;
}

/** Of a number that is longer, digits are lost before it gets here. */
const exactNumber = z.number().refine(value => !Number.isInteger(value) || Number.isSafeInteger(value), {
  error: "is a number of more digits than are kept: put it in quotes",
});

const plainValue = z.union([z.string().max(longestValue), exactNumber, z.boolean()]);

/** In YAML, what stands behind a colon with nothing there: for an answer file, an empty value. */
const nothing = z.null().transform(() => "");

/** Values that an answer file may use as `${name}`; a list fills a repeated element. */
export const namedValues = (description: string) =>
  z
    .record(
      z.string().regex(/^[A-Za-z_]\w*$/, { error: "is no name: letters, digits and _ only" }),
      z.union([plainValue, nothing, z.array(plainValue.transform(String))]),
    )
    .describe(description);

/** The same, which a settings file holds only encrypted. */
export const namedSecrets = (description: string) =>
  namedValues(description).meta({ description, secret: true });
