/**
 * @module Data centers, clusters, hosts, storage, networks, vNIC profiles, operating systems and options.
 */

import { invalid } from "../../engine/fault";
import { hasNetwork, type Named } from "../../engine/inventory";
import { osTypes } from "../../engine/os-types";
import { propertiesAt } from "../../engine/properties";
import { levels } from "../../engine/settings";
import type { Fields } from "../../search/match";
import { find } from "../find";
import { emptyNoun, type Noun, nouns } from "../nouns";
import { type Call, get, list, one, type Route } from "../route";
import { ref } from "../views/address";
import { clusterBody } from "../views/cluster-view";
import { hostBody } from "../views/host-view";
import {
  dataCenterBody,
  networkBody,
  operatingSystemBody,
  storageDomainBody,
  vnicProfileBody,
} from "../views/inventory-view";
import { rootBody, rootCollections } from "../views/root-view";
import { found } from "./lookup";

interface Kept<T extends Named, B extends object> {
  path: string;
  noun: Noun<B>;
  all(call: Call<unknown>): Map<string, T>;
  body(call: Call<unknown>, noun: T): B;
  fields?(call: Call<unknown>): Fields<T>;
}

/** A collection and its members, to be read. */
function readable<T extends Named, B extends object>({ path, noun, all, body, fields }: Kept<T, B>): Route[] {
  const searchable = (call: Call<unknown>): Fields<T> => ({
    name: member => member.name,
    id: member => member.id,
    comment: () => "",
    description: member => member.description,
    ...fields?.(call),
  });
  return [
    get(path, call =>
      list(
        noun,
        find(call, [...all(call).values()], searchable(call)).map(member => body(call, member)),
      ),
    ),
    get(`${path}/:id`, call => one(noun, body(call, found(all(call).get(call.parts.id ?? ""))))),
  ];
}

/** `engine-config UserDefinedVMProperties`, by level, to administrators; other options are not told. */
const options = get("/options/:option", call => {
  if (!call.caller.user.administrator) {
    throw invalid("query execution failed due to insufficient permissions.");
  }
  const { option = "" } = call.parts;
  if (option !== "UserDefinedVMProperties") {
    found(undefined);
  }
  const wanted = call.query.get("version");
  const values = levels
    .filter(level => wanted === null || level === wanted)
    .map(version => ({ value: propertiesAt(call.engine, version), version }));
  return one(nouns.systemOption, { ...ref("options", option), name: option, values });
});

const handled = new Set([
  ...["clusters", "datacenters", "events", "hosts", "networks", "roles", "storagedomains", "templates"],
  ...["users", "groups", "domains", "vms", "disks", "jobs", "vnicprofiles", "operatingsystems"],
]);

export const inventoryRoutes: Route[] = [
  get("/", call => one(nouns.api, rootBody(call.engine, call.caller.user.id))),
  ...readable({
    path: "/datacenters",
    noun: nouns.dataCenter,
    all: call => call.engine.dataCenters,
    body: (call, center) => dataCenterBody(call.engine, center),
    fields: ({ engine }) => ({
      status: center => center.status,
      "cluster.name": center =>
        [...engine.clusters.values()]
          .filter(cluster => cluster.dataCenter === center.id)
          .map(cluster => cluster.name),
    }),
  }),
  ...readable({
    path: "/clusters",
    noun: nouns.cluster,
    all: call => call.engine.clusters,
    body: (call, cluster) => clusterBody(call.engine, cluster),
    fields: ({ engine }) => ({ "datacenter.name": cluster => engine.dataCenterOf(cluster).name }),
  }),
  ...readable({
    path: "/hosts",
    noun: nouns.host,
    all: call => call.engine.hosts,
    body: (call, host) => hostBody(call.engine, host, call.caller.filtered),
    fields: () => ({ status: host => host.status }),
  }),
  ...readable({
    path: "/storagedomains",
    noun: nouns.storageDomain,
    all: call => call.engine.storageDomains,
    body: (call, domain) => storageDomainBody(call.engine, domain),
  }),
  ...readable({
    path: "/networks",
    noun: nouns.network,
    all: call => call.engine.networks,
    body: (_, network) => networkBody(network),
  }),
  ...readable({
    path: "/vnicprofiles",
    noun: nouns.vnicProfile,
    all: call => call.engine.vnicProfiles,
    body: (_, profile) => vnicProfileBody(profile),
  }),
  get("/networks/:id/vnicprofiles", call => {
    const profiles = [...call.engine.vnicProfiles.values()];
    return list(
      nouns.vnicProfile,
      profiles.filter(profile => profile.network === call.parts.id).map(vnicProfileBody),
    );
  }),
  get("/clusters/:id/networks", call => {
    const cluster = found(call.engine.clusters.get(call.parts.id ?? ""));
    const networks = [...call.engine.networks.values()];
    return list(nouns.network, networks.filter(network => hasNetwork(cluster, network)).map(networkBody));
  }),
  get("/datacenters/:id/:collection", call => {
    const { id, collection } = call.parts;
    const { engine } = call;
    switch (collection) {
      case "clusters":
        return list(
          nouns.cluster,
          [...engine.clusters.values()]
            .filter(cluster => cluster.dataCenter === id)
            .map(cluster => clusterBody(engine, cluster)),
        );
      case "networks":
        return list(
          nouns.network,
          [...engine.networks.values()].filter(network => network.dataCenter === id).map(networkBody),
        );
      default:
        return list(
          nouns.storageDomain,
          [...engine.storageDomains.values()]
            .filter(domain => domain.dataCenter === id)
            .map(domain => storageDomainBody(engine, domain)),
        );
    }
  }),
  get("/operatingsystems", () => list(nouns.operatingSystem, osTypes.map(operatingSystemBody))),
  get("/operatingsystems/:id", call =>
    one(nouns.operatingSystem, operatingSystemBody(found(osTypes.find(os => os.id === call.parts.id)))),
  ),
  options,
  ...rootCollections
    .filter(collection => !handled.has(collection))
    .map(collection => get(`/${collection}`, () => list(emptyNoun(collection), []))),
];
