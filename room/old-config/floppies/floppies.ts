/** @module How floppy images got to the hosts: the commands of the old file, and the folder as the hosts see it. */

import type { SectionReader } from "../config-obj/section-reader";
import { plainCommand } from "./command-format";
import type { SftpTarget } from "./sftp-call";
import { recognizeSftp } from "./sftp-command";

export interface Floppies {
  /** Shell command, with `{0}` for the local file and `{1}` for its name on the share. */
  readonly uploadCommand: string;
  /** Shell command, with `{0}` for the name on the share. */
  readonly cleanupCommand: string;
  /** The share as the hosts see it. */
  readonly folderOnHosts: string;
  /** The server that both commands speak to, when they do nothing else. */
  readonly sftp?: SftpTarget;
}

export function readFloppies(general: SectionReader): Floppies | undefined {
  const uploadCommand = readCommand(general, "sftp_floppy_upload_cmd", 2);
  const cleanupCommand = readCommand(general, "sftp_floppy_cleanup_cmd", 1);
  const folder = general.text("ovirt_worker_floppy_prefix");
  if (uploadCommand === undefined || cleanupCommand === undefined || folder === undefined) return undefined;
  const sftp = recognizeSftp(uploadCommand, cleanupCommand);
  return { uploadCommand, cleanupCommand, folderOnHosts: folder, ...(sftp && { sftp }) };
}

function readCommand(general: SectionReader, key: string, files: number): string | undefined {
  const written = general.text(key);
  if (written === undefined) return undefined;
  const plain = plainCommand(written, files);
  return "command" in plain ? plain.command : general.fault(key, plain.message, plain.remedy);
}

/** Whether a command tells SSH to take any server for the right one. */
export function takesAnyServer({ uploadCommand, cleanupCommand }: Floppies): boolean {
  return [uploadCommand, cleanupCommand].some(command =>
    /StrictHostKeyChecking(?:\s*=\s*|\s+)["']?(?:no|off)\b/i.test(command),
  );
}
