/** @module Room: all seats of a room. */

import * as pulumi from "@pulumi/pulumi";
import { roomType } from "../room/resource-types";
import { Seat, type SeatArgs } from "./seat";

export interface RoomArgs {
  /** Name of the room, which is the stack's. */
  readonly name: string;
  readonly seats: readonly SeatArgs[];
}

export class Room extends pulumi.ComponentResource {
  constructor(args: RoomArgs) {
    super(roomType, args.name);
    for (const seat of args.seats) new Seat(seat, { parent: this });
    this.registerOutputs({});
  }
}
