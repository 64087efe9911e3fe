/** @module A dynamic resource with the smallest state: its provider is found by its type (`dynamic-providers/host/host.ts`). */

import { type ResourceKind, resourceType } from "../room/resource-types";
import * as pulumi from "./pulumi";

/** Inputs as a resource takes them: each may come from another resource. The owner is left out where the URN says it. */
export type Arguments<Inputs> = {
  [Key in keyof Omit<Inputs, "owner">]: pulumi.Input<Omit<Inputs, "owner">[Key]>;
} & { readonly owner?: string };

/** Outputs that are not among the inputs: they exist only when they are named. */
const outputs: Partial<Record<ResourceKind, Record<string, undefined>>> = {
  Nic: { mac: undefined },
  Floppy: { file: undefined, written: undefined, limit: undefined },
};

/** A resource of a seat. */
export class SeatResource<Inputs> extends pulumi.CustomResource {
  /** Of the Nic alone: of the seat's network interface. */
  declare readonly mac: pulumi.Output<string>;
  /** Of the Floppy alone: path of the image's local file. */
  declare readonly file: pulumi.Output<string>;
  /** Of the Floppy alone: another word each time that the image is written. */
  declare readonly written: pulumi.Output<string>;
  /** Of the Floppy alone: seconds that each of the site's commands may take; undefined in states of before. */
  declare readonly limit: pulumi.Output<string | undefined>;

  constructor(
    kind: ResourceKind,
    seat: string,
    inputs: Arguments<Inputs>,
    options: pulumi.CustomResourceOptions,
  ) {
    super(resourceType(kind), seat, { ...outputs[kind], ...inputs }, options);
  }
}
