/** @module Answer files that are broken in what Windows does by itself: commands, logons, passwords, the end. */

import { obfuscatePassword } from "../../../answer-file/password";
import { COMPONENT, changed, values } from "../good-answer-file";
import type { BrokenFile } from "./broken-file";

function resealed(how: string): string {
  const deployment = `<component name="Microsoft-Windows-Deployment" ${COMPONENT}>\n<Reseal>${how}</Reseal></component>`;
  return changed('<settings pass="oobeSystem">', `<settings pass="oobeSystem">\n${deployment}`);
}

export const runBroken: readonly BrokenFile[] = [
  [
    "command-order",
    "has a command without order",
    () => changed(/<Order>1<\/Order>(?=\s*<\/Sync)/, ""),
    "<SynchronousCommand",
  ],
  [
    "command-order",
    "has a command with an order out of bounds",
    () => changed(/<Order>1<(?=\/Order>\s*<\/Sync)/, "<Order>501<"),
    "<SynchronousCommand",
  ],
  [
    "command-order",
    "has a command with order 0",
    () => changed(/<Order>1<(?=\/Order>\s*<\/Sync)/, "<Order>0<"),
    "<SynchronousCommand",
  ],
  [
    "command-length",
    "has a long command",
    () => changed("net use", `net use ${"x".repeat(1024)}`),
    "<CommandLine>",
  ],
  [
    "no-power-off",
    "has no commands",
    () => changed(/<FirstLogonCommands>[\s\S]*<\/FirstLogonCommands>/, ""),
    "<unattend",
    "warning",
  ],
  [
    "no-power-off",
    "does not power off",
    () => changed(" &amp; shutdown.exe /p /f", ""),
    "<SynchronousCommand",
    "warning",
  ],
  [
    "no-power-off",
    "restarts in the end",
    () => changed("shutdown.exe /p /f", "shutdown.exe /r /t 0"),
    "<SynchronousCommand",
    "warning",
  ],
  [
    "power-off-not-last",
    "powers off before the last command",
    () =>
      changed(
        "</FirstLogonCommands>",
        '<SynchronousCommand wcm:action="add"><Order>2</Order><CommandLine>C:\\setup\\more.cmd</CommandLine></SynchronousCommand></FirstLogonCommands>',
      ),
    "<SynchronousCommand",
  ],
  [
    "power-off-unseen",
    "runs a script in the end",
    () =>
      changed(
        /<CommandLine>.*<\/CommandLine>/,
        "<CommandLine>cmd /c C:\\setup\\first-logon.cmd</CommandLine>",
      ),
    "<SynchronousCommand",
    "warning",
  ],
  [
    "commands-may-overlap",
    "powers off in a command of its own",
    () =>
      changed(
        "<FirstLogonCommands>",
        '<FirstLogonCommands><SynchronousCommand wcm:action="add"><Order>0001</Order><CommandLine>x</CommandLine></SynchronousCommand>',
      )
        .replace("<Order>0001", "<Order>1")
        .replace(/<Order>1<\/Order>(?![\s\S]*<Order>1<)/, "<Order>2</Order>"),
    /<SynchronousCommand wcm:action="add">$/,
    "warning",
  ],
  [
    "no-logon",
    "logs nobody on",
    () => changed(/<AutoLogon>[\s\S]*<\/AutoLogon>/, ""),
    "<SynchronousCommand",
    "warning",
  ],
  [
    "logon-user",
    "logs on a user whom nothing makes",
    () => changed("<Username>Administrator", "<Username>teacher").replace("<Domain>ROOM01-VD07", "<Domain>."),
    "<Username>teacher",
    "warning",
  ],
  [
    "logon-user",
    "logs on nobody by name",
    () => changed("<Username>Administrator</Username>", ""),
    "<AutoLogon>",
    "warning",
  ],
  [
    "logon-user",
    "logs on a user for whom no command runs",
    () =>
      changed("<Username>Administrator", "<Username>pupil").replace(
        /(<AutoLogon>\s*<Password>\s*<Value>)[^<]*/,
        `$1${obfuscatePassword(values.localUserPassword, "Password")}`,
      ),
    "<Username>pupil",
    "warning",
  ],
  [
    "logon-password",
    "logs on with another password than the Administrator gets",
    () =>
      changed(
        /(<AutoLogon>\s*<Password>\s*<Value>)[^<]*/,
        `$1${obfuscatePassword("marked-secret-5", "Password")}`,
      ),
    /<Password>$/,
    "warning",
  ],
  [
    "logon-password",
    "logs on without the password that the account gets",
    () =>
      changed(/(<AutoLogon>)\s*<Password>[\s\S]*?<\/Password>/, "$1")
        .replace("<Username>Administrator", "<Username>pupil")
        .replace("<Group>Users", "<Group>Users;Administrators"),
    "<AutoLogon>",
    "warning",
  ],
  [
    "logon-domain",
    "logs on somebody of the domain without saying of which",
    () => changed("<Username>Administrator", "<Username>teacher").replace("<Domain>ROOM01-VD07</Domain>", ""),
    "<Username>teacher",
    "warning",
  ],
  [
    "logon-count",
    "does not say how often it logs on",
    () => changed("<LogonCount>1</LogonCount>", ""),
    "<AutoLogon>",
    "warning",
  ],
  [
    "logon-count",
    "logs on not once",
    () => changed("<LogonCount>1<", "<LogonCount>0<"),
    "<LogonCount>0",
    "warning",
  ],
  [
    "shutdown-in-setup",
    "powers off in the middle of setup",
    () =>
      changed(
        "<RunSynchronous>",
        '<RunSynchronous><RunSynchronousCommand wcm:action="add"><Order>2</Order><Path>shutdown /s</Path></RunSynchronousCommand>',
      ),
    "<RunSynchronousCommand",
  ],
  [
    "command-length",
    "has a long command during setup",
    () =>
      changed(
        "<RunSynchronous>",
        `<RunSynchronous><RunSynchronousCommand wcm:action="add"><Order>2</Order><Path>${"x".repeat(260)}</Path></RunSynchronousCommand>`,
      ),
    "<RunSynchronousCommand",
  ],
  [
    "reseal",
    "goes to audit mode instead of the first logon",
    () => resealed("<Mode>Audit</Mode>"),
    "<Reseal>",
  ],
  [
    "reseal",
    "switches itself off half set up",
    () => resealed("<ForceShutdownNow>true</ForceShutdownNow>\n<Mode>Audit</Mode>"),
    "<Reseal>",
  ],
  [
    "reseal",
    "restarts for ever",
    () => resealed("<ForceShutdownNow>true</ForceShutdownNow>\n<Mode>OOBE</Mode>"),
    "<Reseal>",
  ],
  [
    "clear-password",
    "holds a password in the clear",
    () =>
      changed(
        /(<AdministratorPassword>\s*<Value>)[^<]*(<\/Value>\s*<PlainText>)false/,
        `$1${values.administratorPassword}$2true`,
      ),
    "<AdministratorPassword>",
    "warning",
  ],
  [
    "password-form",
    "calls a password obfuscated that is not",
    () =>
      changed(obfuscatePassword(values.administratorPassword, "AdministratorPassword"), "marked-secret-1"),
    "<AdministratorPassword>",
  ],
  [
    "password-form",
    "has a password that is obfuscated for another element",
    () =>
      changed(
        obfuscatePassword(values.administratorPassword, "AdministratorPassword"),
        obfuscatePassword("x", "Password"),
      ),
    "<AdministratorPassword>",
  ],
  [
    "password-deleted",
    "has an account of which Windows has crossed the password out",
    () => changed(/(<LocalAccount [\s\S]*?<Password>)[\s\S]*?(<\/Password>)/, "$1*SENSITIVE*DATA*DELETED*$2"),
    "<Password>*SENS",
  ],
  [
    "password-deleted",
    "has a value in the place of which Windows has written something else",
    () => changed(/(<LocalAccount [\s\S]*?<Value>)[^<]*/, "$1*SENSITIVE*DATA*DELETED*"),
    "<Value>*SENS",
  ],
  [
    "password-deleted",
    "joins with a password that Windows has crossed out",
    () => changed(values.joinPassword, "*SENSITIVE*DATA*DELETED*"),
    "<Password>*SENS",
  ],
  [
    "power-off-swallowed",
    "ends the command line before the power-off",
    () => changed("net use x:", "exit &amp; net use x:"),
    "<SynchronousCommand",
    "warning",
  ],
  [
    "power-off-swallowed",
    "ends it as a script would be ended",
    () => changed("net use x:", "exit /b 0 &amp; net use x:"),
    "<SynchronousCommand",
    "warning",
  ],
  [
    "power-off-swallowed",
    "makes a remark of the power-off",
    () => changed("net use x:", "rem net use x:"),
    "<SynchronousCommand",
    "warning",
  ],
  [
    "power-off-swallowed",
    "takes the power-off into quotation marks",
    () => changed("net use x:", 'net use "x:'),
    "<SynchronousCommand",
    "warning",
  ],
  [
    "no-power-off",
    "only talks about the power-off",
    () => changed("shutdown.exe", "echo shutdown"),
    "<SynchronousCommand",
    "warning",
  ],
  [
    "logs-on-again",
    "leaves the automatic logon to the seat's next start",
    () => changed("AutoAdminLogon AutoLogonCount", "Background"),
    "<Enabled>true",
    "warning",
  ],
  [
    "password-expires",
    "lets the password of an account expire",
    () =>
      changed("/maxpwage:unlimited", "/minpwlen:0").replace(
        /<component name="Microsoft-Windows-UnattendedJoin"[\s\S]*?<\/component>/,
        "",
      ),
    "<LocalAccount ",
    "warning",
  ],
];
