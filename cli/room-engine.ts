/** @module A room's engine as the commands speak to it: with the very means of the providers. */

import { Conversation } from "../dynamic-providers/conversation";
import { openProjectLog, stepLog } from "../dynamic-providers/project-log";
import type { Context } from "../dynamic-providers/provider";
import type { Owner } from "../room/marker";
import type { Room } from "./room";
import type { RawSettings } from "./stack-settings";

export class RoomEngine {
  private constructor(
    private readonly room: Room,
    readonly conversation: Conversation,
  ) {}

  /**
   * @param room whose engine it is
   * @param settings in place of the room's own
   */
  static async open(room: Room, settings: RawSettings = room.raw): Promise<RoomEngine> {
    const read = (key: string) => {
      const value = settings[key];
      return value === undefined || typeof value === "string" ? value : JSON.stringify(value);
    };
    // What goes on with a seat is told by its context.
    const tell = { show: () => {}, warn: () => {} };
    const onTrouble = (message: string) => void process.stderr.write(`${message}\n`);
    const log = await openProjectLog(settings, room.name, onTrouble);
    return new RoomEngine(room, new Conversation(read, tell, log));
  }

  /** What the verbs of the providers work with. */
  contextOf(seat: string, show: (text: string) => void): Context {
    const { conversation } = this;
    const step = stepLog(conversation.log, seat);
    const tell = (text: string) => {
      step(text);
      show(text);
    };
    return { conversation, owner: this.ownerOf(seat), seat, show: tell, warn: tell };
  }

  ownerOf(seat: string): Owner {
    return { project: this.room.project.name, stack: this.room.name, seat };
  }

  close(): Promise<void> {
    return this.conversation.close();
  }
}
