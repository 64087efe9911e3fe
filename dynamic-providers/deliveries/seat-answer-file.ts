/** @module The answer file of a seat from today's settings and the template's file on disk. */

import { answerFileDigest, answerFileOf } from "../../answer-file/for-seat";
import { loadTemplate } from "../../answer-file/template";
import type { Context } from "../conversation/context";
import { readProjectFile } from "../project/project-file";
import { ProviderError } from "../provider-error";

/** @throws ProviderError when the template's file is another than the one that the preview has seen */
export function seatAnswerFile(inputs: { mac: string; answerFile: string }, context: Context): string {
  const { conversation, owner, seat } = context;
  const step = "writing the answer file";
  const { settings } = conversation;
  const ofSeat = conversation.seat(owner);
  const file = ofSeat.settings.answerFileTemplate;
  const template = loadTemplate(readProjectFile(file, "answerFileTemplate"), file);
  if (answerFileDigest(ofSeat, settings, template) !== inputs.answerFile) {
    throw new ProviderError(
      seat,
      step,
      `${file} or the settings have changed during the run`,
      "Roll the room out again",
    );
  }
  return answerFileOf(ofSeat, settings, template, { mac: inputs.mac, scriptTime: conversation.scriptTime });
}
