/**
 * @module How events are shown.
 */

import type { LoggedEvent } from "../../engine/events";
import type { EventBody } from "../types/event";
import { ref } from "./address";

export function eventBody(event: LoggedEvent): EventBody {
  return {
    ...ref("events", String(event.index)),
    description: event.description,
    code: event.code,
    correlation_id: event.correlationId,
    custom_id: event.customId,
    flood_rate: event.floodRate,
    index: event.index,
    origin: event.origin,
    severity: event.severity,
    time: event.time,
    cluster: about("clusters", event.cluster),
    data_center: about("datacenters", event.dataCenter),
    host: about("hosts", event.host),
    storage_domain: about("storagedomains", event.storageDomain),
    template: about("templates", event.template),
    user: about("users", event.user),
    vm: about("vms", event.vm),
  };
}

function about(collection: string, noun: { id: string; name?: string } | undefined) {
  return noun && { ...ref(collection, noun.id), name: noun.name };
}
