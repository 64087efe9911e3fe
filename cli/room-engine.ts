/** @module A room's engine as the commands speak to it: with the very means of the providers. */

import { Conversation } from "../dynamic-providers/conversation";
import type { Context } from "../dynamic-providers/provider";
import type { Owner } from "../room/marker";
import type { Room } from "./room";
import type { RawSettings } from "./stack-settings";

export class RoomEngine {
  readonly conversation: Conversation;

  /** @param room whose engine it is @param settings in place of the room's own */
  constructor(
    private readonly room: Room,
    settings: RawSettings = room.raw,
  ) {
    const read = (key: string) => {
      const value = settings[key];
      return value === undefined || typeof value === "string" ? value : JSON.stringify(value);
    };
    // What goes on with a seat is told by its context.
    this.conversation = new Conversation(read, { show: () => {}, warn: () => {} });
  }

  /** What the verbs of the providers work with. */
  contextOf(seat: string, show: (text: string) => void): Context {
    return { conversation: this.conversation, owner: this.ownerOf(seat), seat, show, warn: show };
  }

  ownerOf(seat: string): Owner {
    return { project: this.room.project.name, stack: this.room.name, seat };
  }

  close(): Promise<void> {
    return this.conversation.close();
  }
}
