/** @module Who the computer is: its name, time zone, product key, owner. */

import { SHELL_SETUP } from "../../../../answer-file/unattend";
import type { Part } from "./build";
import { leaves, type Text } from "./element";

/** Settings of the identity. */
export interface Identity {
  /** 1 to 15 characters. */
  readonly computerName: Text;
  /** A Windows time zone, `W. Europe Standard Time`. */
  readonly timeZone?: Text;
  /** `XXXXX-XXXXX-XXXXX-XXXXX-XXXXX`; without it Windows may ask for one, unless it comes from a volume medium. */
  readonly productKey?: Text;
  /** Person that Windows is registered to. */
  readonly owner?: Text;
  readonly organization?: Text;
}

/** Name, time zone, product key and owner of the computer. */
export function identity({ computerName, timeZone, productKey, owner, organization }: Identity): Part {
  const elements = leaves({
    ComputerName: computerName,
    ProductKey: productKey,
    RegisteredOrganization: organization,
    RegisteredOwner: owner,
    TimeZone: timeZone,
  });
  return [{ pass: "specialize", component: SHELL_SETUP, elements }];
}
