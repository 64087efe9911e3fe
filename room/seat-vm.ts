/**
 * @module Whose the VM is that has the name of a seat: what decides which VMs are changed, reset and deleted, and which
 * are left alone.
 */

import { inSameDataCenter, type KnownCluster } from "./choose";
import { type Marker, type Owner, owns, parseMarker } from "./marker";

/** What has to be known of a VM. */
interface NamedVm {
  readonly name: string;
  readonly clusterId: string | undefined;
  readonly comment: string;
}

/** A VM that carries the marker of a seat of the room. */
export interface OwnVm<V> {
  readonly vm: V;
  readonly marker: Marker;
}

/** What is on the engine in place of a seat. */
export type SeatVm<V> =
  | ({ readonly whose: "ours" } & OwnVm<V>)
  | { readonly whose: "foreign"; readonly vm: V }
  | { readonly whose: "nobody" };

/**
 * A VM that carries the seat's own marker, wherever it is; else one of others that is in its way.
 *
 * @param vms any VMs
 * @param cluster name of the seat's cluster
 */
export function seatVm<V extends NamedVm>(
  owner: Owner,
  vms: readonly V[],
  cluster: string,
  clusters: readonly KnownCluster[],
): SeatVm<V> {
  const own = ownVm(owner, vms);
  if (own) return { whose: "ours", ...own };
  const vm = inTheWay(owner, vms, cluster, clusters);
  return vm ? { whose: "foreign", vm } : { whose: "nobody" };
}

/** The VM that is the seat's: it has both its name and its marker, since a copy that somebody makes has the marker too. */
export function ownVm<V extends NamedVm>(owner: Owner, vms: readonly V[]): OwnVm<V> | undefined {
  for (const vm of namesakes(owner, vms)) {
    const marker = parseMarker(vm.comment);
    if (owns(owner, marker)) return { vm, marker };
  }
  return undefined;
}

/**
 * Whether a VM that was made as the seat's is another's by now: it has neither the seat's marker nor its name. What has one of
 * both may be the seat's still, and nobody makes another machine in its place.
 */
export function isTakenOver(owner: Owner, { name, comment }: NamedVm): boolean {
  return name !== owner.seat && !owns(owner, parseMarker(comment));
}

/** A VM of others where the seat's has to be: the engine would not have two of a name in one data center. */
export function inTheWay<V extends NamedVm>(
  owner: Owner,
  vms: readonly V[],
  cluster: string,
  clusters: readonly KnownCluster[],
): V | undefined {
  const others = namesakes(owner, vms).filter(vm => !owns(owner, parseMarker(vm.comment)));
  return inSameDataCenter(others, cluster, clusters)[0];
}

function namesakes<V extends NamedVm>({ seat }: Owner, vms: readonly V[]): V[] {
  return vms.filter(vm => vm.name === seat);
}
