/** @module Permissions on a VM, and the users and roles that they name. */

import { type AccountStanding, remedyForAccount } from "../room/account-standing";
import { identityOf, localPart, userOf } from "./account";
import type { Api } from "./api";
import { Directories, type Found } from "./directories";
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
  private readonly directories: Directories;

  constructor(private readonly api: Api) {
    this.directories = new Directories(api);
  }

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
    const found = await this.directories.search(account);
    if (!found.user) throw unknownAccount(account, standingOf(found), operation);
    return requiredText(await this.api.repeatablePost("/users", addition(found.user), operation), "id");
  }

  /** How the engine, and the directories behind it, know an account; adds nothing. */
  async standing(account: string): Promise<AccountStanding> {
    if (await this.known(account)) return "known";
    const found = await this.directories.search(account);
    return found.user ? "known" : standingOf(found);
  }

  private async known(account: string): Promise<Json | undefined> {
    const begin = localPart(account);
    const search = /^[\w.-]+$/.test(begin) ? { search: `usrname=${begin}*`, case_sensitive: "false" } : {};
    const query = { ...search, max: 1000 };
    const answer = await this.api.get("/users", query, `looking for the account ${account}`);
    return userOf(list(answer, "user"), account);
  }
}

function standingOf({ unlisted }: Found): Exclude<AccountStanding, "known"> {
  return unlisted ? "unlisted" : "unknown";
}

/**
 * The body that adds a directory's user. By its name alone the engine would take the first who is so called; with a
 * principal it takes whose that is, in whatever namespace (BackendUsersResource.findDirectoryUser).
 */
function addition(user: Json): Json {
  const userName = requiredText(user, "user_name");
  const { provider } = identityOf(user);
  const principal = text(user, "principal");
  const body = { user_name: userName, domain: { name: provider } };
  return principal === undefined || userName === `${principal}@${provider}` ? body : { ...body, principal };
}

function unknownAccount(
  account: string,
  standing: Exclude<AccountStanding, "known">,
  operation: string,
): EngineError {
  return new EngineError({
    code: "not_found",
    operation,
    message: `neither the engine nor a directory behind it knows ${account}, or not one alone`,
    remedy: remedyForAccount(standing),
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
