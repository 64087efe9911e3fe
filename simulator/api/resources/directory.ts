/**
 * @module Users, groups, roles and domains.
 */

import type { Group, Role, User } from "../../engine/directory";
import { userName } from "../../engine/directory";
import { notFound } from "../../engine/fault";
import { addUser } from "../../engine/users";
import type { Fields } from "../../search/match";
import { complete } from "../action";
import { find } from "../find";
import { emptyNoun, nouns } from "../nouns";
import { type Call, created, get, list, one, type Route, receive, remove } from "../route";
import { user as userType } from "../types/user";
import { directoryUserBody, domainBody, groupBody, roleBody, userBody } from "../views/directory-view";
import { found } from "./lookup";

const userFields: Fields<User> = {
  name: user => user.firstName,
  usrname: user => [user.principal, userName(user)],
  lastname: user => user.lastName || undefined,
  id: user => user.id,
  email: user => `${user.principal}@localhost`,
  domain: user => user.domain,
};

/**
 * A directory's people have fewer fields, by other names, and what they log in with is none of them
 * (AdUserConditionFieldAutoCompleter, ADSyntaxChecker and SearchParsingUtils in the engine's source).
 */
const directoryFields: Fields<User> = {
  name: user => user.firstName,
  username: user => user.name,
  // The full name is the one that is shown, too.
  allnames: user => [user.firstName, user.lastName || undefined, user.name],
};

const groupFields: Fields<Group> = { name: group => group.name, id: group => group.id };
const roleFields: Fields<Role> = { name: role => role.name, id: role => role.id };

function domains(call: Call<unknown>): string[] {
  return [...new Set([...call.engine.users.values()].map(user => user.domain))];
}

function domainOf(call: Call<unknown>): string {
  return found(domains(call).find(domain => domainBody(domain).id === call.parts.domain));
}

/** The directory is searched by named fields only. */
function inDirectory(call: Call<unknown>): User[] {
  const domain = domainOf(call);
  const people = [...call.engine.users.values()].filter(user => user.domain === domain);
  const search = call.query.get("search");
  return search !== null && !search.includes("=") ? [] : find(call, people, directoryFields);
}

export const directoryRoutes: Route[] = [
  get("/users", call => {
    const known = [...call.engine.users.values()]
      .filter(user => user.added)
      .sort((a, b) => (a.firstName < b.firstName ? -1 : 1));
    return list(nouns.user, find(call, known, userFields).map(userBody));
  }),
  receive("POST", "/users", "users add", userType, call =>
    created(nouns.user, userBody(addUser(call.engine, call.body))),
  ),
  get("/users/:user", call => {
    const user = found(call.engine.users.get(call.parts.user ?? ""));
    return one(nouns.user, userBody(found(user.added ? user : undefined)));
  }),
  remove("/users/:user", call => {
    const user = found(call.engine.users.get(call.parts.user ?? ""));
    if (!user.added) {
      throw notFound();
    }
    user.added = false;
    return complete({}, undefined);
  }),
  ...["roles", "permissions", "tags", "groups", "options"].map(collection =>
    get(`/users/:user/${collection}`, () => list(emptyNoun(collection), [])),
  ),
  get("/groups", call =>
    list(nouns.group, find(call, [...call.engine.groups.values()], groupFields).map(groupBody)),
  ),
  get("/groups/:group", call =>
    one(nouns.group, groupBody(found(call.engine.groups.get(call.parts.group ?? "")))),
  ),
  get("/roles", call =>
    list(nouns.role, find(call, [...call.engine.roles.values()], roleFields).map(roleBody)),
  ),
  get("/roles/:role", call => one(nouns.role, roleBody(found(call.engine.roles.get(call.parts.role ?? ""))))),
  get("/domains", call => list(nouns.domain, domains(call).map(domainBody))),
  get("/domains/:domain", call => one(nouns.domain, domainBody(domainOf(call)))),
  get("/domains/:domain/users", call => list(nouns.user, inDirectory(call).map(directoryUserBody))),
  get("/domains/:domain/groups", () => list(nouns.group, [])),
];
