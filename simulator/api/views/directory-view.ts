/**
 * @module How users, groups, roles, permissions and domains are shown.
 */

import {
  type Group,
  nameInDirectory,
  type Permission,
  type Role,
  type User,
  userName,
} from "../../engine/directory";
import type { Vm } from "../../engine/vm";
import type { PermissionBody } from "../types/permission";
import type { RoleBody } from "../types/role";
import type { DomainBody, GroupBody, UserBody } from "../types/user";
import { linksOf, ref } from "./address";

const userLinks = [
  "sshpublickeys",
  "eventsubscriptions",
  "groups",
  "roles",
  "permissions",
  "tags",
  "options",
];

function hex(text: string): string {
  return Buffer.from(text).toString("hex").toUpperCase();
}

function domainRef(domain: string) {
  return ref("domains", hex(domain));
}

export function domainBody(domain: string): DomainBody {
  const self = domainRef(domain);
  const searches = ["groups", "users"].map(noun => ({
    href: `${self.href}/${noun}?search={query}`,
    rel: `${noun}/search`,
  }));
  return { ...self, name: domain, link: [...linksOf(self.href, ["groups", "users"]), ...searches] };
}

export function userBody(user: User): UserBody {
  const self = ref("users", user.id);
  return {
    ...self,
    ...person(user),
    domain_entry_id: hex(user.id),
    user_name: userName(user),
    link: linksOf(self.href, userLinks),
  };
}

/** As the directory knows somebody: the address is the domain's, and the name the directory's (UserMapper). */
export function directoryUserBody(user: User): UserBody {
  return {
    ...ref(`domains/${hex(user.domain)}/users`, hex(user.id)),
    ...person(user),
    user_name: nameInDirectory(user),
  };
}

function person(user: User): UserBody {
  return {
    name: user.firstName,
    department: "",
    email: `${user.principal}@localhost`,
    last_name: user.lastName,
    namespace: "*",
    principal: user.principal,
    domain: { ...domainRef(user.domain), name: user.domain },
  };
}

export function groupBody(group: Group): GroupBody {
  const self = ref("groups", group.id);
  return {
    ...self,
    name: group.name,
    domain_entry_id: hex(group.entryId),
    namespace: "*",
    link: linksOf(self.href, ["roles", "permissions", "tags"]),
  };
}

export function roleBody(role: Role): RoleBody {
  const self = ref("roles", role.id);
  return {
    ...self,
    name: role.name,
    description: role.description,
    administrative: role.administrative,
    mutable: false,
    link: linksOf(self.href, ["permits"]),
  };
}

/** On a VM: permissions of groups, and those just made, have their address at the group or the user. */
export function permissionBody(permission: Permission, vm: Vm, created = false): PermissionBody {
  const owner =
    permission.group !== undefined
      ? `groups/${permission.group}`
      : created
        ? `users/${permission.user}`
        : `vms/${vm.id}`;
  return {
    ...ref(`${owner}/permissions`, permission.id),
    group: permission.group === undefined ? undefined : ref("groups", permission.group),
    role: ref("roles", permission.role),
    user: permission.user === undefined ? undefined : ref("users", permission.user),
    vm: ref("vms", vm.id),
  };
}
