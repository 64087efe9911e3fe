/** @module Languages, formats and keyboards. */

import { INTERNATIONAL_CORE } from "../../../../answer-file/unattend";
import type { XmlElement } from "../../../../answer-file/xml";
import type { Part } from "./build";
import { leaf, type OptionalText, unless } from "./element";

/** Settings of the locale, each a tag such as `de-CH`. */
export interface Locale {
  /** For programs that know no Unicode. */
  readonly system: string;
  /** Formats of numbers, dates, money. */
  readonly user: string;
  /** Language of Windows itself, one that is in the gold image (`de-DE`); without a value the same as `user`. */
  readonly userInterface: OptionalText;
  /** Keyboard, a tag or `0807:00000807`; without a value the same as `user`. */
  readonly input: OptionalText;
}

/** Without these four Windows asks for them at its first screen. */
export function locale({ system, user, userInterface, input }: Locale): Part {
  const elements = [
    ...orElse("InputLocale", input, user),
    leaf("SystemLocale", system),
    ...orElse("UILanguage", userInterface, user),
    leaf("UserLocale", user),
  ];
  return [{ pass: "oobeSystem", component: INTERNATIONAL_CORE, elements }];
}

function orElse(name: string, text: OptionalText, otherwise: string): XmlElement[] {
  return [leaf(name, text), unless(text.when, leaf(name, otherwise))];
}
