/**
 * @module Taking people of the directory into the engine.
 */

import type { UserBody } from "../api/types/user";
import type { User } from "./directory";
import type { Engine } from "./engine";
import { entityNotFound, incomplete } from "./fault";

export function addUser(engine: Engine, request: UserBody): User {
  if (request.user_name === undefined) {
    throw incomplete("User", "userName", "add");
  }
  const people = [...engine.users.values()];
  const domain = request.domain?.name ?? request.domain?.id ?? domainIn(request.user_name, people);
  if (domain === undefined) {
    throw incomplete("User", "domain.id|name", "add");
  }
  const user = findIn(
    people.filter(person => person.domain === domain),
    domain,
    { ...request, user_name: request.user_name },
  );
  user.added = true;
  return user;
}

function domainIn(userName: string, people: readonly User[]): string | undefined {
  return people.find(({ domain }) => userName.endsWith(`@${domain}`))?.domain;
}

/** By identity where it is given, else the first of the name (BackendUsersResource.findDirectoryUser). */
function findIn(people: readonly User[], domain: string, request: UserBody & { user_name: string }): User {
  const entry = request.domain_entry_id ?? request.id;
  if (entry !== undefined) {
    const id = Buffer.from(entry, "hex").toString();
    return found(
      people.find(person => person.id === id),
      id,
    );
  }
  const { principal } = request;
  if (principal !== undefined) {
    return found(
      people.find(person => isSame(person.principal, principal)),
      principal,
    );
  }
  const name = request.user_name.endsWith(`@${domain}`)
    ? request.user_name.slice(0, -domain.length - 1)
    : request.user_name;
  // A space ends the word that is searched for.
  const first = people.find(person => !/\s/.test(name) && isSame(person.name, name));
  return found(first, `ADUSER@${domain}:: username=${name}`);
}

function found(user: User | undefined, wanted: string): User {
  if (user === undefined) {
    throw entityNotFound(wanted);
  }
  return user;
}

/** Case makes no difference to a directory. */
function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
