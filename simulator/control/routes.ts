/**
 * @module What can be said to the control interface: one route a thing that can be broken, each with an example that works.
 */

import { GUEST_FAULTS } from "../guest/faults";
import { changeSftp, reset, restartEngine, state } from "./effects";
import { REQUEST_FAULTS } from "./fault-rules";
import { VM_FAULTS } from "./levers";
import { guestRule, host, parse, requestRule, storage, template, tokens, vmOrder } from "./orders";
import { BadOrder, type Route } from "./route";

export const routes: Route[] = [
  {
    method: "GET",
    path: "/state",
    does: "what is going on: VMs, guests, requests so far, faults in force",
    carryOut: controlled => state(controlled),
  },
  {
    method: "POST",
    path: "/requests",
    does: `spoils requests to the engine: ${REQUEST_FAULTS.join(", ")}; all, or by method and path, each Nth, after N, N times`,
    example: { fault: "busy", method: "POST", path: "/ovirt-engine/api/vms/*/start", every: 2 },
    carryOut: ({ interference }, body) => {
      interference.add(parse(requestRule, body));
      return interference.rules;
    },
  },
  {
    method: "DELETE",
    path: "/requests",
    does: "spoils requests no more",
    carryOut: ({ interference }) => {
      interference.clear();
      return interference.rules;
    },
  },
  {
    method: "POST",
    path: "/requests/forget",
    does: "counts requests from nought again",
    carryOut: ({ interference }) => {
      interference.requests.clear();
      return interference.requests.byKind();
    },
  },
  {
    method: "POST",
    path: "/tokens",
    does: "logins: void at once (expire), or each good for so many requests (null: no limit)",
    example: { expire: true, requests: 20 },
    carryOut: (controlled, body) => {
      const { expire, requests } = parse(tokens, body);
      if (expire) {
        controlled.engine.revokeTokens();
      }
      if (requests !== undefined) {
        controlled.interference.tokenLasts = requests ?? undefined;
      }
      return { requests: controlled.interference.tokenLasts ?? null };
    },
  },
  {
    method: "POST",
    path: "/engine",
    does: "the engine restarts: gone for so many seconds (refuse: nothing listens; proxy: 503), all logins void",
    example: { seconds: 2, how: "refuse" },
    carryOut: restartEngine,
  },
  {
    method: "POST",
    path: "/hosts",
    does: "a host is lost, its VMs with it, or comes back",
    example: { name: "host1", lost: true },
    carryOut: ({ engine }, body) => {
      const { name, lost } = parse(host, body);
      return known(engine.setHostLost(name, lost), "host", name);
    },
  },
  {
    method: "POST",
    path: "/storage",
    does: "a storage domain is full, or has room again",
    example: { name: "data1", full: true },
    carryOut: ({ engine }, body) => {
      const { name, full } = parse(storage, body);
      return known(engine.setStorageFull(name, full), "storage domain", name);
    },
  },
  {
    method: "POST",
    path: "/templates",
    does: "disks from a template take so many milliseconds (null: as usual)",
    example: { name: "tpl-win", delay: 5000 },
    carryOut: ({ engine }, body) => {
      const { name, delay } = parse(template, body);
      return known(engine.setTemplateDelay(name, delay ?? undefined), "template", name);
    },
  },
  {
    method: "POST",
    path: "/vms",
    does: `something befalls VMs now, by their names: ${VM_FAULTS.join(", ")}`,
    example: { vm: "room01-*", fault: "pause-no-space" },
    carryOut: ({ engine }, body) => {
      const { vm, fault } = parse(vmOrder, body);
      return { struck: engine.strikeVms(vm, fault) };
    },
  },
  {
    method: "GET",
    path: "/guests",
    does: "the guests that run, with screen and journal; ?vm=room01-* for some",
    carryOut: ({ guests }, _body, query) => guests.view(query.get("vm") ?? "*"),
  },
  {
    method: "POST",
    path: "/guests",
    does: `guests fail, by the names of their VMs: ${GUEST_FAULTS.join(", ")}; at their next boots, or now`,
    example: { vm: "room01-*", fault: "hang", times: 1 },
    carryOut: ({ guests }, body) => {
      const { now, ...rule } = parse(guestRule, body);
      if (now) {
        return { struck: guests.strike(rule.vm, rule.fault) };
      }
      guests.faults.add(rule);
      return guests.faults.list();
    },
  },
  {
    method: "DELETE",
    path: "/guests",
    does: "guests that boot from now on are well",
    carryOut: ({ guests }) => {
      guests.faults.clear();
      return guests.faults.list();
    },
  },
  {
    method: "GET",
    path: "/domain",
    does: "the computers of the simulated Windows domain",
    carryOut: ({ domain }) => ({
      name: domain.name,
      joining: domain.joining,
      computers: [...domain.computers.values()],
    }),
  },
  {
    method: "POST",
    path: "/sftp",
    does: "the SFTP server: away, full (freeBytes), cuts each Nth connection (at connect, write or rename), slow (delay)",
    example: { freeBytes: 0, cut: { every: 2, at: "write" } },
    carryOut: changeSftp,
  },
  {
    method: "POST",
    path: "/reset",
    does: "everything is well again; counts start from nought",
    carryOut: reset,
  },
];

function known(found: boolean, noun: string, name: string): { done: true } {
  if (!found) {
    throw new BadOrder(`there is no ${noun} ${name}`);
  }
  return { done: true };
}
