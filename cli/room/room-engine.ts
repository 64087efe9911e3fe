/** @module A room's engine as the commands speak to it: with the very means of the providers. */

import type { Context } from "../../dynamic-providers/conversation/context";
import { Conversation } from "../../dynamic-providers/conversation/conversation";
import { readerOf } from "../../dynamic-providers/host/handed-settings";
import { openProjectLog, stepLog } from "../../dynamic-providers/project/project-log";
import { createStop } from "../../ovirt/stop";
import type { Owner } from "../../room/marker";
import type { RawSettings } from "../settings/stack-settings";
import { configurationOf, type Room } from "./room";

export class RoomEngine {
  private constructor(
    private readonly room: Room,
    readonly conversation: Conversation,
    private readonly stopping: AbortController,
  ) {}

  /**
   * @param room whose engine it is
   * @param settings in place of the room's own
   */
  static async open(room: Room, settings: RawSettings = room.raw): Promise<RoomEngine> {
    // What goes on with a seat is told by its context.
    const tell = { show: () => {}, warn: () => {} };
    const onTrouble = (message: string) => void process.stderr.write(`${message}\n`);
    const log = await openProjectLog(settings, room.name, onTrouble);
    const stopping = createStop();
    return new RoomEngine(
      room,
      new Conversation(readerOf(configurationOf(room, settings)), tell, log, stopping.signal),
      stopping,
    );
  }

  /** What only waits ends at once, and nothing more is asked of the engine. */
  stop(): void {
    this.stopping.abort();
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
