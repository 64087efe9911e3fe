/**
 * @module What a request for a new VM names: its template, its cluster, its disks. They have to be there.
 */

import type { VmBody } from "../api/types/vm";
import type { Caller } from "./caller";
import type { Engine } from "./engine";
import { EngineFault, entityNotFound, incomplete, invalid, notFound } from "./fault";
import { isUuid } from "./ids";
import type { Cluster } from "./inventory";
import { mayUseTemplate } from "./may";
import type { Template } from "./template";

export function requireFields(request: VmBody): void {
  const given = {
    name: request.name !== undefined && request.name !== "",
    "template.id|name": request.template?.id !== undefined || request.template?.name !== undefined,
    "cluster.id|name": request.cluster?.id !== undefined || request.cluster?.name !== undefined,
  };
  const missing = Object.entries(given).flatMap(([field, there]) => (there ? [] : [field]));
  if (missing.length > 0) {
    throw incomplete("Vm", missing.join(", "), "add");
  }
}

function requireUuid(id: string): void {
  if (!isUuid(id)) {
    throw new EngineFault(400, "Operation failed", `Invalid UUID string: ${id}`);
  }
}

export function wantedTemplate(engine: Engine, caller: Caller, request: VmBody): Template {
  const { id, name } = request.template ?? {};
  if (id !== undefined) {
    requireUuid(id);
  }
  const byName = [...engine.templates.values()]
    .filter(template => template.settings.name === name)
    .sort((a, b) => b.versionNumber - a.versionNumber)[0];
  const template = id === undefined ? byName : engine.templates.get(id);
  if (template === undefined || !mayUseTemplate(engine, caller, template)) {
    throw entityNotFound("GetVmTemplate");
  }
  return template;
}

export function wantedCluster(engine: Engine, request: VmBody): Cluster {
  const { id, name } = request.cluster ?? {};
  if (id !== undefined) {
    requireUuid(id);
    const cluster = engine.clusters.get(id);
    if (cluster === undefined) {
      throw entityNotFound("GetClusterById");
    }
    return cluster;
  }
  const cluster = [...engine.clusters.values()].find(candidate => candidate.name === name);
  if (cluster === undefined) {
    throw entityNotFound(`Cluster: name=${name}`);
  }
  return cluster;
}

/** Disk attachments of a create may only name disks of the template. */
export function checkDisks(engine: Engine, template: Template, request: VmBody): void {
  for (const attachment of request.disk_attachments ?? []) {
    const id = attachment.disk?.id;
    if (id !== undefined && !template.disks.some(disk => disk.id === id)) {
      throw notFound();
    }
    for (const wanted of attachment.disk?.storage_domains ?? []) {
      const known = [...engine.storageDomains.values()];
      if (!known.some(domain => domain.id === wanted.id || domain.name === wanted.name)) {
        throw notFound();
      }
    }
  }
}

export function checkSpace(engine: Engine, template: Template, clone: boolean): void {
  for (const disk of template.disks) {
    const domain = engine.storageDomains.get(disk.storageDomain);
    const needed = clone ? disk.actual : 1024 * 1024 * 1024;
    if (domain !== undefined && domain.available < needed) {
      throw invalid(`Cannot add VM. Low disk space on Storage Domain ${domain.name}.`);
    }
  }
}
