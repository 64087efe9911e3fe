/**
 * @module Finds what a path names, or says the engine's 404.
 */

import { notFound } from "../../engine/fault";
import { maySeeVm } from "../../engine/may";
import type { Template } from "../../engine/template";
import type { Vm } from "../../engine/vm";
import type { Call } from "../route";

export function maybeVm(call: Call<unknown>): Vm | undefined {
  const vm = call.engine.vms.get(call.parts.vm ?? "");
  return vm !== undefined && maySeeVm(call.engine, call.caller, vm) ? vm : undefined;
}

export function vmOf(call: Call<unknown>): Vm {
  return found(maybeVm(call));
}

export function templateOf(call: Call<unknown>): Template {
  return found(call.engine.templates.get(call.parts.template ?? ""));
}

export function found<T>(noun: T | undefined): T {
  if (noun === undefined) {
    throw notFound();
  }
  return noun;
}
