/** @module The screens that Windows shows a first user (OOBE), left out. */

import { SHELL_SETUP } from "../../../../answer-file/unattend";
import type { Part } from "./build";
import { element, leaves } from "./element";

/** A screen that is left out, by its setting. */
export type HiddenScreen =
  | "HideEULAPage"
  /** Server only. */
  | "HideLocalAccountScreen"
  | "HideOEMRegistrationScreen"
  /** Windows 8 and later. */
  | "HideOnlineAccountScreens"
  | "HideWirelessSetupInOOBE";

/** Settings of the screens. */
export interface Oobe {
  readonly hide: readonly HiddenScreen[];
  /** Windows 7 asks for the kind of network; later ones do not. */
  readonly networkLocation?: "Home" | "Work" | "Other";
  /** What "help protect your PC" answers: 1 recommended, 2 only updates, 3 nothing. */
  readonly protectYourPc: 1 | 2 | 3;
}

/** @see https://learn.microsoft.com/windows-hardware/customize/desktop/unattend/microsoft-windows-shell-setup-oobe */
export function oobe({ hide, networkLocation, protectYourPc }: Oobe): Part {
  const elements = [
    element(
      "OOBE",
      ...leaves(Object.fromEntries(hide.map(screen => [screen, "true"]))),
      ...leaves({ NetworkLocation: networkLocation, ProtectYourPC: String(protectYourPc) }),
    ),
  ];
  return [{ pass: "oobeSystem", component: SHELL_SETUP, elements }];
}
