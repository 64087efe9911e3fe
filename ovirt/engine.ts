/** @module One engine, one conversation: the nouns of the API on one client. */

import { About } from "./about";
import { type Api, createApi, type EngineConnection } from "./api";
import { Catalog } from "./catalog";
import { Disks } from "./disk";
import { Events } from "./event";
import { Nics } from "./nic";
import { Permissions } from "./permission";
import { Site } from "./site";
import { Snapshots } from "./snapshot";
import { Vms } from "./vms";

export class Engine {
  readonly about: About;
  readonly vms: Vms;
  readonly nics: Nics;
  readonly disks: Disks;
  readonly snapshots: Snapshots;
  readonly permissions: Permissions;
  readonly catalog: Catalog;
  readonly site: Site;
  readonly events: Events;
  private readonly api: Api;

  constructor(connection: EngineConnection) {
    this.api = createApi(connection);
    this.about = new About(this.api);
    this.vms = new Vms(this.api);
    this.nics = new Nics(this.api);
    this.disks = new Disks(this.api);
    this.snapshots = new Snapshots(this.api);
    this.permissions = new Permissions(this.api);
    this.catalog = new Catalog(this.api);
    this.site = new Site(this.api);
    this.events = new Events(this.api);
  }

  /** Logs out, and ends the kept connections, so that the process can. Never an error. */
  close(): Promise<void> {
    return this.api.close();
  }
}
