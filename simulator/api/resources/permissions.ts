/**
 * @module `/vms/:vm/permissions`.
 */

import { grant, permissionsOn, revoke } from "../../engine/permissions";
import { complete } from "../action";
import { nouns } from "../nouns";
import { created, get, list, one, type Route, receive, remove } from "../route";
import { permission as permissionType } from "../types/permission";
import { permissionBody } from "../views/directory-view";
import { found, maybeVm, vmOf } from "./lookup";

const path = "/vms/:vm/permissions";

export const permissionRoutes: Route[] = [
  get(path, call => {
    const vm = vmOf(call);
    return list(
      nouns.permission,
      permissionsOn(call.engine, vm).map(permission => permissionBody(permission, vm)),
    );
  }),
  receive("POST", path, "assigned_permissions add", permissionType, call => {
    const vm = maybeVm(call);
    const permission = grant(call.engine, call.caller, vm, call.body);
    return created(nouns.permission, permissionBody(permission, found(vm), true));
  }),
  get(`${path}/:permission`, call => {
    const vm = vmOf(call);
    const permission = permissionsOn(call.engine, vm).find(({ id }) => id === call.parts.permission);
    return one(nouns.permission, permissionBody(found(permission), vm));
  }),
  remove(`${path}/:permission`, call => {
    const vm = vmOf(call);
    const permission = permissionsOn(call.engine, vm).find(({ id }) => id === call.parts.permission);
    revoke(call.engine, call.caller, vm, found(permission));
    return complete({}, undefined);
  }),
];
