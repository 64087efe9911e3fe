/**
 * @module Floppy: the image with a seat's answer file, in a local file for a Command to upload. It is written while the
 * seat still has to be set up, and again when a run that did not finish left the share without it.
 */

import { randomUUID } from "node:crypto";
import { commandsFor } from "../delivery/floppy-commands";
import type { Context } from "./conversation/context";
import { imageFile, removeImage, writeImage } from "./deliveries/image-file";
import { seatAnswerFile } from "./deliveries/seat-answer-file";
import type { Provider, SeatInputs } from "./provider";
import { readOwned } from "./steps/owned-vm";

export interface FloppyInputs extends SeatInputs {
  readonly vmId: string;
  readonly mac: string;
  /** Digest of the answer file, as the preview has seen it. */
  readonly answerFile: string;
  /**
   * There when a run before this one has begun and not finished: then what it has left is not relied upon. It is another
   * word in each run, so that its inputs alone say whether a resource has to be changed.
   */
  readonly again?: string;
}

interface FloppyState extends Pick<FloppyInputs, "owner" | "vmId"> {
  /** Path of the local file, whether it is there or not. */
  readonly file: string;
  /** Another word each time that the image is written: then it is uploaded. */
  readonly written: string;
  /** Seconds that each of the commands may take, as the shell gets them; states of before have none. */
  readonly limit: string;
}

export const floppyProvider: Provider<FloppyInputs, FloppyState> = {
  kind: "Floppy",
  replacedBy: ["owner", "vmId"],
  updatedBy: [],
  alsoUpdated: news => news.again !== undefined,

  create: async (inputs, context) => ({ id: "floppy", state: await write(inputs, context) }),

  async read(_id, state, { conversation, owner }) {
    return (await conversation.known.listed(owner, state.vmId)) && state;
  },

  update: (_id, _olds, news, context) => write(news, context),

  delete: async (_id, _state, { owner }) => removeImage(owner),
};

/** A guest that runs has its floppy: it is not written under its feet. */
async function write(inputs: FloppyInputs, context: Context): Promise<FloppyState> {
  const { owner, seat } = context;
  const { vm, marker } = await readOwned(inputs.vmId, context, `preparing the floppy of ${seat}`);
  const needed = vm.status === "down" && (marker.phase === "cloning" || marker.phase === "setup");
  const { floppyCommands, limits } = context.conversation.connection;
  // Whether the commands can take this path at all is found here, before there is anything to upload.
  if (floppyCommands) commandsFor(floppyCommands, imageFile(owner));
  if (needed) writeImage(owner, seatAnswerFile(inputs, context));
  else removeImage(owner);
  return {
    owner: inputs.owner,
    vmId: inputs.vmId,
    file: imageFile(owner),
    written: randomUUID().slice(0, 8),
    limit: String(Math.ceil(limits.outage / 1000)),
  };
}
