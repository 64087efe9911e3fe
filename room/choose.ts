/** @module Choosing from what the engine has: the template's version, the vNIC profile of a network. */

/** The template that a room is made from: of this version, or the newest. */
export function chooseTemplate<T extends { readonly version: number }>(
  templates: readonly T[],
  version: number | undefined,
): T | undefined {
  const fitting = templates.filter(template => version === undefined || template.version === version);
  return fitting.sort((a, b) => b.version - a.version)[0];
}

interface Profile {
  readonly name: string;
  readonly networkName: string;
  readonly dataCenterId: string | undefined;
}

export interface WantedProfile {
  readonly networkName: string;
  readonly vnicProfile: string | undefined;
  readonly dataCenterId: string | undefined;
}

/**
 * The vNIC profiles that fit: names repeat across data centers (facts/ovirt.md). Where a network has several, the one
 * of the network's own name is meant.
 */
export function fittingProfiles<T extends Profile>(profiles: readonly T[], wanted: WantedProfile): T[] {
  const fitting = profiles.filter(
    profile => profile.networkName === wanted.networkName && profile.dataCenterId === wanted.dataCenterId,
  );
  const name = wanted.vnicProfile;
  if (name !== undefined) return fitting.filter(profile => profile.name === name);
  const namesake = fitting.filter(profile => profile.name === wanted.networkName);
  return namesake.length === 1 ? namesake : fitting;
}
