/** @module How the computer joins a domain. */

import { UNATTENDED_JOIN } from "../../../../answer-file/unattend";
import type { Part, Setting } from "./build";
import { element, leaves, type Text } from "./element";

/** A join by an account that may join computers. Its password stands in the file in the clear. */
export interface CredentialsJoin {
  /** DNS name of the domain. */
  readonly domain: string;
  readonly user: string;
  readonly password: string;
  /** Distinguished name of the folder for the computer. */
  readonly organizationalUnit?: Text;
}

type Steering = Pick<Setting, "when" | "unless">;

/** Joins by credentials. */
export function joinByCredentials(
  { domain, user, password, organizationalUnit }: CredentialsJoin,
  steering: Steering = {},
): Part {
  const identification = element(
    "Identification",
    element("Credentials", ...leaves({ Domain: domain, Username: user, Password: password })),
    ...leaves({ JoinDomain: domain, MachineObjectOU: organizationalUnit }),
  );
  return [{ pass: "specialize", component: UNATTENDED_JOIN, elements: [identification], ...steering }];
}

/**
 * Joins by what `djoin /provision` made for this one computer: no password of the domain is in the file.
 *
 * @param accountData the base64 text in djoin's file
 */
export function joinByBlob(accountData: string, steering: Steering = {}): Part {
  const identification = element(
    "Identification",
    element("Provisioning", ...leaves({ AccountData: accountData })),
  );
  return [{ pass: "specialize", component: UNATTENDED_JOIN, elements: [identification], ...steering }];
}
