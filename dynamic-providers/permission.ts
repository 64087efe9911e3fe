/** @module Permission: the thin-client account's role on a seat's VM. */

import type { Provider, SeatInputs } from "./provider";
import { readOwned } from "./steps/owned-vm";

export interface PermissionInputs extends SeatInputs {
  readonly vmId: string;
  /** `user@authz`. */
  readonly account: string;
  readonly role: string;
}

export const permissionProvider: Provider<PermissionInputs, PermissionInputs> = {
  kind: "Permission",
  replacedBy: ["owner", "vmId", "account", "role"],
  updatedBy: [],

  async create(inputs, context) {
    const { conversation, seat, show } = context;
    await readOwned(inputs.vmId, context, `giving a permission on ${seat}`);
    const [roleId, userId] = await Promise.all([
      conversation.lookups.roleId(inputs.role),
      conversation.lookups.userId(inputs.account),
    ]);
    show(`giving ${inputs.role} to ${inputs.account}`);
    const permission = await conversation.engine.permissions.create(inputs.vmId, seat, roleId, userId);
    return { id: permission.id, state: inputs };
  },

  async read(id, state, { conversation, owner, seat }) {
    if (!(await conversation.known.listed(owner, state.vmId))) return undefined;
    const there = await conversation.engine.permissions.list(state.vmId, seat);
    return there.some(permission => permission.id === id) ? state : undefined;
  },

  async delete(id, state, context) {
    const { conversation, owner, seat } = context;
    if (!(await conversation.engine.vms.find(state.vmId, seat))) return;
    await readOwned(state.vmId, context, `taking a permission on ${owner.seat} away`);
    const there = await conversation.engine.permissions.list(state.vmId, seat);
    if (there.some(permission => permission.id === id)) {
      await conversation.engine.permissions.delete(state.vmId, seat, id);
    }
  },
};
