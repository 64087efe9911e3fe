/** @module A good answer file with all its parts, and ways to change it. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { Finding } from "../../answer-file/finding";
import { renderAnswerFile } from "../../answer-file/render";
import { loadTemplate } from "../../answer-file/template";

/** What every component carries. */
export const COMPONENT =
  'processorArchitecture="amd64" publicKeyToken="31bf3856ad364e35" language="neutral" versionScope="nonSxS"';

export const seat = { computerName: "ROOM01-VD07", os: "windows_10x64" };

/** What a seat and the settings give, for a file with all its parts. */
export const values = {
  computerName: "ROOM01-VD07",
  macWindows: "00-1A-4A-16-01-51",
  ip: "192.0.2.107",
  prefix: "24",
  defaultGateway: "192.0.2.1",
  timeZone: "W. Europe Standard Time",
  locale: "de-CH",
  administratorPassword: "marked-secret-1",
  dnsServers: ["192.0.2.2", "2001:db8::2"],
  dnsDomain: "example.test",
  domain: "example.test",
  domainOu: "OU=Rooms,DC=example,DC=test",
  joinUser: "join",
  joinPassword: "marked-secret-2",
  productKey: "AAAAA-BBBBB-CCCCC-DDDDD-EEEEE",
  owner: "School",
  organization: "School",
  localUser: "pupil",
  localUserPassword: "marked-secret-3",
  firstLogonCommands: "net use x: \\\\server\\share marked-secret-4",
  powerOff: "shutdown.exe /p /f",
};

export const good = renderAnswerFile(
  loadTemplate(readFileSync("templates/win10.xml", "utf8"), "win10.xml"),
  values,
);

/** The good file with one thing changed; the change has to hit. */
export function changed(from: string | RegExp, to: string): string {
  const xml = good.replace(from, to);
  assert.notEqual(xml, good, `${from} is not in the file`);
  return xml;
}

export function rulesOf(findings: readonly Finding[]): string[] {
  return findings.map(({ rule }) => rule);
}

/** What the join's password says in every file with one. */
export const usual = ["clear-password"];
