/** @module The directories behind an engine, and who in them is meant by an account. */

import { isInternal, placesOf, userOf } from "./account";
import type { Api } from "./api";
import { type Json, list, requiredText } from "./json";

export interface Found {
  /** As the directory knows it; undefined where nobody is found, or not one alone. */
  readonly user: Json | undefined;
  /** Whether somebody who is not found may be there all the same: a directory is searched by names, not by logins. */
  readonly unlisted: boolean;
}

export class Directories {
  constructor(private readonly api: Api) {}

  /** @param account as people write it, see `userOf` */
  async search(account: string): Promise<Found> {
    const operation = `looking for the account ${account}`;
    const domains = list(await this.api.get("/domains", {}, operation), "domain");
    const ids = new Map(domains.map(domain => [requiredText(domain, "name"), requiredText(domain, "id")]));
    const places = placesOf(account, [...ids.keys()]);
    for (const { provider, names } of places) {
      const path = `/domains/${encodeURIComponent(ids.get(provider) ?? "")}/users`;
      for (const name of names) {
        // First, last, full and display name, as the Administration Portal looks for people (ADSyntaxChecker).
        const query = { search: `allnames=${name}`, case_sensitive: "false" };
        const user = userOf(list(await this.api.get(path, query, operation), "user"), account);
        if (user) return { user, unlisted: false };
      }
    }
    return { user: undefined, unlisted: places.some(({ provider }) => !isInternal(provider)) };
  }
}
