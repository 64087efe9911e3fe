/** @module The names of the built-in Administrator and of the group Administrators, which depend on the language of Windows. */

/** English first, then French, Spanish and Portuguese, Swedish, Finnish, Hungarian, Russian; most other languages keep the English one. */
const ACCOUNTS = [
  ...["Administrator", "Administrateur", "Administrador", "Administratör", "Järjestelmänvalvoja"],
  ...["Rendszergazda", "Администратор"],
].map(name => name.toUpperCase());

/** Beginnings, for groups are in the plural: `Administrators`, `Administrateurs`, `Administradores`, `Amministratori`. */
const GROUPS = /(?:^|;)\s*(?:Administra[td]|Amministrat|Järjestelmänvalvoj|Rendszergazd|Администратор)/i;

/** Whether an account is the built-in one, by its name. */
export function isBuiltInAdministrator(name: string): boolean {
  return ACCOUNTS.includes(name.toUpperCase());
}

/** @param groups as they stand in `Group` of an account, with `;` between them */
export function hasAdministrators(groups: string | undefined): boolean {
  return GROUPS.test(groups ?? "");
}
