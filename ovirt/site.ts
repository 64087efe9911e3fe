/** @module What VMs run on and lie on: hosts, data centers, storage domains. The engine shows all of it to administrators. */

import type { Api } from "./api";
import { type Json, list, number, object, requiredText, text } from "./json";

export interface Host {
  readonly name: string;
  readonly clusterId: string | undefined;
  /** `up`, `maintenance`, `non_operational`, ... */
  readonly status: string;
}

export interface DataCenter {
  readonly id: string;
  readonly name: string;
  /** `up`, `not_operational`, `problematic`, ... */
  readonly status: string;
}

export interface StorageDomain {
  readonly id: string;
  readonly name: string;
  /** Bytes; undefined where the engine does not know. */
  readonly available: number | undefined;
  /** Bytes that have to be available, or the engine makes no disk and no snapshot there. */
  readonly blockedBelow: number;
}

export class Site {
  constructor(private readonly api: Pick<Api, "get">) {}

  async hosts(): Promise<Host[]> {
    const answer = await this.api.get("/hosts", {}, "reading the hosts");
    return list(answer, "host").map(host => ({
      name: requiredText(host, "name"),
      clusterId: text(object(host, "cluster"), "id"),
      status: text(host, "status") ?? "",
    }));
  }

  async dataCenters(): Promise<DataCenter[]> {
    const answer = await this.api.get("/datacenters", {}, "reading the data centers");
    return list(answer, "data_center").map(center => ({
      id: requiredText(center, "id"),
      name: requiredText(center, "name"),
      status: text(center, "status") ?? "",
    }));
  }

  async storageDomains(): Promise<StorageDomain[]> {
    const answer = await this.api.get("/storagedomains", {}, "reading the storage domains");
    return list(answer, "storage_domain").map(toStorageDomain);
  }

  /** For each disk of a template the ids of the storage domains that have it: a thin disk of a VM lies in one of them, too. */
  async domainsOfDisks(templateId: string, name: string): Promise<string[][]> {
    const path = `/templates/${encodeURIComponent(templateId)}/diskattachments`;
    const answer = await this.api.get(path, { follow: "disk" }, `reading the disks of template ${name}`);
    return list(answer, "disk_attachment").map(attachment => {
      const domains = object(object(attachment, "disk"), "storage_domains");
      return list(domains, "storage_domain").map(domain => requiredText(domain, "id"));
    });
  }
}

const gibibyte = 1024 ** 3;

function toStorageDomain(json: Json): StorageDomain {
  return {
    id: requiredText(json, "id"),
    name: requiredText(json, "name"),
    available: number(json, "available"),
    blockedBelow: (number(json, "critical_space_action_blocker") ?? 0) * gibibyte,
  };
}
