/** @module What is to be said of the answer files of a room, and of the share that floppies go to. */

import { answerFileOf } from "../../answer-file/for-seat";
import { settingsWarnings } from "../../answer-file/settings-warnings";
import { loadTemplate, type Template } from "../../answer-file/template";
import { checkSeatFiles } from "../../delivery/check-seats";
import { openSftp } from "../../delivery/sftp";
import { projectPath } from "../../dynamic-providers/project/project-file";
import { payloadLimit } from "../../room/delivery";
import type { Inventory } from "../../room/preflight/inventory";
import { deliveryOf } from "../../room/preflight/preflight";
import type { SftpSettings } from "../../room/settings/settings";
import type { DefinedRoom } from "../room/room";
import { type Examination, judged, ok, warn } from "./examination";

export async function examineAnswerFiles(
  examination: Examination,
  { settings, seats }: DefinedRoom,
  inventory: Inventory,
  templateText: (file: string) => string,
): Promise<void> {
  await examination.look("Answer files", async () => {
    const templates = new Map<string, Template>();
    const files = seats.map(seat => {
      const file = seat.settings.answerFileTemplate;
      const template = templates.get(file) ?? loadTemplate(templateText(file), file);
      templates.set(file, template);
      const delivery = deliveryOf(seat.settings, settings, inventory);
      return { seat, delivery, answerFile: answerFileOf(seat, settings, template) };
    });
    const { faults, warnings } = checkSeatFiles(files);
    const payloads = files.some(({ delivery }) => delivery === "payload");
    const limit = payloads ? `, and each fits into the ${payloadLimit} characters of a payload` : "";
    const findings = judged(faults, `those of ${files.length} seats are right${limit}`);
    return [
      true,
      ...findings,
      ...[...settingsWarnings(seats, settings, templates), ...warnings].map(({ path, message, remedy }) =>
        warn(`${path}: ${message}`, remedy),
      ),
    ];
  });
}

export async function examineShare(examination: Examination, settings: SftpSettings): Promise<void> {
  const { host, keyFile, password, keyPassphrase, ...access } = settings;
  await examination.look("SFTP", async () => {
    const share = await openSftp({
      ...access,
      host,
      ...(keyFile === undefined ? {} : { keyFile: projectPath(keyFile) }),
      ...(password === undefined ? {} : { password }),
      ...(keyPassphrase === undefined ? {} : { keyPassphrase }),
    });
    try {
      const probe = `virtroom-doctor-${process.pid}`;
      await share.upload(probe, Buffer.from("a file that virtroom doctor forgot: remove it\n"));
      await share.remove(probe);
    } finally {
      await share.close();
    }
    return [true, ok(`${host} has the host key of the settings, and takes files in ${settings.folder}`)];
  });
}
