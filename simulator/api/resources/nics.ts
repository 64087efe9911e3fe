/**
 * @module `/vms/:vm/nics` and what guests report of them.
 */

import type { Nic } from "../../engine/nic";
import { createNic, deleteNic, plugNic, updateNic } from "../../engine/nics";
import { action, complete } from "../action";
import { emptyNoun, nouns } from "../nouns";
import { type Call, created, get, list, one, type Route, receive, remove } from "../route";
import { nic as nicType } from "../types/nic";
import { nicBody, reportedDevices } from "../views/nic-view";
import { found, maybeVm, vmOf } from "./lookup";

const path = "/vms/:vm/nics";

function nicOf(call: Call<unknown>): Nic {
  return found(vmOf(call).nics.find(nic => nic.id === call.parts.nic));
}

export const nicRoutes: Route[] = [
  get(path, call => {
    const vm = vmOf(call);
    return list(
      nouns.nic,
      vm.nics.map(nic => nicBody(vm, nic)),
    );
  }),
  receive("POST", path, "vm_nics add", nicType, call => {
    const vm = maybeVm(call);
    const nic = createNic(call.engine, call.caller, vm, call.body);
    return created(nouns.nic, nicBody(found(vm), nic));
  }),
  get(`${path}/:nic`, call => one(nouns.nic, nicBody(vmOf(call), nicOf(call)))),
  receive("PUT", `${path}/:nic`, "vm_nic update", nicType, call => {
    const vm = vmOf(call);
    const nic = nicOf(call);
    updateNic(call.engine, call.caller, vm, nic, call.body);
    return one(nouns.nic, nicBody(vm, nic));
  }),
  remove(`${path}/:nic`, call => {
    deleteNic(call.engine, call.caller, vmOf(call), nicOf(call));
    return complete({}, undefined);
  }),
  ...(["activate", "deactivate"] as const).map(verb =>
    action(`${path}/:nic/${verb}`, `vm_nic ${verb}`, call => {
      const job = plugNic(call.engine, call.caller, vmOf(call), nicOf(call), verb === "activate");
      return complete(call, job);
    }),
  ),
  get(`${path}/:nic/reporteddevices`, call =>
    list(nouns.reportedDevice, reportedDevices(vmOf(call), nicOf(call).mac)),
  ),
  get(`${path}/:nic/statistics`, call => {
    nicOf(call);
    return list(nouns.statistic, []);
  }),
  get(`${path}/:nic/networkfilterparameters`, call => {
    nicOf(call);
    return list(emptyNoun("networkfilterparameters"), []);
  }),
  get("/vms/:vm/reporteddevices", call => list(nouns.reportedDevice, reportedDevices(vmOf(call)))),
];
