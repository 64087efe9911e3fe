/** @module Choosing from what the engine has: the template's version, the vNIC profile of a network. */

interface Version {
  readonly version: number;
  readonly status: string;
}

/**
 * The template that a room is made from: of this version, or the newest that is ready, as the next one may just be being made.
 *
 * @returns one that is not ready only when it was asked for, or when there is no other
 */
export function chooseTemplate<T extends Version>(
  templates: readonly T[],
  version: number | undefined,
): T | undefined {
  const newestFirst = templates.toSorted((a, b) => b.version - a.version);
  if (version !== undefined) return newestFirst.find(template => template.version === version);
  return newestFirst.find(({ status }) => status === "ok") ?? newestFirst[0];
}

interface Placed {
  readonly clusterId: string | undefined;
}

export interface KnownCluster {
  readonly id: string;
  readonly name: string;
  readonly dataCenterId: string | undefined;
}

/**
 * What of these is in the data center of a cluster: names of templates and of VMs are unique there, and repeat in others.
 * What is in no cluster, or in one that the account does not see, may be anywhere.
 */
export function inSameDataCenter<T extends Placed>(
  things: readonly T[],
  clusterName: string,
  clusters: readonly KnownCluster[],
): T[] {
  const here = clusters.find(cluster => cluster.name === clusterName)?.dataCenterId;
  return things.filter(thing => {
    const itsCluster = clusters.find(cluster => cluster.id === thing.clusterId);
    return itsCluster === undefined || itsCluster.dataCenterId === here;
  });
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
 * The vNIC profiles that fit: names repeat across data centers (docs/facts/ovirt.md). Where a network has several, the one
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
