/** @module Rules about Windows' first screens: a seat that waits at one of them waits for ever. */

import { type Finding, warning } from "../finding";
import { INTERNATIONAL_CORE, SHELL_SETUP, settingsOf, type Unattend } from "../unattend";
import { textOf } from "../xml";
import { joinsDomain } from "./join";

/** What answers each screen. @see https://learn.microsoft.com/windows-hardware/customize/desktop/automate-oobe */
const SCREENS: readonly [screen: string, answered: (file: Unattend) => boolean, remedy: string][] = [
  [
    "region and keyboard",
    file =>
      ["InputLocale", "SystemLocale", "UILanguage", "UserLocale"].every(
        name => settingsOf(file, INTERNATIONAL_CORE, [name], "oobeSystem").length > 0,
      ),
    "Give InputLocale, SystemLocale, UILanguage and UserLocale in Microsoft-Windows-International-Core",
  ],
  [
    "license terms",
    file =>
      settingsOf(file, SHELL_SETUP, ["OOBE", "HideEULAPage"]).some(element =>
        /^true$/i.test(textOf(element)),
      ),
    "Write <HideEULAPage>true</HideEULAPage> in <OOBE>",
  ],
  [
    "who is going to use this PC",
    file => settingsOf(file, SHELL_SETUP, ["UserAccounts"], "oobeSystem").length > 0 || joinsDomain(file),
    "Give <UserAccounts>, or join a domain",
  ],
  [
    "help protect your PC",
    file => settingsOf(file, SHELL_SETUP, ["OOBE", "ProtectYourPC"]).length > 0,
    "Write <ProtectYourPC>3</ProtectYourPC> in <OOBE>",
  ],
];

/** Every screen has its answer. A gold image may answer too, so this is no more than a warning. */
export function checkFirstScreens(file: Unattend): Finding[] {
  const skipped = settingsOf(file, SHELL_SETUP, ["OOBE", "SkipMachineOOBE"]).some(element =>
    /^true$/i.test(textOf(element)),
  );
  if (skipped) return [];
  const oobeSystem = file.settings.find(element =>
    element.attributes.some(({ value }) => value === "oobeSystem"),
  );
  return SCREENS.filter(([, answered]) => !answered(file)).map(([screen, , remedy]) =>
    warning(
      oobeSystem ?? file.root,
      "first-screen",
      `Windows may stop at its first screens and ask: ${screen}`,
      remedy,
    ),
  );
}
