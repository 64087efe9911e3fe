/** @module Delivery by payload: the answer file as a file that the engine keeps with the VM, and puts on a CD-ROM. */

import { writeXml } from "../answer-file/write";
import { parseXml } from "../answer-file/xml-reader";
import { payloadLimit } from "../room/delivery";
import { ExplainedError } from "../room/fault/explained-error";

/** An error to be thrown when an answer file does not go into a payload. Its message is meant for the user's eyes. */
export class PayloadError extends ExplainedError {
  override readonly name = "PayloadError";
}

/**
 * The answer file as short as can be: the engine counts characters, and blanks between elements mean nothing.
 *
 * @param answerFile as it was rendered
 * @throws PayloadError when it is still longer than the engine takes
 */
export function payloadContent(answerFile: string): string {
  const content = writeXml(parseXml(answerFile, "answer file"), "compact");
  if (content.length <= payloadLimit) return content;
  throw new PayloadError(
    `The answer file has ${content.length} characters, and the engine takes ${payloadLimit} in a payload`,
    "Choose delivery: sysprep, which has no limit, or make the template shorter",
  );
}
