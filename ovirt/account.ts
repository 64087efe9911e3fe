/**
 * @module The ways in which people write an account, and which user of the engine one means.
 *
 * The engine lists a user as `name@provider`, by its authorization provider. In an Active Directory the name has a domain
 * of its own: `tc@school.example@school-authz`. People write that, or what they log in with: the profile instead of the
 * provider, which is called `internal` where the provider is `internal-authz`, or the name alone with its domain. Case
 * makes no difference to a directory.
 */

import { type Json, object, text } from "./json";

/** The user among these that is meant: the one so listed, else the only one that it can mean. */
export function userOf(users: readonly Json[], account: string): Json | undefined {
  const exact = users.find(user => text(user, "user_name") === account);
  if (exact) return exact;
  const meant = users.filter(user => isMeant(user, account));
  return meant.length === 1 ? meant[0] : undefined;
}

function isMeant(user: Json, account: string): boolean {
  const listed = text(user, "user_name") ?? "";
  const provider = text(object(user, "domain"), "name") ?? afterLast(listed);
  const name = listed.toLowerCase().endsWith(`@${provider.toLowerCase()}`)
    ? listed.slice(0, -provider.length - 1)
    : listed;
  const places = [provider, profileOf(provider)];
  const names = name.includes("@") ? [name, localPart(name)] : [name];
  const written = names.flatMap(one => places.map(place => `${one}@${place}`));
  if (name.includes("@")) written.push(name);
  return written.some(one => one.toLowerCase() === account.toLowerCase());
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
    const before = beforeProvider(account, provider);
    if (before !== undefined) return [{ provider, names: namesIn(before, profile) }];
    const atLogin = beforeProvider(account, profile);
    if (atLogin === undefined) return [];
    return [{ provider, names: [...new Set([...namesIn(atLogin, profile), account])] }];
  });
  return places.length > 0 ? places : providers.map(provider => ({ provider, names: [account] }));
}

/** An Active Directory is often called by its domain. */
function namesIn(name: string, profile: string): string[] {
  return name.includes("@") || !profile.includes(".") ? [name] : [`${name}@${profile}`, name];
}

function beforeProvider(account: string, provider: string): string | undefined {
  const end = `@${provider}`.toLowerCase();
  return account.toLowerCase().endsWith(end) ? account.slice(0, -end.length) : undefined;
}

function profileOf(provider: string): string {
  return provider.replace(/-authz$/i, "");
}

export function localPart(account: string): string {
  return account.split("@")[0] ?? "";
}

function afterLast(account: string): string {
  return account.slice(account.lastIndexOf("@") + 1);
}
