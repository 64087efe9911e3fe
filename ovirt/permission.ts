/** @module Permissions on a VM, and the users and roles that they name. */

import { localPart, placesOf, userOf } from "./account";
import type { Api } from "./api";
import { EngineError } from "./errors";
import { type Json, list, object, requiredText, text } from "./json";

export interface Permission {
  readonly id: string;
  readonly roleId: string | undefined;
  readonly userId: string | undefined;
}

export interface Role {
  readonly id: string;
  readonly name: string;
}

export class Permissions {
  constructor(private readonly api: Api) {}

  async list(vmId: string, vmName: string): Promise<Permission[]> {
    const answer = await this.api.get(path(vmId), {}, `reading the permissions on ${vmName}`);
    return list(answer, "permission").map(toPermission);
  }

  /** Safe to repeat: the engine answers with the permission that exists (docs/facts/ovirt.md). */
  async create(vmId: string, vmName: string, roleId: string, userId: string): Promise<Permission> {
    const body = { role: { id: roleId }, user: { id: userId } };
    return toPermission(await this.api.repeatablePost(path(vmId), body, `giving permission on ${vmName}`));
  }

  async delete(vmId: string, vmName: string, id: string): Promise<void> {
    await this.api.delete(`${path(vmId)}/${encodeURIComponent(id)}`, `taking a permission on ${vmName} away`);
  }

  async roles(): Promise<Role[]> {
    const answer = await this.api.get("/roles", {}, "reading the roles");
    return list(answer, "role").map(role => ({
      id: requiredText(role, "id"),
      name: requiredText(role, "name"),
    }));
  }

  /**
   * The id of an account; a directory's account that the engine does not know yet is added, as an administrator would
   * do by hand before giving a permission. Adding is safe to repeat (docs/facts/ovirt.md).
   *
   * @param account as people write it, see `userOf`
   */
  async userId(account: string): Promise<string> {
    const known = await this.known(account);
    if (known) return requiredText(known, "id");
    const operation = `adding the account ${account}`;
    const found = await this.inDirectories(account);
    if (!found) throw unknownAccount(account, operation);
    const body = { user_name: requiredText(found, "user_name"), domain: { name: providerOf(found) } };
    return requiredText(await this.api.repeatablePost("/users", body, operation), "id");
  }

  /** Whether the engine, or a directory behind it, knows an account; adds nothing. */
  async knows(account: string): Promise<boolean> {
    return ((await this.known(account)) ?? (await this.inDirectories(account))) !== undefined;
  }

  private async known(account: string): Promise<Json | undefined> {
    const begin = localPart(account);
    const search = /^[\w.-]+$/.test(begin) ? { search: `usrname=${begin}*`, case_sensitive: "false" } : {};
    const query = { ...search, max: 1000 };
    const answer = await this.api.get("/users", query, `looking for the account ${account}`);
    return userOf(list(answer, "user"), account);
  }

  private async inDirectories(account: string): Promise<Json | undefined> {
    const operation = `looking for the account ${account}`;
    const domains = list(await this.api.get("/domains", {}, operation), "domain");
    const ids = new Map(domains.map(domain => [requiredText(domain, "name"), requiredText(domain, "id")]));
    for (const { provider, names } of placesOf(account, [...ids.keys()])) {
      const path = `/domains/${encodeURIComponent(ids.get(provider) ?? "")}/users`;
      for (const name of names) {
        const answer = await this.api.get(
          path,
          // What is `usrname` among the engine's own users is another word in a directory (AdUserConditionFieldAutoCompleter).
          { search: `username=${name}`, case_sensitive: "false" },
          operation,
        );
        const user = userOf(list(answer, "user"), account);
        if (user) return user;
      }
    }
    return undefined;
  }
}

function providerOf(user: Json): string {
  const listed = requiredText(user, "user_name");
  return text(object(user, "domain"), "name") ?? listed.slice(listed.lastIndexOf("@") + 1);
}

function unknownAccount(account: string, operation: string): EngineError {
  return new EngineError({
    code: "not_found",
    operation,
    message: `neither the engine nor a directory behind it knows ${account}, or not one alone`,
    remedy: "Correct thinClientUser: write it as the engine lists its users, like thinclient@internal-authz",
  });
}

function path(vmId: string): string {
  return `/vms/${encodeURIComponent(vmId)}/permissions`;
}

function toPermission(json: Json): Permission {
  return {
    id: requiredText(json, "id"),
    roleId: text(object(json, "role"), "id"),
    userId: text(object(json, "user"), "id"),
  };
}
