/**
 * @module Screenshots: the text on the console, as an image.
 */

import type { Caller } from "./caller";
import type { Engine } from "./engine";
import { EngineFault } from "./fault";
import { paint } from "./paint";
import { statusWords, type Vm } from "./vm";

export function takeScreenshot(engine: Engine, caller: Caller, vm: Vm): Uint8Array {
  if (vm.run === undefined || vm.status !== "up") {
    const detail = `[Cannot screenshot VM because the VM is in ${statusWords(vm.status)} status.]`;
    throw new EngineFault(409, "Operation Failed", detail).as("bare");
  }
  engine.log(
    { code: 13502, description: `Screenshot of VM ${vm.settings.name} have been captured successfully.` },
    vm,
    caller,
  );
  return paint(vm.run.guest?.screen() ?? "");
}
