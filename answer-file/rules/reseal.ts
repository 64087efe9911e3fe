/**
 * @module The rule about Reseal, which takes a seat out of its setup.
 * @see https://learn.microsoft.com/windows-hardware/customize/desktop/unattend/microsoft-windows-deployment-reseal
 */

import { error, type Finding } from "../finding";
import { childText, DEPLOYMENT, settingsOf, type Unattend } from "../unattend";

/** No audit mode, which knows no first logon; and no shutdown, for a seat that is off counts as ready. */
export function checkReseal(file: Unattend): Finding[] {
  return settingsOf(file, DEPLOYMENT, ["Reseal"], "oobeSystem").flatMap(element => {
    const is = (setting: string, value: string) =>
      childText(element, setting)?.trim().toLowerCase() === value.toLowerCase();
    const audit = is("Mode", "Audit");
    const off = is("ForceShutdownNow", "true");
    if (!audit && !off) return [];
    const what = audit
      ? `<Reseal> leads to audit mode: no first logon comes${off ? ", and the seat that is off would count as ready" : ""}`
      : "<ForceShutdownNow> in oobeSystem makes Windows restart without end";
    return [
      error(
        element,
        "reseal",
        what,
        "Take <Reseal> away: the power-off belongs at the end of the first logon",
      ),
    ];
  });
}
