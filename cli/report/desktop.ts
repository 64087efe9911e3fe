/** @module Showing a page in the desktop's browser, where there is one. */

import { spawn } from "node:child_process";

export function hasDesktop(): boolean {
  const session = process.platform !== "linux" || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  return openers[process.platform] !== undefined && Boolean(session) && process.stdout.isTTY;
}

/** @param file no address: everybody on this machine can read the arguments of its processes */
export function openInBrowser(file: string): void {
  const child = spawn(openers[process.platform] ?? "", [file], { stdio: "ignore", detached: true });
  // Where the page is, is printed already.
  child.on("error", () => {});
  child.unref();
}

const openers: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  darwin: "open",
  linux: "xdg-open",
  win32: "explorer",
};
