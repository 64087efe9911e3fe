/** @module Rules about passes, and what stands beside them: whether Windows does it on a seat. */

import { probablyMeant } from "../../room/text/near";
import { PASSES, SEALED_IMAGE_PASSES } from "../components";
import { error, type Finding, warning } from "../finding";
import { isServicing, type Unattend } from "../unattend";
import { attributeOf, elementsOf, type XmlElement } from "../xml";

/** Passes: known, used, each once. */
export function checkPasses({ settings }: Unattend): Finding[] {
  const seen = new Set<string>();
  return settings.flatMap(element => {
    const pass = attributeOf(element, "pass");
    const known = PASSES.find(one => one === pass);
    if (known === undefined) {
      const guess = probablyMeant(pass ?? "", PASSES);
      return [
        error(
          element,
          "unknown-pass",
          `"${pass ?? ""}" is no pass${guess === undefined ? "" : `; did you mean ${guess}?`}`,
          `Use one of ${PASSES.join(", ")}`,
        ),
      ];
    }
    if (seen.has(known)) {
      return [
        error(
          element,
          "doubled-pass",
          `the pass ${known} is there twice`,
          "Put the components of both into one",
        ),
      ];
    }
    seen.add(known);
    if (SEALED_IMAGE_PASSES.includes(known)) return wasDone(element, known);
    return [
      warning(
        element,
        "unused-pass",
        `the pass ${known} does not run on a seat`,
        `A sealed image goes through ${SEALED_IMAGE_PASSES.join(" and ")}; put there what a seat needs`,
      ),
    ];
  });
}

/** Windows marks the passes of the copy that it keeps, and passes over them. @see docs/facts/windows-setup.md */
function wasDone(element: XmlElement, pass: string): Finding[] {
  if (!/^true$/i.test(attributeOf(element, "wasPassProcessed")?.trim() ?? "")) return [];
  return [
    error(
      element,
      "pass-done",
      `the pass ${pass} says that Windows has been through it (wasPassProcessed): it passes over it, and asks at its first screen`,
      "Start from the file that this copy of Windows was made from, or take wasPassProcessed away and write the passwords anew",
    ),
  ];
}

/** Windows services an image that does not run, and a seat is a clone that does. @see docs/facts/windows-setup.md */
export function checkServicing({ root }: Unattend): Finding[] {
  return elementsOf(root)
    .filter(isServicing)
    .map(element =>
      warning(
        element,
        "servicing",
        "<servicing> is not done on a seat: its packages and features are for an image that does not run",
        "Switch the features on in the gold image, or by dism.exe /Online in the first logon, and take it away",
      ),
    );
}
