/**
 * @module Users, groups, roles and permissions.
 */

export interface User {
  id: string;
  /** What somebody logs in with: in an Active Directory the user principal name. */
  principal: string;
  /** What the directory calls somebody: in an Active Directory the full name. */
  name: string;
  firstName: string;
  lastName: string;
  domain: string;
  administrator: boolean;
  /** In the engine's database; the directory may know more people. */
  added: boolean;
}

export interface Group {
  id: string;
  name: string;
  entryId: string;
}

export interface Role {
  id: string;
  name: string;
  description: string;
  administrative: boolean;
}

export interface Permission {
  id: string;
  role: string;
  user?: string;
  group?: string;
  /** The object; none: the whole system. */
  vm?: string;
  template?: string;
}

/** `admin@internal-authz`: as the engine's database has it. */
export function userName(user: User): string {
  return `${user.principal}@${user.domain}`;
}

/** `Thin Client@school-authz`: as the directory has it. */
export function nameInDirectory(user: User): string {
  return `${user.name}@${user.domain}`;
}
