/** @module What the settings name, looked up in the engine; each is asked for once a run. */

import type { Cluster, Template, VnicProfile } from "../../ovirt/catalog";
import type { Engine } from "../../ovirt/engine";
import { chooseTemplate, fittingProfiles, inSameDataCenter } from "../../room/choose";
import { ProviderError } from "../provider-error";
import { Once } from "./once";

/** Each throws a ProviderError when there is no such thing: somebody has taken it away since the preview. */
export class Lookups {
  private readonly once = new Once();

  constructor(private readonly engine: Engine) {}

  clusters(): Promise<Cluster[]> {
    return this.once.get("clusters", () => this.engine.catalog.clusters());
  }

  async cluster(name: string): Promise<Cluster> {
    const clusters = await this.clusters();
    return found(
      clusters.find(cluster => cluster.name === name),
      `cluster ${name}`,
    );
  }

  /** @param cluster in whose data center it has to be */
  async template(name: string, version: number | undefined, cluster: string): Promise<Template> {
    const templates = this.once.get(`template ${name}`, () => this.engine.catalog.templates(name));
    const here = inSameDataCenter(await templates, cluster, await this.clusters());
    return found(
      chooseTemplate(here, version),
      `template ${name}${version ? ` version ${version}` : ""} in the data center of ${cluster}`,
    );
  }

  vnicProfiles(): Promise<VnicProfile[]> {
    return this.once.get("vnicProfiles", () => this.engine.catalog.vnicProfiles());
  }

  /** A network's name counts in the data center of the cluster. */
  async vnicProfile(wanted: {
    network: string;
    vnicProfile?: string;
    cluster: string;
  }): Promise<VnicProfile> {
    const { dataCenterId } = await this.cluster(wanted.cluster);
    const profiles = fittingProfiles(await this.vnicProfiles(), {
      networkName: wanted.network,
      vnicProfile: wanted.vnicProfile,
      dataCenterId,
    });
    return found(
      profiles.length === 1 ? profiles[0] : undefined,
      `one vNIC profile of network ${wanted.network}`,
    );
  }

  roleId(name: string): Promise<string> {
    return this.once.get(`role ${name}`, async () => {
      const roles = await this.engine.permissions.roles();
      return found(
        roles.find(role => role.name === name),
        `role ${name}`,
      ).id;
    });
  }

  userId(account: string): Promise<string> {
    return this.once.get(`user ${account}`, () => this.engine.permissions.userId(account));
  }
}

function found<T>(thing: T | undefined, what: string): T {
  if (thing !== undefined) return thing;
  throw new ProviderError(
    undefined,
    "reading the engine's catalog",
    `there is no ${what}`,
    "Correct the settings",
  );
}
