/**
 * @module Users, groups, roles and permissions.
 */

export interface User {
  id: string;
  principal: string;
  firstName: string;
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

/** `admin@internal-authz` */
export function userName(user: User): string {
  return `${user.principal}@${user.domain}`;
}
