/**
 * @module The role that thin clients get on the VMs of an old room. The old tool knew one alone, which its sites had to
 * make themselves (docs/facts/original.md); an engine without it has the role that ours gives.
 */

import { Engine } from "../../ovirt/engine";
import { parseConnection } from "../../room/settings/parse-settings";
import { readBytes } from "../read-bytes";
import type { RawSettings } from "../settings/stack-settings";

const oldRole = "UserRoleWithReconnect";

/** The settings of an old room, in our words. */
export type MovedSettings = RawSettings & {
  readonly groups: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
};

export interface WithRole {
  readonly settings: MovedSettings;
  /** What was decided, and why; none when no group has such an account. */
  readonly notes: readonly string[];
}

/** @param settings whose paths are absolute */
export async function withThinClientRole(settings: MovedSettings): Promise<WithRole> {
  const hasAccount = (group: Readonly<Record<string, unknown>>) => group.thinClientUser !== "none";
  if (!Object.values(settings.groups).some(hasAccount)) return { settings, notes: [] };
  const roles = await rolesOf(settings);
  if (!roles?.includes(oldRole)) {
    const reason = roles ? `the engine has no ${oldRole}` : `the engine could not be asked for ${oldRole}`;
    return { settings, notes: [`tc_user gets the role UserRole: ${reason}`] };
  }
  const groups = Object.entries(settings.groups).map(([name, group]) => [
    name,
    hasAccount(group) ? { ...group, thinClientRole: oldRole } : group,
  ]);
  return { settings: { ...settings, groups: Object.fromEntries(groups) }, notes: [] };
}

/** Names of the roles that the engine has; undefined when it does not say: whatever comes next tells why. */
async function rolesOf(raw: MovedSettings): Promise<string[] | undefined> {
  const { settings } = parseConnection(raw);
  if (!settings) return undefined;
  const { url, username, password, caFile } = settings.engine;
  const ca = readBytes(caFile).toString("utf8");
  const engine = new Engine({ base: url, username, password, ca, outage: 2000 });
  try {
    return (await engine.permissions.roles()).map(role => role.name);
  } catch {
    return undefined;
  } finally {
    await engine.close();
  }
}
