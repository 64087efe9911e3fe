/** @module Where the Pulumi tools come from: PATH, the official distribution, or nowhere, and what is said then. */

import { strict as assert } from "node:assert";
import { createHash } from "node:crypto";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { lackingOnPath, pulumiTools } from "../../scripts/setup/pulumi-tools.mjs";
import { runProgram } from "../support/run-program";

const names = ["pulumi", "pulumi-language-nodejs"];

describe("the Pulumi tools", () => {
  let folder: string;
  let said: string[];
  const sites: Server[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "virtroom-tools-"));
    said = [];
  });

  afterEach(async () => {
    for (const site of sites.splice(0)) {
      site.close();
      site.closeAllConnections();
    }
    await rm(folder, { recursive: true });
  });

  it("are those on PATH when they are new enough", async () => {
    await program("on-path", "pulumi", "echo v3.999.0");
    for (const name of names.slice(1)) await program("on-path", name, "");
    assert.equal(await tools({}), undefined);
    assert.deepEqual(said, []);
  });

  it("are looked at without being got: too old, incomplete, or right", async () => {
    const lacking = () => lackingOnPath({ PATH: `${join(folder, "on-path")}${delimiter}/bin` });
    await program("on-path", "pulumi", "echo v3.100.0");
    assert.match((await lacking()) ?? "", /is v3\.100\.0, older than 3\./);
    await program("on-path", "pulumi", "echo v3.999.0");
    assert.match((await lacking()) ?? "", /comes without pulumi-language-nodejs/);
    for (const name of names.slice(1)) await program("on-path", name, "");
    assert.equal(await lacking(), undefined);
  });

  it("are fetched whole from the official distribution, by its checksum, once", async () => {
    const site = await officialSite({});
    const place = await tools(site.places);
    assert.ok(place?.startsWith(join(folder, "cache", "virtroom", "pulumi-")));
    assert.deepEqual((await readdir(place ?? "")).sort(), names);
    assert.match((await runProgram(join(place ?? "", "pulumi"), ["version"])).stdout, /distribution/);
    assert.equal(await tools(site.places), place);
    assert.equal(site.downloads(), 1);
  });

  it("are fetched once for two runs at the same time", async () => {
    const site = await officialSite({});
    const [one, two] = await Promise.all([tools(site.places), tools(site.places)]);
    assert.equal(one, two);
    assert.equal(site.downloads(), 1);
    assert.ok(said.includes("another run is getting the Pulumi tools; waiting for it"), said.join("\n"));
  });

  it("are not used when the archive is another than its release says", async () => {
    const site = await officialSite({ sum: "0".repeat(64) });
    await assert.rejects(tools(site.places), /SHA-256 [0-9a-f]{64}, its release says 0{64}: not used/);
    assert.deepEqual(await readdir(join(folder, "cache", "virtroom")), []);
  });

  it("are fetched anew after a run that was killed half-way", async () => {
    const site = await officialSite({});
    const place = (await tools(site.places)) ?? "";
    await rm(place, { recursive: true });
    await mkdir(`${place}.making-12345`);
    assert.equal(await tools(site.places), place);
    assert.deepEqual(await readdir(join(folder, "cache", "virtroom")), [place.split("/").at(-1)]);
  });

  it("are given up within seconds where the distribution does not answer", async () => {
    const silent = await serve(() => {});
    const started = Date.now();
    await assert.rejects(tools({ archives: silent, checksums: silent }), /cannot be had/);
    assert.ok(Date.now() - started < 10_000);
  });

  it("are told to be missing, with the way out, where there is neither Pulumi nor Go", async () => {
    await assert.rejects(
      tools({}),
      /no Pulumi on PATH; .* cannot be had .*; there is no Go .* Install Pulumi 3\.\d+\.0 or later .*, or Go/,
    );
  });

  it("are told to be too old", async () => {
    await program("on-path", "pulumi", "echo v3.100.0");
    await assert.rejects(tools({}), /the Pulumi on PATH \(.*\) is v3\.100\.0, older than/);
  });

  it("are told to be incomplete", async () => {
    await program("on-path", "pulumi", "echo v3.999.0");
    await assert.rejects(tools({}), /comes without pulumi-language-nodejs/);
  });

  /** Looks on a PATH without Go, with the user's cache in the test's folder. */
  async function tools(places: { archives?: string; checksums?: string }): Promise<string | undefined> {
    const nowhere = "http://127.0.0.1:9";
    return pulumiTools({
      say: line => said.push(line),
      env: {
        PATH: [join(folder, "on-path"), "/nowhere"].join(delimiter),
        XDG_CACHE_HOME: join(folder, "cache"),
      },
      places: { archives: nowhere, checksums: nowhere, ...places },
    });
  }

  async function program(where: string, name: string, line: string): Promise<void> {
    await mkdir(join(folder, where), { recursive: true });
    await writeFile(join(folder, where, name), `#!/bin/sh\n${line}\n`);
    await chmod(join(folder, where, name), 0o755);
  }

  /** A site with an archive laid out like the official one, and the checksums of its release. */
  async function officialSite({ sum }: { sum?: string }) {
    await program("site/pulumi", "pulumi", "echo distribution");
    for (const name of [...names.slice(1), "pulumi-language-go", "pulumi-resource-pulumi-nodejs"])
      await program("site/pulumi", name, "");
    await runProgram("tar", ["-czf", "archive.tar.gz", "pulumi"], { cwd: join(folder, "site") });
    const archive = await readFile(join(folder, "site", "archive.tar.gz"));
    const right = createHash("sha256").update(archive).digest("hex");
    let downloads = 0;
    const url = await serve((request, response) => {
      const version = /pulumi-v?(\d+\.\d+\.\d+)-/.exec(request.url ?? "")?.[1];
      const name = `pulumi-v${version}-${process.platform}-${process.arch}.tar.gz`;
      if (request.url === `/archives/${name}`) {
        downloads++;
        response.end(archive);
      } else if (request.url === `/checksums/v${version}/pulumi-${version}-checksums.txt`) {
        response.end(`${"1".repeat(64)}  pulumi-v${version}-other-x64.tar.gz\n${sum ?? right}  ${name}\n`);
      } else {
        response.writeHead(404).end();
      }
    });
    const places = { archives: `${url}/archives`, checksums: `${url}/checksums` };
    return { places, downloads: () => downloads };
  }

  /** @returns the address of a site that is there until the test ends */
  async function serve(listener: RequestListener): Promise<string> {
    const server = createServer(listener);
    sites.push(server);
    await new Promise<void>(done => server.listen(0, "127.0.0.1", done));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }
});
