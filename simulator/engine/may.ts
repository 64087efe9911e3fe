/**
 * @module What a user may see. Administrators see everything; others what a permission of theirs, or of a group, names.
 */

import type { Caller } from "./caller";
import type { User } from "./directory";
import type { Engine } from "./engine";
import { zeroId } from "./ids";
import type { Template } from "./template";
import type { Vm } from "./vm";

export function maySeeVm(engine: Engine, caller: Caller, vm: Vm): boolean {
  if (caller.user.administrator) {
    return true;
  }
  for (const permission of engine.permissions.values()) {
    if (permission.vm === vm.id && permission.user === caller.user.id) {
      return true;
    }
  }
  return false;
}

export function mayUseTemplate(engine: Engine, caller: Caller, template: Template): boolean {
  if (caller.user.administrator || template.id === zeroId) {
    return true;
  }
  for (const permission of engine.permissions.values()) {
    if (permission.template === template.id && permission.user === caller.user.id) {
      return true;
    }
  }
  return false;
}

/** Anything at all lets log in, if it is given to the user himself: what Everyone has does not count. */
export function mayLogIn(engine: Engine, user: User): boolean {
  if (user.administrator) {
    return true;
  }
  for (const permission of engine.permissions.values()) {
    if (permission.user === user.id) {
      return true;
    }
  }
  return false;
}
