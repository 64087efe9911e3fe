/** @module What is run when somebody is logged on for the first time, and the power-off after it. */

import { SHELL_SETUP } from "../../../../answer-file/unattend";
import type { XmlElement } from "../../../../answer-file/xml";
import type { Part } from "./build";
import { element, item, leaves, unless, when } from "./element";

/**
 * Takes back what logs the Administrator on. Windows does so once more than LogonCount says, and keeps the password in the clear
 * for it: each finished seat would show his desktop at its next start, a stateless one at every start.
 *
 * @see https://learn.microsoft.com/windows-hardware/customize/desktop/unattend/microsoft-windows-shell-setup-autologon-logoncount
 */
const NO_MORE_LOGONS =
  '(for %v in (AutoAdminLogon AutoLogonCount DefaultPassword) do reg.exe delete "HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon" /v %v /f)';

/**
 * Windows crosses out the passwords of an answer file that it is done with, and leaves those that stand in commands.
 *
 * @see https://learn.microsoft.com/windows-hardware/manufacture/desktop/windows-setup-automation-overview
 */
const NO_ANSWER_FILE = "del /f /q C:\\Windows\\Panther\\unattend*.xml";

/**
 * The commands of a value, and then the power-off: all in one, because Windows does not promise to wait for one command
 * before it starts the next. Without the value, the power-off alone. The automatic logon is taken back first, for a command may
 * set up another one, and the answer file that Windows keeps is deleted.
 *
 * @param commands name of the value: a command line, or a list of them
 */
export function firstLogon(commands: string): Part {
  const line = (...parts: string[]) =>
    `cmd.exe /d /c "${[NO_MORE_LOGONS, NO_ANSWER_FILE, ...parts, "${powerOff}"].join(" & ")}"`;
  const elements = [
    element(
      "FirstLogonCommands",
      when(commands, command(line(`\${${commands}|script}`), "First logon, then off")),
      unless(commands, command(line(), "Off")),
    ),
  ];
  return [{ pass: "oobeSystem", component: SHELL_SETUP, elements }];
}

function command(line: string, description: string): XmlElement {
  return item(
    element("SynchronousCommand", ...leaves({ CommandLine: line, Description: description, Order: "1" })),
  );
}
