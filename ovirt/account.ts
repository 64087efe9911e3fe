/**
 * @module The ways in which people write an account, and which user of the engine one means.
 *
 * The engine lists a user as `principal@provider`, by its authorization provider. In an Active Directory the principal has
 * a domain of its own: `tc@school.example@school-authz`. People write that, or what they log in with: the profile instead
 * of the provider, which is called `internal` where the provider is `internal-authz`, or the principal alone with its
 * domain. Case makes no difference to a directory.
 *
 * A directory's own answer lists `name@provider` instead, with the full name of an Active Directory's user, as
 * `Thin Client@school-authz`: the name is another's principal in the worst case, so only the principal counts
 * (docs/facts/ovirt.md).
 */

import { type Json, object, text } from "./json";

/** Who a user is, in the engine's own list and in a directory's. */
export interface Identity {
  readonly principal: string;
  readonly provider: string;
}

/** A user without a principal goes by its name, as in the engine (DbUser in the engine's source). */
export function identityOf(user: Json): Identity {
  const listed = text(user, "user_name") ?? "";
  const provider = text(object(user, "domain"), "name") ?? afterLast(listed);
  return { principal: text(user, "principal") ?? beforeProvider(listed, provider) ?? listed, provider };
}

/** The user among these that is meant: the one who is exactly so called, else the only one that it can mean. */
export function userOf(users: readonly Json[], account: string): Json | undefined {
  const exact = users.find(user => {
    const { principal, provider } = identityOf(user);
    return `${principal}@${provider}` === account;
  });
  if (exact) return exact;
  const meant = users.filter(user => isMeant(identityOf(user), account));
  return meant.length === 1 ? meant[0] : undefined;
}

function isMeant({ principal, provider }: Identity, account: string): boolean {
  const profile = profileOf(provider);
  const written = [`${principal}@${provider}`, `${principal}@${profile}`];
  if (principal.includes("@")) {
    written.push(principal);
    const local = localPart(principal);
    // Where the profile is a domain, a name without one is of that domain, and no namesake of another.
    if (!isDomain(profile) || isSame(principal, `${local}@${profile}`))
      written.push(`${local}@${provider}`, `${local}@${profile}`);
  }
  return written.some(one => isSame(one, account));
}

/** Where in a directory to look for an account. */
export interface Place {
  readonly provider: string;
  /** Names under which the directory may have it, the likeliest first. */
  readonly names: readonly string[];
}

/** @param providers the engine's authorization providers, by the names of its domains */
export function placesOf(account: string, providers: readonly string[]): Place[] {
  const places = providers.flatMap(provider => {
    const profile = profileOf(provider);
    const listed = beforeProvider(account, provider);
    if (listed !== undefined) return [placeOf(provider, formsOf(listed, profile))];
    const atLogin = beforeProvider(account, profile);
    if (atLogin === undefined) return [];
    return [placeOf(provider, [...formsOf(atLogin, profile), account])];
  });
  return places.length > 0 ? places : providers.map(provider => placeOf(provider, [account]));
}

/** An Active Directory is often called by its domain, and has its people under names that have none. */
function formsOf(name: string, profile: string): string[] {
  return name.includes("@") || !isDomain(profile) ? [name] : [name, `${name}@${profile}`];
}

/** As written, without a domain, and by the last name of `first.last`, which is how many logins are made. */
function placeOf(provider: string, forms: readonly string[]): Place {
  const locals = forms.map(localPart);
  const lastNames = locals
    .map(local => local.split(/[._-]/).at(-1) ?? "")
    .filter(name => /\p{L}{2}/u.test(name));
  const names = new Set([...forms, ...locals, ...lastNames]);
  // What stands for anything, or ends a word of a search, would find a whole directory, or nobody.
  return { provider, names: [...names].filter(name => /^[^\s*"]+$/.test(name)) };
}

/** The engine's own people are listed by the names that they log in with. */
export function isInternal(provider: string): boolean {
  return provider === "internal-authz" || provider === keycloak.provider;
}

/** The one provider of oVirt's making that is not called by its profile (constants.py of ovirt-engine-keycloak). */
const keycloak = { provider: "internalkeycloak-authz", profile: "internalsso" };

function profileOf(provider: string): string {
  return provider === keycloak.provider ? keycloak.profile : provider.replace(/-authz$/i, "");
}

function beforeProvider(account: string, provider: string): string | undefined {
  const end = `@${provider}`.toLowerCase();
  return account.toLowerCase().endsWith(end) ? account.slice(0, -end.length) : undefined;
}

function isDomain(profile: string): boolean {
  return profile.includes(".");
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

export function localPart(account: string): string {
  return account.split("@")[0] ?? "";
}

function afterLast(account: string): string {
  return account.slice(account.lastIndexOf("@") + 1);
}
