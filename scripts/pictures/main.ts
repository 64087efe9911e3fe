/**
 * @module `npm run pictures`: the pictures of docs/, taken of what is to be seen in them. The report is that of a real
 * rollout on the simulated engine, in which one seat's Windows stops answering.
 */

import { spawn } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { type Simulator, startSimulator } from "../../simulator";
import { RoomProject } from "../demo/room-project";
import { demoSecrets, demoSettings } from "../demo/room-settings";
import { openBrowser } from "./browser";

const root = resolve(__dirname, "../..");
const pictures = join(root, "docs", "pictures");
const room = "demo";
const failing = "demo-student04";

const looks = {
  light: { colorScheme: "light", viewport: { width: 960, height: 1000 } },
  dark: { colorScheme: "dark", viewport: { width: 960, height: 1000 } },
  narrow: { colorScheme: "light", viewport: { width: 390, height: 1000 } },
} as const;

async function main(): Promise<void> {
  const simulator = await startSimulator();
  try {
    await takePictures(simulator);
  } finally {
    await simulator.stop();
  }
}

async function takePictures(simulator: Simulator): Promise<void> {
  simulator.guests.faults.add({ vm: failing, fault: "hang" });
  const settings = { ...demoSettings(simulator), limits: { setup: "10 s" }, rollout: { wave: 4 } };
  const project = await RoomProject.create(room, settings, demoSecrets(simulator));
  try {
    await rollOut(project);
    const browser = await openBrowser();
    await photograph(browser, join(project.folder, "reports", room, "latest.html")).finally(() =>
      browser.close(),
    );
  } finally {
    await project.remove();
  }
}

async function rollOut(project: RoomProject): Promise<void> {
  const words = [join(root, "scripts", "virtroom.cjs"), "rollout", room, "--yes"];
  const child = spawn(process.execPath, words, {
    cwd: project.folder,
    env: { ...process.env, ...project.environment() },
    stdio: "inherit",
  });
  const code = await new Promise<number | null>((done, fail) => child.once("error", fail).once("exit", done));
  // One seat fails, as it should.
  if (code !== 1) throw new Error(`the rollout ended with ${code}`);
}

async function photograph(browser: Browser, page: string): Promise<void> {
  await mkdir(pictures, { recursive: true });
  for (const [name, look] of Object.entries(looks)) {
    const tab = await browser.newPage(look);
    await tab.goto(pathToFileURL(page).href);
    const figures = await tab.locator("#figures").boundingBox();
    const clip = { x: 0, y: 0, width: look.viewport.width, height: Math.floor(figures?.y ?? 1000) };
    await tab.screenshot({ path: join(pictures, `report-${name}.png`), fullPage: true, clip });
    await tab.close();
  }
}

main().catch(error => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
});
