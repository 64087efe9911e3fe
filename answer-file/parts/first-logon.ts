/**
 * What is run when somebody is logged on for the first time, and the power-off after it.
 *
 * @module
 */
import { SHELL_SETUP } from "../unattend";
import type { XmlElement } from "../xml";
import type { Part } from "./build";
import { element, item, leaves, unless, when } from "./element";

/** Ends the setup of a seat: the VM that is off is the one that is ready. */
const POWER_OFF = "shutdown.exe /p /f";

/**
 * The commands of a value, and then the power-off: all in one, because Windows does not promise to wait for one command
 * before it starts the next. Without the value, the power-off alone.
 *
 * @param commands name of the value: a command line, or a list of them
 */
export function firstLogon(commands: string): Part {
  const script = `cmd.exe /d /c "\${${commands}|script} & ${POWER_OFF}"`;
  const elements = [
    element(
      "FirstLogonCommands",
      when(commands, command(script, "First logon, then off")),
      unless(commands, command(POWER_OFF, "Off")),
    ),
  ];
  return [{ pass: "oobeSystem", component: SHELL_SETUP, elements }];
}

function command(line: string, description: string): XmlElement {
  return item(
    element("SynchronousCommand", ...leaves({ CommandLine: line, Description: description, Order: "1" })),
  );
}
