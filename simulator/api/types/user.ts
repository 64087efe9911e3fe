/**
 * @module Users, groups and the directory domains that they come from.
 */

import { boolean, entity, later, list, type Of, text } from "../schema";
import { reference } from "./reference";

export const domain = entity("Domain", {
  users: list("user", reference("User")),
  groups: list("group", reference("Group")),
});

export const user = entity("User", {
  department: text,
  domain_entry_id: text,
  email: text,
  last_name: text,
  logged_in: boolean,
  namespace: text,
  password: text,
  principal: text,
  user_name: text,
  domain: later(() => domain),
  groups: list("group", reference("Group")),
});

export const group = entity("Group", {
  domain_entry_id: text,
  namespace: text,
  domain: later(() => domain),
});

export type UserBody = Of<typeof user>;
export type GroupBody = Of<typeof group>;
export type DomainBody = Of<typeof domain>;
