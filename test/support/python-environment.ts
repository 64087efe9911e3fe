/**
 * @module Python environments with packages of fixed versions, for tests that compare with what others wrote. Made on
 * first use in the user's cache folder.
 */

import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

export interface PythonPackages {
  /** All of them, those that others need included: `Jinja2==3.1.6`. */
  packages: string[];
  /** Of a package that is large, only what lies in one folder of it. */
  part?: { package: string; folder: string };
}

/** The interpreter of an environment with these packages. Programs of packages are run with its `-m`. */
export async function pythonWith(wanted: PythonPackages): Promise<string> {
  const { stdout: version } = await run("python3", ["-c", "import sys; print(sys.version, sys.prefix)"]);
  const hash = createHash("sha256")
    .update(JSON.stringify([wanted, version]))
    .digest("hex");
  const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache");
  const folder = join(cache, "virtroom", `python-${hash.slice(0, 16)}`);
  if (!existsSync(folder)) {
    await install(folder, wanted);
  }
  return join(folder, "bin", "python");
}

/** The folder gets its name last, so that one with that name is complete. */
async function install(folder: string, { packages, part }: PythonPackages): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  const draft = await mkdtemp(`${folder}-`);
  const python = join(draft, "bin", "python");
  const pip = (...args: string[]) =>
    run(python, ["-m", "pip", "--quiet", "--disable-pip-version-check", ...args]);
  try {
    await run("python3", ["-m", "venv", draft]);
    await pip("install", "--no-deps", ...packages);
    if (part !== undefined) {
      const wheels = join(draft, "wheels");
      await pip("download", "--no-deps", "--dest", wheels, part.package);
      await run(python, ["-c", UNPACK, wheels, part.folder]);
      await rm(wheels, { recursive: true });
    }
    await rename(draft, folder);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // Another test run may have been quicker.
    if (!existsSync(folder)) {
      throw error;
    }
  }
}

/** Unpacks one folder of the wheel that lies in a folder to where packages are. */
const UNPACK = `
import glob, sys, sysconfig, zipfile
with zipfile.ZipFile(glob.glob(sys.argv[1] + "/*.whl")[0]) as wheel:
    names = [name for name in wheel.namelist() if name.startswith(sys.argv[2] + "/")]
    wheel.extractall(sysconfig.get_path("purelib"), names)
`;
