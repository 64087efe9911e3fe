/** @module Rules about the values of settings that take only some. */

import { error, type Finding } from "../finding";
import { UNATTEND_NAMESPACE, type Unattend, walk } from "../unattend";
import { elementsOf, textOf, type XmlElement } from "../xml";

const TRUE_OR_FALSE = "true or false";
/** Some components count 1 and 0 instead. */
const BOOLEAN = /^(true|false|0|1)$/i;

/** Settings by their names, wherever they stand, with what they take. */
const TAKES: readonly [name: RegExp, what: string, fits: RegExp][] = [
  [/^(Hide|Skip|Disable|Show|Enable)[A-Z]\w*$/, TRUE_OR_FALSE, BOOLEAN],
  [
    /^(PlainText|Enabled|DhcpEnabled|CopyProfile|UnsecureJoin|RequiresUserInput)$/,
    TRUE_OR_FALSE,
    /^(true|false)$/i,
  ],
  [/^ProtectYourPC$/, "1, 2 or 3", /^[123]$/],
  [
    /^(UILanguage|SystemLocale|UserLocale)$/,
    "a language with its region, like de-DE",
    /^[a-z]{2,3}(-[a-z0-9]{2,8})+(_[a-z]+)?$/i,
  ],
  [/^LogonCount$/, "a whole number", /^\d{1,10}$/],
  [/^WillReboot$/, "Always, OnRequest or Never", /^(Always|OnRequest|Never)$/i],
  [/^ProductKey$/, "a key like XXXXX-XXXXX-XXXXX-XXXXX-XXXXX", /^[A-Z0-9]{5}(-[A-Z0-9]{5}){4}$/i],
];

/** A setting that takes only some values has one of them. */
export function checkSettingValues({ root }: Unattend): Finding[] {
  return [...walk(root)]
    .filter(([element]) => element.uri === UNATTEND_NAMESPACE && isFilledLeaf(element))
    .flatMap(([element]) => {
      const rule = TAKES.find(([name]) => name.test(element.local));
      if (rule === undefined || rule[2].test(textOf(element))) return [];
      return [
        error(
          element,
          "setting-value",
          `<${element.name}> does not take what it holds`,
          `It takes ${rule[1]}`,
        ),
      ];
    });
}

/** Empty ones are told already. */
function isFilledLeaf(element: XmlElement): boolean {
  return elementsOf(element).length === 0 && textOf(element).trim() !== "";
}
