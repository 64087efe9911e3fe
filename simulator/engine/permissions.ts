/**
 * @module Granting roles on VMs and templates, and taking them away.
 */

import type { PermissionBody } from "../api/types/permission";
import type { Caller } from "./caller";
import { type Permission, userName } from "./directory";
import type { Engine } from "./engine";
import { incomplete, invalid } from "./fault";
import type { Vm } from "./vm";

/** The same permission once more is the same permission. */
export function grant(
  engine: Engine,
  caller: Caller,
  vm: Vm | undefined,
  request: PermissionBody,
): Permission {
  const user = request.user?.id;
  const group = request.group?.id;
  if (user === undefined && group === undefined) {
    throw incomplete("Permission", "user|group.id", "add");
  }
  const { id: roleId, name: roleName } = request.role ?? {};
  if (roleId === undefined && roleName === undefined) {
    throw incomplete("Permission", "role.id|name", "add");
  }
  if (vm === undefined) {
    throw invalid("Cannot add permission, invalid object ID or type");
  }
  const role = [...engine.roles.values()].find(
    candidate => candidate.id === roleId || (roleId === undefined && candidate.name === roleName),
  );
  if (role === undefined) {
    throw invalid("Cannot add permission, invalid Role id");
  }
  const known = user === undefined ? engine.groups.has(group ?? "") : engine.users.get(user)?.added === true;
  if (!known) {
    throw invalid();
  }
  for (const permission of engine.permissions.values()) {
    const sameSubject = permission.user === user && permission.group === group;
    if (sameSubject && permission.vm === vm.id && permission.role === role.id) {
      return permission;
    }
  }
  const permission: Permission = { id: engine.ids.next(), role: role.id, user, group, vm: vm.id };
  engine.permissions.set(permission.id, permission);
  const person = user === undefined ? undefined : engine.users.get(user);
  const subject = person?.firstName ?? engine.groups.get(group ?? "")?.name ?? "";
  engine.log(
    {
      code: 850,
      description: `User/Group ${subject}, Namespace *, Authorization provider: ${person?.domain ?? ""} was granted permission for Role ${role.name} on VM ${vm.settings.name}, by ${userName(caller.user)}.`,
    },
    vm,
    caller,
  );
  return permission;
}

export function revoke(engine: Engine, caller: Caller, vm: Vm, permission: Permission): void {
  engine.permissions.delete(permission.id);
  const role = engine.roles.get(permission.role)?.name ?? "";
  const person = permission.user === undefined ? undefined : engine.users.get(permission.user);
  engine.log(
    {
      code: 852,
      description: `User/Group ${person?.firstName ?? ""} Role ${role} permission was removed from VM ${vm.settings.name} by ${userName(caller.user)}`,
    },
    vm,
    caller,
  );
}

/** What stands on a VM: its own and those for the whole system. */
export function permissionsOn(engine: Engine, vm: Vm): Permission[] {
  return [...engine.permissions.values()].filter(
    permission =>
      permission.vm === vm.id || (permission.vm === undefined && permission.template === undefined),
  );
}
