/**
 * @module A dynamic resource with the smallest state: its provider is one constant line that loads today's code
 * (facts/pulumi.md), not code serialized into the state.
 */

import * as pulumi from "@pulumi/pulumi";
import { type ResourceKind, resourceType } from "../room/resource-types";

/**
 * The host's working directory is the folder of Pulumi.yaml, or that of `main` below it (facts/pulumi.md and
 * docs/decisions). This text is in the state of every resource, twice: it is short, and it never changes.
 */
function providerText(kind: ResourceKind): string {
  return `exports.handler=()=>require(process.cwd().replace(/.scripts$/,"")+"/scripts/providers.cjs").${kind}`;
}

/** Inputs as a resource takes them: each may come from another resource. */
export type Arguments<Inputs> = { [Key in keyof Inputs]: pulumi.Input<Inputs[Key]> };

export class SeatResource<Inputs> extends pulumi.CustomResource {
  constructor(
    kind: ResourceKind,
    seat: string,
    inputs: Arguments<Inputs>,
    options: pulumi.CustomResourceOptions,
  ) {
    super(resourceType(kind), seat, { __provider: providerText(kind), ...inputs }, options);
  }
}

/** The seat's network interface, whose MAC address the engine tells. */
export class NicResource<Inputs> extends SeatResource<Inputs> {
  declare readonly mac: pulumi.Output<string>;

  constructor(seat: string, inputs: Arguments<Inputs>, options: pulumi.CustomResourceOptions) {
    super("Nic", seat, { ...inputs, mac: undefined } as Arguments<Inputs>, options);
  }
}
