/** @module What is to be said of what a room's VMs run on and lie on: it passes, so a preview does not look at it. */

import { Lookups } from "../../dynamic-providers/conversation/lookups";
import type { Engine } from "../../ovirt/engine";
import type { DataCenter, Host, StorageDomain } from "../../ovirt/site";
import type { GroupSettings } from "../../room/settings/settings";
import { formatSize } from "../../room/text/size";
import { type Examination, fail, ok } from "./examination";

export async function examineSite(
  examination: Examination,
  engine: Engine,
  groups: readonly GroupSettings[],
): Promise<void> {
  const lookups = new Lookups(engine);
  const names = [...new Set(groups.map(({ cluster }) => cluster))];
  await examination.look("Hosts", async () => {
    const hosts = await engine.site.hosts();
    const clusters = await Promise.all(names.map(name => lookups.cluster(name)));
    return [true, ...clusters.map(({ id, name }) => judgeHosts(name, onCluster(hosts, id)))];
  });
  await examination.look("Storage", async () => {
    const centers = await engine.site.dataCenters();
    const clusters = await Promise.all(names.map(name => lookups.cluster(name)));
    const used = centers.filter(({ id }) => clusters.some(({ dataCenterId }) => dataCenterId === id));
    const disks = await disksOf(engine, lookups, groups);
    return [true, ...judgeStorage(used, disks)];
  });
}

function onCluster(hosts: readonly Host[], id: string): Host[] {
  return hosts.filter(({ clusterId }) => clusterId === id);
}

/** A disk of a template, and the storage domains that have it. */
export interface TemplateDisk {
  readonly template: string;
  readonly domains: readonly StorageDomain[];
}

async function disksOf(
  engine: Engine,
  lookups: Lookups,
  groups: readonly GroupSettings[],
): Promise<TemplateDisk[]> {
  const domains = await engine.site.storageDomains();
  const templates = await Promise.all(
    groups.map(group => lookups.template(group.templateName, group.templateVersion, group.cluster)),
  );
  const distinct = [...new Map(templates.map(({ id, name }) => [id, name]))];
  const disks = await Promise.all(
    distinct.map(async ([id, name]) => {
      const ofDisks = await engine.site.domainsOfDisks(id, name);
      return ofDisks.map(ids => ({ template: name, domains: domains.filter(one => ids.includes(one.id)) }));
    }),
  );
  return disks.flat();
}

/** @param hosts those of the cluster */
export function judgeHosts(cluster: string, hosts: readonly Host[]) {
  const up = hosts.filter(({ status }) => status === "up");
  if (up.length > 0) return ok(`hosts of cluster ${cluster} that are up: ${up.length} of ${hosts.length}`);
  const others = hosts.map(({ name, status }) => `${name} is ${status}`).join(", ") || "there is none";
  return fail(
    `no host of cluster ${cluster} is up: ${others}`,
    "Activate one in the engine, or see in its events why it is not up",
  );
}

/** @param centers those of the room @param disks those of the room's templates */
export function judgeStorage(centers: readonly DataCenter[], disks: readonly TemplateDisk[]) {
  const faults = [
    ...centers.filter(({ status }) => status !== "up").map(notUp),
    ...disks.filter(({ domains }) => domains.length > 0 && domains.every(isFull)).map(tooFull),
  ];
  if (faults.length > 0) return faults;
  const domains = new Map(disks.flatMap(disk => disk.domains.map(domain => [domain.name, domain])));
  const free = [...domains.values()].flatMap(({ name, available }) =>
    available === undefined ? [] : [`${name} has ${formatSize(available)} free`],
  );
  return [ok(["the data center is up", ...free].join(", "))];
}

const isFull = ({ available, blockedBelow }: StorageDomain) =>
  available !== undefined && available < blockedBelow;

function notUp({ name, status }: DataCenter) {
  return fail(
    `data center ${name} is ${status.replaceAll("_", " ")}`,
    "See its hosts and storage domains in the engine",
  );
}

function tooFull({ template, domains }: TemplateDisk) {
  const free = domains.map(({ name, available = 0, blockedBelow }) => {
    return `${name} has ${formatSize(available)} free and needs ${formatSize(blockedBelow)}`;
  });
  return fail(
    `the engine makes no disk where template ${template} lies: ${free.join(", ")}`,
    "Make room there, or copy the template's disk to another storage domain",
  );
}
