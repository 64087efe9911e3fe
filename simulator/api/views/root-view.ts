/**
 * @module What the engine says of itself at its root, with the links to everything else.
 */

import type { Engine } from "../../engine/engine";
import { zeroId } from "../../engine/ids";
import { isRunning } from "../../engine/vm";
import type { ApiRootBody } from "../types/api-root";
import { ref, root } from "./address";

/** With a `?`: it can be searched. */
const collections = [
  "clusters?",
  "datacenters?",
  "events;from={event_id}?",
  "hosts?",
  "networks?",
  "roles",
  "storagedomains?",
  "tags",
  "bookmarks",
  "icons",
  "templates?",
  "instancetypes?",
  "users?",
  "groups?",
  "domains",
  "vmpools?",
  "vms?",
  "disks?",
  "jobs",
  "storageconnections",
  "vnicprofiles",
  "diskprofiles",
  "cpuprofiles",
  "schedulingpolicyunits",
  "schedulingpolicies",
  "permissions",
  "macpools",
  "networkfilters",
  "operatingsystems",
  "externalhostproviders",
  "openstackimageproviders",
  "openstackvolumeproviders",
  "openstacknetworkproviders",
  "katelloerrata",
  "affinitylabels",
  "clusterlevels",
  "imagetransfers",
  "externalvmimports",
  "externaltemplateimports",
];

/** Every collection at the root, for those that are there and empty. */
export const rootCollections = collections.map(text => text.replace(/[;?].*/, ""));

export const rootLinks = collections.flatMap(text => {
  const noun = text.replace(/[;?].*/, "");
  const link = { href: `${root}/${noun}`, rel: noun };
  return text.endsWith("?")
    ? [link, { href: `${root}/${text}search={query}`, rel: `${noun}/search` }]
    : [link];
});

export function rootBody(engine: Engine, userId: string): ApiRootBody {
  const vms = [...engine.vms.values()];
  const hosts = [...engine.hosts.values()];
  const users = [...engine.users.values()].filter(user => user.added);
  const user = ref("users", userId);
  return {
    link: rootLinks,
    engine_backup: {},
    product_info: {
      instance_id: engine.fixed.instance,
      version: { build: 7, full_version: "4.5.7", major: 4, minor: 5, revision: 0 },
    },
    special_objects: { blank_template: ref("templates", zeroId), root_tag: ref("tags", zeroId) },
    summary: {
      hosts: { active: hosts.filter(host => host.status === "up").length, total: hosts.length },
      storage_domains: { active: engine.storageDomains.size, total: engine.storageDomains.size },
      users: { active: users.length, total: users.length },
      vms: { active: vms.filter(isRunning).length, total: vms.length },
    },
    time: engine.clock.now(),
    authenticated_user: user,
    effective_user: user,
  };
}
