/**
 * @module A role.
 */

import { boolean, entity, type Of } from "../schema";

export const role = entity("Role", { administrative: boolean, mutable: boolean });

export type RoleBody = Of<typeof role>;
