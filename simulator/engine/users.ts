/**
 * @module Taking people of the directory into the engine.
 */

import type { UserBody } from "../api/types/user";
import type { User } from "./directory";
import type { Engine } from "./engine";
import { entityNotFound, incomplete } from "./fault";

export function addUser(engine: Engine, request: UserBody): User {
  const name = request.user_name ?? request.principal;
  const domain = request.domain?.name ?? request.domain?.id;
  if (name === undefined) {
    throw incomplete("User", "userName", "add");
  }
  if (domain === undefined) {
    throw incomplete("User", "domain.id|name", "add");
  }
  const principal = name.endsWith(`@${domain}`) ? name.slice(0, -domain.length - 1) : name;
  const user = [...engine.users.values()].find(
    candidate => candidate.principal === principal && candidate.domain === domain,
  );
  if (user === undefined) {
    throw entityNotFound(`ADUSER@${domain}:: username=${principal}`);
  }
  user.added = true;
  return user;
}
