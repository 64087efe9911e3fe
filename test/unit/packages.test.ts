/** @module Whether the installed packages are those of the lock file. */

import { strict as assert } from "node:assert";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import manifest from "../../package.json";
import { missingPackages } from "../../scripts/packages.cjs";

const locked = {
  "": { version: "0.1.0" },
  "node_modules/wanted": { version: "1.2.3", integrity: "sha512-a" },
  "node_modules/@scope/outer/node_modules/@scope/inner": { version: "2.0.0", integrity: "sha512-b" },
  "node_modules/for-another-platform": { version: "1.0.0", integrity: "sha512-c", optional: true },
  "node_modules/for-tests": { version: "1.0.0", integrity: "sha512-d", dev: true },
};
const { "node_modules/for-another-platform": _, ...installed } = locked;

const checkout = join(__dirname, "../..");

/** As far as it is looked at. */
interface Lock {
  readonly packages: Readonly<Record<string, { integrity?: string; resolved?: string; link?: boolean }>>;
}

describe("the packages of package.json", () => {
  const { dependencies, devDependencies } = manifest;

  it("are wanted in one version each", () => {
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies }))
      assert.match(version, /^\d+\.\d+\.\d+$/, name);
  });

  it("and all that they bring are pinned by their digests, and come from a registry", async () => {
    const { packages }: Lock = JSON.parse(await readFile(join(checkout, "package-lock.json"), "utf8"));
    const { "": _own, ...others } = packages;
    assert.ok(Object.keys(others).length > 100);
    for (const [place, { integrity = "", resolved = "", link }] of Object.entries(others)) {
      assert.match(integrity, /^sha512-/, place);
      assert.ok(!link && !/^(git|file|http:)/.test(resolved), place);
    }
  });

  it("run nothing when they are installed", async () => {
    assert.match(await readFile(join(checkout, ".npmrc"), "utf8"), /^ignore-scripts=true$/m);
  });
});

describe("the installed packages", () => {
  let root: string;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "virtroom-packages-"));
    await writeFile(join(root, "package-lock.json"), JSON.stringify({ packages: locked }));
  });

  afterEach(() => rm(root, { recursive: true }));

  it("are complete without those for other platforms", async () => {
    assert.deepEqual(await missing(installed), []);
  });

  it("may hold more than the lock file", async () => {
    assert.deepEqual(await missing({ ...installed, "node_modules/more": { version: "9.0.0" } }), []);
  });

  it("are named where another version is installed", async () => {
    const older = { "node_modules/wanted": { version: "1.2.2", integrity: "sha512-e" } };
    assert.deepEqual(await missing({ ...installed, ...older }), ["wanted@1.2.3"]);
  });

  it("are named where the same version has another content", async () => {
    const other = { "node_modules/wanted": { version: "1.2.3", integrity: "sha512-e" } };
    assert.deepEqual(await missing({ ...installed, ...other }), ["wanted@1.2.3"]);
  });

  it("may lack those for tests where nothing is tested", async () => {
    const { "node_modules/for-tests": _, ...rest } = installed;
    assert.deepEqual(await missing(rest), ["for-tests@1.0.0"]);
    assert.deepEqual(missingPackages(root, { dev: false }), []);
  });

  it("are all missing where nothing was ever installed", () => {
    const all = ["wanted@1.2.3", "@scope/inner@2.0.0", "for-tests@1.0.0"];
    assert.deepEqual(missingPackages(root, { dev: true }), all);
  });

  async function missing(packages: Record<string, unknown>): Promise<string[]> {
    await mkdir(join(root, "node_modules"));
    await writeFile(join(root, "node_modules/.package-lock.json"), JSON.stringify({ packages }));
    return missingPackages(root, { dev: true });
  }
});
