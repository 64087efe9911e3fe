/** @module Room: all seats of a room, the canary first. */

import type { SeatInputs } from "../dynamic-providers/provider";
import { canariesOf } from "../room/canary";
import { formatOwner } from "../room/owner";
import { roomType } from "../room/resource-types";
import * as pulumi from "./pulumi";
import { SeatResource } from "./resource";
import { Seat, type SeatArgs } from "./seat";

export interface RoomArgs {
  readonly project: string;
  /** Name of the room, which is the stack's. */
  readonly name: string;
  readonly seats: readonly SeatArgs[];
  /**
   * How many seats have to be finished before any other is touched, the groups taking turns. A change that makes all seats anew goes the same
   * way: a bad image costs the canary alone.
   */
  readonly canary: number;
}

export class Room extends pulumi.ComponentResource {
  constructor(args: RoomArgs) {
    super(roomType, args.name);
    const remains = this.remains(args);
    const first = new Set(
      canariesOf(
        args.seats.map(({ seat }) => seat),
        args.canary,
      ),
    );
    const isCanary = ({ seat }: SeatArgs) => first.has(seat);
    const canaries = args.seats.filter(isCanary).map(seat => new Seat(seat, [remains], { parent: this }));
    const finished = [remains, ...canaries.flatMap(canary => canary.last)];
    for (const seat of args.seats) if (!isCanary(seat)) new Seat(seat, finished, { parent: this });
    this.registerOutputs({});
  }

  /** Made before the first VM and deleted after the last, so it is in the state when a VM may not be. */
  private remains({ project, name }: RoomArgs): pulumi.Resource {
    const owner = formatOwner({ project, stack: name, seat: name });
    return new SeatResource<SeatInputs>("Remains", name, { owner }, { parent: this });
  }
}
