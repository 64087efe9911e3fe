/**
 * @module Smaller collections of a VM: consoles, statistics, and those that are always empty.
 */

import { zeroId } from "../../engine/ids";
import type { Vm } from "../../engine/vm";
import { flag } from "../find";
import { emptyNoun, nouns } from "../nouns";
import { get, list, one, type Route } from "../route";
import type { GraphicsConsoleBody } from "../types/graphics-console";
import { actionsOf, ref } from "../views/address";
import { statisticBodies } from "../views/statistic-view";
import { found, vmOf } from "./lookup";

function consoleBody(vm: Vm, current: boolean): GraphicsConsoleBody {
  const protocol = vm.settings.display.type ?? "vnc";
  const self = ref(`vms/${vm.id}/graphicsconsoles`, Buffer.from(protocol).toString("hex"));
  const where = current && vm.run !== undefined ? { address: "127.0.0.1", port: vm.run.port } : {};
  return {
    ...self,
    ...where,
    protocol,
    vm: ref("vms", vm.id),
    actions: actionsOf(self.href, ["ticket", "proxyticket", "remoteviewerconnectionfile"]),
  };
}

const empty = [
  "applications",
  "mediateddevices",
  "watchdogs",
  "hostdevices",
  "sessions",
  "backups",
  "checkpoints",
  "katelloerrata",
  "tags",
  "affinitylabels",
  "numanodes",
];

export const vmPartRoutes: Route[] = [
  get("/vms/:vm/graphicsconsoles", call =>
    list(nouns.graphicsConsole, [consoleBody(vmOf(call), flag(call, "current"))]),
  ),
  get("/vms/:vm/graphicsconsoles/:console", call => {
    const body = consoleBody(vmOf(call), flag(call, "current"));
    return one(nouns.graphicsConsole, found(body.id === call.parts.console ? body : undefined));
  }),
  get("/vms/:vm/statistics", call =>
    list(nouns.statistic, statisticBodies(vmOf(call), call.engine.clock.now())),
  ),
  get("/vms/:vm/cdroms", call => {
    const vm = vmOf(call);
    return list(nouns.cdrom, [{ ...ref(`vms/${vm.id}/cdroms`, zeroId), vm: ref("vms", vm.id) }]);
  }),
  ...empty.map(collection =>
    get(`/vms/:vm/${collection}`, call => {
      vmOf(call);
      return list(emptyNoun(collection), []);
    }),
  ),
];
