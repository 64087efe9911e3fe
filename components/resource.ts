/**
 * @module A dynamic resource with the smallest state: its provider is one constant line that loads today's code
 * (facts/pulumi.md), not code serialized into the state.
 */

import { type ResourceKind, resourceType } from "../room/resource-types";
import * as pulumi from "./pulumi";

/**
 * The host's working directory is the folder of `main` in Pulumi.yaml, scripts/ (docs/decisions/001-build.md), and a text without a file starts there. It
 * is in the state of every resource, twice: it is short, and it never changes.
 */
function providerText(kind: ResourceKind): string {
  return `exports.handler=()=>require('./providers.cjs').${kind}`;
}

/** Inputs as a resource takes them: each may come from another resource. */
export type Arguments<Inputs> = { [Key in keyof Inputs]: pulumi.Input<Inputs[Key]> };

/** Outputs that are not among the inputs: they exist only when they are named. */
const outputs: Partial<Record<ResourceKind, Record<string, undefined>>> = {
  Nic: { mac: undefined },
  Floppy: { file: undefined, written: undefined },
};

/** A resource of a seat. Those that come after it take the VM's id, and the MAC address, from it and not from the Vm. */
export class SeatResource<Inputs> extends pulumi.CustomResource {
  declare readonly vmId: pulumi.Output<string>;
  /** Of the seat's network interface; from the Nic on. */
  declare readonly mac: pulumi.Output<string>;
  /** Of the Floppy alone: path of the image's local file. */
  declare readonly file: pulumi.Output<string>;
  /** Of the Floppy alone: another word each time that the image is written. */
  declare readonly written: pulumi.Output<string>;

  constructor(
    kind: ResourceKind,
    seat: string,
    inputs: Arguments<Inputs>,
    options: pulumi.CustomResourceOptions,
  ) {
    super(resourceType(kind), seat, { __provider: providerText(kind), ...outputs[kind], ...inputs }, options);
  }
}
