/** @module Room: all seats of a room, the canary first. */

import { roomType } from "../room/resource-types";
import * as pulumi from "./pulumi";
import { Seat, type SeatArgs } from "./seat";

export interface RoomArgs {
  /** Name of the room, which is the stack's. */
  readonly name: string;
  readonly seats: readonly SeatArgs[];
  /**
   * How many seats have to be finished before any other is touched. A change that makes all seats anew goes the same
   * way: a bad image costs the canary alone.
   */
  readonly canary: number;
}

export class Room extends pulumi.ComponentResource {
  constructor(args: RoomArgs) {
    super(roomType, args.name);
    const canaries = args.seats.slice(0, args.canary).map(seat => new Seat(seat, [], { parent: this }));
    const finished = canaries.flatMap(canary => canary.last);
    for (const seat of args.seats.slice(args.canary)) new Seat(seat, finished, { parent: this });
    this.registerOutputs({});
  }
}
