/**
 * @module The way from the desktop to the live report: a file for this account alone that leads to the address. The token
 * in it would be seen by everybody as an argument of the browser.
 */

import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { html } from "../../report/html";

/** @param folder of the room's reports @returns the file, which goes with this process */
export function liveDoor(folder: string, address: string): string {
  const file = join(folder, `live-${process.pid}.html`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // One that a killed process left would keep its own mode.
  rmSync(file, { force: true });
  writeFileSync(file, doorPage(address), { mode: 0o600, flag: "wx" });
  process.once("exit", () => rmSync(file, { force: true }));
  return file;
}

function doorPage(address: string): string {
  return html`<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="0; url=${address}">
<meta name="color-scheme" content="light dark"><title>virtroom</title></head>
<body><main><h1><a href="${address}">The report of a run that goes on</a></h1></main></body></html>
`.text;
}
