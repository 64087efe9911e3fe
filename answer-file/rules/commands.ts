/** @module Rules about commands: limits, order, and the power-off that ends the setup of a seat. */

import { error, type Finding, warning } from "../finding";
import {
  below,
  childrenOf,
  childText,
  DEPLOYMENT,
  SHELL_SETUP,
  settingsOf,
  type Unattend,
} from "../unattend";
import { textOf, type XmlElement } from "../xml";
import { type Swallowing, swallowsPowerOff } from "./cmd-line";
import { commandIn, powersOff, restarts, runsScript } from "./command-line";

/** Where commands stand, the element that holds the command, and the characters that it may have. */
const LISTS: readonly [
  component: string,
  path: readonly string[],
  command: "CommandLine" | "Path",
  limit: number,
][] = [
  [SHELL_SETUP, ["FirstLogonCommands", "SynchronousCommand"], "CommandLine", 1024],
  [SHELL_SETUP, ["LogonCommands", "AsynchronousCommand"], "CommandLine", 1024],
  [DEPLOYMENT, ["RunSynchronous", "RunSynchronousCommand"], "Path", 259],
  [DEPLOYMENT, ["RunAsynchronous", "RunAsynchronousCommand"], "Path", 259],
];

const MAX_ORDER = 500;

/** Every command line of the file, or of a component in it, whenever it runs. */
export function commandLines(file: Unattend, wanted?: string): string[] {
  return LISTS.filter(([component]) => wanted === undefined || component === wanted).flatMap(
    ([component, path, command]) =>
      settingsOf(file, component, path).map(element => commandIn(element, command)),
  );
}

/** Orders are numbers, each once; commands keep to their lengths. */
export function checkCommandLimits(file: Unattend): Finding[] {
  return LISTS.flatMap(([name, path, command, limit]) =>
    file.components
      .filter(component => component.name === name)
      .flatMap(component => {
        const seen = new Set<string>();
        return below(component.element, ...path).flatMap(element => [
          ...orderOf(element, seen),
          ...lengthOf(element, command, limit),
        ]);
      }),
  );
}

function orderOf(element: XmlElement, seen: Set<string>): Finding[] {
  const order = (childText(element, "Order") ?? "").trim();
  const valid = /^\d{1,3}$/.test(order) && Number(order) >= 1 && Number(order) <= MAX_ORDER;
  const doubled = seen.has(order);
  seen.add(order);
  if (valid && !doubled) return [];
  return [
    error(
      element,
      "command-order",
      doubled ? `two commands have the order ${order}` : `a command has the order ${JSON.stringify(order)}`,
      `Number the commands from 1 to at most ${MAX_ORDER}, each number once`,
    ),
  ];
}

function lengthOf(element: XmlElement, name: string, limit: number): Finding[] {
  const [command] = childrenOf(element, name);
  if (command === undefined) {
    return [
      error(
        element,
        "command",
        `a command has no <${name}>`,
        "Say what is to be run, or take the command away",
      ),
    ];
  }
  const { length } = textOf(command);
  if (length <= limit) return [];
  return [
    error(
      command,
      "command-length",
      `the command has ${length} characters, and Windows takes ${limit}`,
      "Put it into a script in the gold image, and call that",
    ),
  ];
}

/** The commands of the first logon, in the order in which they run. */
export function firstLogonCommands(file: Unattend): XmlElement[] {
  const commands = settingsOf(file, SHELL_SETUP, ["FirstLogonCommands", "SynchronousCommand"], "oobeSystem");
  return commands.sort((a, b) => Number(childText(a, "Order")) - Number(childText(b, "Order")));
}

/** The last thing that happens is the power-off: a seat is ready when it is off. */
export function checkPowerOff(file: Unattend): Finding[] {
  const commands = firstLogonCommands(file);
  const last = commands.at(-1);
  if (last === undefined) return [noPowerOff(file.root, "no command is run at the first logon")];
  const findings = [...lastCommand(last), ...earlierCommands(commands.slice(0, -1))];
  if (commands.length === 1 || findings.length > 0) return findings;
  return [
    warning(
      last,
      "commands-may-overlap",
      "the power-off is a command of its own, and Windows does not promise to wait for the commands before it",
      "Put them into one script whose last line is shutdown /p /f",
    ),
  ];
}

function lastCommand(element: XmlElement): Finding[] {
  const command = commandIn(element);
  const swallowing = swallowsPowerOff(command);
  if (swallowing !== undefined) return [swallowed(element, swallowing)];
  if (powersOff(command)) return [];
  if (restarts(command) || !runsScript(command)) {
    return [noPowerOff(element, "the last command of the first logon does not switch the computer off")];
  }
  return [
    warning(
      element,
      "power-off-unseen",
      "the last command of the first logon runs a script, and whether that switches the computer off cannot be seen from here",
      "See that its last line is shutdown /p /f; otherwise the seat runs into its time limit",
    ),
  ];
}

function earlierCommands(commands: readonly XmlElement[]): Finding[] {
  return commands
    .filter(element => powersOff(commandIn(element)) && swallowsPowerOff(commandIn(element)) === undefined)
    .map(element =>
      error(
        element,
        "power-off-not-last",
        "a command switches the computer off, and others come after it",
        "Make the power-off the last command",
      ),
    );
}

const SWALLOWED: Readonly<Record<Swallowing, readonly [why: string, remedy: string]>> = {
  exit: [
    "an exit ends the command line of the first logon before the power-off",
    "Take the exit away; in a script that is called, write exit /b",
  ],
  rem: [
    "a rem makes a remark of all that stands behind it in the command line, the power-off too",
    "Take the remark away",
  ],
  quote: [
    "the command line of the first logon has a quotation mark that nothing closes, and the power-off stands behind it",
    'Close it, or write ^" for one that stands alone',
  ],
};

function swallowed(element: XmlElement, swallowing: Swallowing): Finding {
  const [why, remedy] = SWALLOWED[swallowing];
  return warning(element, "power-off-swallowed", `${why}, so the seat runs into its time limit`, remedy);
}

/** No error: a script of the gold image (SetupComplete.cmd) may do it. */
function noPowerOff(at: XmlElement, why: string): Finding {
  return warning(
    at,
    "no-power-off",
    `${why}; unless the gold image does, the seat runs into its time limit`,
    "End the first logon with shutdown /p /f",
  );
}

/** Setup must not be cut off. @see the page of RunSynchronousCommand/Path */
export function checkSetupCommands(file: Unattend): Finding[] {
  return settingsOf(file, DEPLOYMENT, ["RunSynchronous", "RunSynchronousCommand"])
    .filter(element => [powersOff, restarts].some(does => does(commandIn(element, "Path"))))
    .map(element =>
      error(
        element,
        "shutdown-in-setup",
        "a command of RunSynchronous switches the computer off or restarts it in the middle of setup",
        "Use <WillReboot> for a restart, and FirstLogonCommands for the power-off",
      ),
    );
}
