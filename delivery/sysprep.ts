/**
 * @module Delivery by sysprep: the answer file as the engine's custom script, which the engine hands to the guest as
 * `Unattend.xml` on a CD-ROM (a floppy below cluster level 4.4).
 */

import { writeXml } from "../answer-file/write";
import { parseXml } from "../answer-file/xml-reader";

/** What the engine takes for one of its tokens: `$ComputerName$`, `$AdminPassword$`, and whatever else it may know. */
const TOKEN = /\$(?=[A-Za-z][A-Za-z0-9_]*\$)/g;

/**
 * The answer file as the engine may take it. The engine replaces tokens such as `$ComputerName$` in a custom script by
 * what the VM's own settings say, mostly by nothing. So the first `$` of each becomes a character reference, which the
 * engine does not know and Windows reads as `$` again. Any word between two `$` is treated so: which ones the engine
 * replaces depends on its version.
 *
 * @param answerFile as it was rendered
 * @returns a document that says the same, for `initialization.custom_script`
 */
export function sysprepScript(answerFile: string): string {
  if (answerFile.search(TOKEN) < 0) return answerFile;
  // no CDATA section survives being read and written: there a character reference would be text
  return writeXml(parseXml(answerFile, "answer file")).replaceAll(TOKEN, "&#36;");
}
