/** @module The reports of a room: `reports/<room>/<time>-<kind>.json` and `.html`, for their owner's eyes. */

import { mkdir, readdir, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { reportPage } from "../../report/page";
import { pictureUri } from "../../report/picture";
import { type RecordedRun, recordedRun } from "../../report/recorded-run";
import type { Project } from "../project";

/** Reports of a room that are kept. */
const keep = 100;
const latest = "latest.html";

export class ReportFiles {
  readonly folder: string;

  constructor(
    private readonly project: Project,
    room: string,
  ) {
    this.folder = join(project.folder, "reports", room);
  }

  /** Writes the record, over the one that the same run wrote before. @returns its file */
  async writeRecord(run: RecordedRun): Promise<string> {
    const file = join(this.folder, `${nameOf(run)}.json`);
    await this.place(file, JSON.stringify(run));
    return file;
  }

  /** Draws the page, makes it the newest, and takes the oldest away. @returns its file */
  async writePage(run: RecordedRun): Promise<string> {
    const name = `${nameOf(run)}.html`;
    const file = join(this.folder, name);
    await this.place(file, reportPage(run, { pictures: await this.pictures(run) }));
    const link = join(this.folder, `${latest}.${process.pid}`);
    await rm(link, { force: true });
    await symlink(name, link);
    await rename(link, join(this.folder, latest));
    for (const old of (await this.names()).slice(0, -keep)) {
      for (const kind of ["json", "html"]) await rm(join(this.folder, `${old}.${kind}`), { force: true });
    }
    return file;
  }

  /** The record of the newest run; undefined when there is none that can be read. */
  async newest(): Promise<RecordedRun | undefined> {
    for (const name of (await this.names()).reverse()) {
      const run = await readRecord(join(this.folder, `${name}.json`));
      if (run) return run;
    }
    return undefined;
  }

  /** The pictures that the failures name, as far as they are there and can be shown. */
  async pictures({ seats }: RecordedRun): Promise<ReadonlyMap<string, string>> {
    const files = seats.flatMap(seat => seat.failures.flatMap(({ evidence }) => evidence ?? []));
    const found = new Map<string, string>();
    for (const file of files) {
      const uri = await readFile(join(this.project.folder, file)).then(pictureUri, () => undefined);
      if (uri !== undefined) found.set(file, uri);
    }
    return found;
  }

  /** Without their endings, the oldest first. */
  private async names(): Promise<string[]> {
    const all = await readdir(this.folder).catch(() => []);
    return all.flatMap(name => /^(\d[\w-]*)\.json$/.exec(name)?.[1] ?? []).sort();
  }

  /** Whoever reads it finds the whole of the old or of the new. */
  private async place(file: string, text: string): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const making = `${file}.${process.pid}`;
    await writeFile(making, text, { mode: 0o600 });
    await rename(making, file);
  }
}

async function readRecord(file: string): Promise<RecordedRun | undefined> {
  try {
    return recordedRun.safeParse(JSON.parse(await readFile(file, "utf8"))).data;
  } catch {
    return undefined;
  }
}

/** Sorted by name, they are sorted by time. */
function nameOf({ began, kind }: RecordedRun): string {
  return `${began.replaceAll(/[:.]/g, "-")}-${kind}`;
}
