/**
 * @module `/events`: the audit log, and what others may write into it.
 */

import type { LoggedEvent } from "../../engine/events";
import { invalid, mandatory } from "../../engine/fault";
import type { Fields } from "../../search/match";
import { find } from "../find";
import { nouns } from "../nouns";
import { type Answer, type Call, created, get, list, one, type Route, receive } from "../route";
import { type EventBody, event as eventType } from "../types/event";
import { eventBody } from "../views/event-view";
import { found } from "./lookup";

const fields: Fields<LoggedEvent> = {
  type: event => event.code,
  severity: event => event.severity,
  message: event => event.description,
  time: event => event.time,
  correlation_id: event => event.correlationId,
  origin: event => event.origin,
  custom_id: event => event.customId,
  "vm.name": event => event.vm?.name,
  "vm.id": event => event.vm?.id,
  "vms.name": event => event.vm?.name,
  "template.name": event => event.template?.name,
  "templates.name": event => event.template?.name,
  "host.name": event => event.host?.name,
  "hosts.name": event => event.host?.name,
  "cluster.name": event => event.cluster?.name,
  "user.name": event => event.user?.name,
  usrname: event => event.user?.name,
  event_vm: event => event.vm?.name,
  event_host: event => event.host?.name,
};

const externalCodes = { normal: 9801, warning: 9802, error: 9803, alert: 9804 };

function addEvent(call: Call<EventBody>): Answer {
  const { engine, body } = call;
  for (const field of ["description", "severity", "origin", "custom_id"] as const) {
    if (body[field] === undefined) {
      throw mandatory(`event.${field}`);
    }
  }
  const { description = "", severity = "normal", origin = "", custom_id: customId = -1 } = body;
  if (engine.events.find(origin, customId) !== undefined) {
    throw invalid("=Cannot add External Event. External Event with this custom id already exists.");
  }
  const vm = body.vm?.id === undefined ? undefined : engine.vms.get(body.vm.id);
  const host = vm?.run === undefined ? undefined : engine.hosts.get(vm.run.host);
  const template = vm && engine.templates.get(vm.template);
  const cluster = vm && engine.cluster(vm.cluster);
  const event = engine.events.add({
    code: externalCodes[severity],
    severity,
    description,
    origin,
    customId,
    floodRate: body.flood_rate ?? 30,
    vm: vm && { id: vm.id, name: vm.settings.name },
    host: host && { id: host.id, name: host.name },
    template: template && { id: template.id, name: template.settings.name },
    cluster: cluster && { id: cluster.id, name: cluster.name },
  });
  return created(nouns.event, eventBody(event));
}

export const eventRoutes: Route[] = [
  get("/events", call => {
    const from = call.query.get("from");
    const { events } = call.engine;
    const wanted = from === null ? events.list() : events.since(Number(from));
    return list(nouns.event, find(call, wanted, fields).map(eventBody));
  }),
  receive("POST", "/events", "events add", eventType, addEvent),
  get("/events/:event", call =>
    one(nouns.event, eventBody(found(call.engine.events.get(Number(call.parts.event))))),
  ),
];
