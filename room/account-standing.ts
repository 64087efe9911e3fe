/** @module Whether an engine knows an account, and what to do where it does not. */

/** `unlisted`: a directory that the engine cannot look through by logins may have it, as an Active Directory may. */
export type AccountStanding = "known" | "unknown" | "unlisted";

const spelling =
  "Write the account as the engine lists its users, like thinclient@internal-authz, or as people log in, like tc@school.example";

/** A directory is searched by names, and in an Active Directory no login is one (docs/facts/ovirt.md). */
const adding =
  "An account of an Active Directory whose full name differs from its login is found only once the engine has it: add it once in the Administration Portal (Administration > Users > Add, looking for its first or last name), then run again";

/** The way out for an account that nobody knows. */
export function remedyForAccount(standing: Exclude<AccountStanding, "known">): string {
  return standing === "unlisted" ? `${spelling}. ${adding}` : spelling;
}
