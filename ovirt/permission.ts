/** @module Permissions on a VM, and the users and roles that they name. */

import type { Api } from "./api";
import { EngineError, hasCode } from "./errors";
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

  /** Safe to repeat: the engine answers with the permission that exists (facts/ovirt.md). */
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
   * do by hand before giving a permission. Adding is safe to repeat (facts/ovirt.md).
   *
   * @param account `user@authz`, for example `thinclient@internal-authz`
   */
  async userId(account: string): Promise<string> {
    const operation = `looking for the account ${account}`;
    const known = await this.knownUserId(account);
    if (known) return known;
    const domain = domainOf(account);
    try {
      const body = { user_name: account, domain: { name: domain } };
      return requiredText(await this.api.repeatablePost("/users", body, operation), "id");
    } catch (error) {
      if (!hasCode(error, "not_found", "refused")) throw error;
      throw new EngineError({
        code: "not_found",
        operation,
        message: `neither the engine nor the directory ${domain} knows ${account}: ${error.message}`,
        remedy: "Correct thinClientUser; the part after @ is the authorization provider, like internal-authz",
        cause: error,
      });
    }
  }

  /** Whether the engine, or the directory behind it, knows an account; adds nothing. */
  async knows(account: string): Promise<boolean> {
    if (await this.knownUserId(account)) return true;
    const operation = `looking for the account ${account}`;
    const domains = await this.api.get("/domains", {}, operation);
    const domain = list(domains, "domain").find(candidate => text(candidate, "name") === domainOf(account));
    if (!domain) return false;
    const search = `usrname=${principalOf(account)}`;
    const answer = await this.api.get(`/domains/${requiredText(domain, "id")}/users`, { search }, operation);
    return list(answer, "user").some(
      user => namesAccount(user, account) || text(user, "principal") === principalOf(account),
    );
  }

  /** The id of an account that the engine knows; undefined when it does not. */
  private async knownUserId(account: string): Promise<string | undefined> {
    const principal = principalOf(account);
    const search = /^[\w.@-]+$/.test(principal) ? { search: `usrname=${principal}*` } : {};
    const answer = await this.api.get(
      "/users",
      { ...search, max: 1000 },
      `looking for the account ${account}`,
    );
    const user = list(answer, "user").find(candidate => namesAccount(candidate, account));
    return user && requiredText(user, "id");
  }
}

/**
 * Accounts are written as the engine lists them (`alice@internal-authz`), or as people log in (`alice@internal`): then
 * the profile's name is the beginning of the provider's.
 */
function namesAccount(user: Json, account: string): boolean {
  const name = text(user, "user_name");
  if (name === account) return true;
  return text(user, "principal") === principalOf(account) && name === `${account}-authz`;
}

function principalOf(account: string): string {
  return account.slice(0, account.lastIndexOf("@"));
}

function domainOf(account: string): string {
  return account.slice(account.lastIndexOf("@") + 1);
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
