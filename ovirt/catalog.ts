/** @module What the engine has to make VMs from: clusters, templates, vNIC profiles, OS types, custom properties. */

import type { Api } from "./api";
import { hasCode } from "./errors";
import { flag, type Json, list, number, object, requiredText, text } from "./json";

export interface Cluster {
  readonly id: string;
  readonly name: string;
  readonly dataCenterId: string | undefined;
  /** Compatibility level, for example `4.7`. */
  readonly level: string;
}

export interface Template {
  readonly id: string;
  readonly name: string;
  /** `ok`, `locked` or `illegal`. */
  readonly status: string;
  readonly version: number;
  readonly clusterId: string | undefined;
  readonly guaranteedMemory: number | undefined;
  readonly cpus: number | undefined;
  /** Told only among all content. */
  readonly tpm: boolean | undefined;
}

/** A template with what the VMs that are made of it start from. */
export interface GoldImage extends Template {
  readonly os: string | undefined;
  readonly timeZone: string | undefined;
  /** Bytes. */
  readonly memory: number | undefined;
}

export interface VnicProfile {
  readonly id: string;
  readonly name: string;
  readonly networkName: string;
  readonly dataCenterId: string | undefined;
}

export class Catalog {
  constructor(private readonly api: Api) {}

  async clusters(): Promise<Cluster[]> {
    const answer = await this.api.get("/clusters", {}, "reading the clusters");
    return list(answer, "cluster").map(toCluster);
  }

  /**
   * All versions of the templates of exactly this name.
   *
   * @param allContent whether to ask for what the engine leaves out of a list, such as the TPM
   */
  async templates(name: string, allContent = false): Promise<Template[]> {
    // Only what the search language takes as one word is searched for: another text would find nothing, silently.
    const search = /^[\w.-]+$/.test(name) ? { search: `name=${name}` } : {};
    const content = allContent ? { all_content: "true" } : {};
    const query = { ...search, ...content, max: 1000 };
    const answer = await this.api.get("/templates", query, `looking for template ${name}`);
    return list(answer, "template")
      .map(toTemplate)
      .filter(template => template.name === name);
  }

  /** All templates but the engine's own blank one. */
  async goldImages(): Promise<GoldImage[]> {
    const answer = await this.api.get("/templates", { max: 1000 }, "reading the templates");
    return list(answer, "template")
      .filter(template => text(template, "id") !== blankTemplate)
      .map(template => ({
        ...toTemplate(template),
        os: text(object(template, "os"), "type"),
        timeZone: text(object(template, "time_zone"), "name"),
        memory: number(template, "memory"),
      }));
  }

  async vnicProfiles(): Promise<VnicProfile[]> {
    const answer = await this.api.get("/vnicprofiles", { follow: "network" }, "reading the vNIC profiles");
    return list(answer, "vnic_profile").map(toVnicProfile);
  }

  /** Names of the networks that are attached to a cluster: those of its data center need not be. */
  async networksOf(cluster: Cluster): Promise<string[]> {
    const path = `/clusters/${encodeURIComponent(cluster.id)}/networks`;
    const answer = await this.api.get(path, {}, `reading the networks of cluster ${cluster.name}`);
    return list(answer, "network").map(network => requiredText(network, "name"));
  }

  /** Names of the operating system types, like `windows_10x64`. */
  async osTypes(): Promise<string[]> {
    const answer = await this.api.get("/operatingsystems", {}, "reading the operating systems");
    return list(answer, "operating_system").map(system => requiredText(system, "name"));
  }

  /**
   * Names of the custom VM properties that an administrator has defined, by compatibility level; undefined where the engine
   * does not tell: it shows its options to administrators, and promises none of them (SystemOptionService in its API model).
   */
  async customProperties(): Promise<Map<string, string[]> | undefined> {
    const answer = await this.api
      .get("/options/UserDefinedVMProperties", {}, "reading the custom properties")
      .catch(untold);
    if (!answer) return undefined;
    const values = list(object(answer, "values"), "system_option_value");
    return new Map(
      values.map(value => [text(value, "version") ?? "", propertyNames(text(value, "value") ?? "")]),
    );
  }
}

function untold(error: unknown): undefined {
  if (!hasCode(error, "not_found", "forbidden", "refused")) throw error;
}

/** `bootnote=^[a-z0-9]{1,16}$;floppy=^.*$`: a pattern may hold `;` only where no name and `=` follow it. */
function propertyNames(definitions: string): string[] {
  return [...definitions.matchAll(/(?:^|;)([A-Za-z_]\w*)=/g)].map(match => match[1] ?? "");
}

/** The same in every engine. */
const blankTemplate = "00000000-0000-0000-0000-000000000000";

function toCluster(json: Json): Cluster {
  const version = object(json, "version");
  return {
    id: requiredText(json, "id"),
    name: requiredText(json, "name"),
    dataCenterId: text(object(json, "data_center"), "id"),
    level: `${text(version, "major") ?? "?"}.${text(version, "minor") ?? "?"}`,
  };
}

function toTemplate(json: Json): Template {
  return {
    id: requiredText(json, "id"),
    name: requiredText(json, "name"),
    status: text(json, "status") ?? "",
    version: number(object(json, "version"), "version_number") ?? 1,
    clusterId: text(object(json, "cluster"), "id"),
    guaranteedMemory: number(object(json, "memory_policy"), "guaranteed"),
    cpus: cpusOf(object(object(json, "cpu"), "topology")),
    tpm: json.tpm_enabled === undefined ? undefined : flag(json, "tpm_enabled"),
  };
}

function cpusOf(topology: Json): number | undefined {
  const [cores, sockets, threads] = ["cores", "sockets", "threads"].map(key => number(topology, key));
  return cores === undefined ? undefined : cores * (sockets ?? 1) * (threads ?? 1);
}

function toVnicProfile(json: Json): VnicProfile {
  const network = object(json, "network");
  return {
    id: requiredText(json, "id"),
    name: requiredText(json, "name"),
    networkName: text(network, "name") ?? "",
    dataCenterId: text(object(network, "data_center"), "id"),
  };
}
