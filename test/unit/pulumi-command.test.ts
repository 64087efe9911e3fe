import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { callPulumi } from "../../cli/pulumi/command";

describe("a call of pulumi", () => {
  const { PATH } = process.env;
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "virtroom-call-"));
    process.env.PATH = `${folder}${delimiter}${PATH}`;
  });
  afterEach(() => {
    process.env.PATH = PATH;
    rmSync(folder, { recursive: true });
  });
  const pulumiThat = (does: string) =>
    writeFileSync(join(folder, "pulumi"), `#!/bin/sh\n${does}\n`, { mode: 0o755 });

  it("with a limit is given up there, also where what it has started lives on", async function () {
    this.timeout(8_000);
    pulumiThat("sleep 20");
    const call = callPulumi(["whoami", "--json"], { folder, room: "", limit: 1_000 });
    await assert.rejects(call, {
      name: "UserError",
      message: "pulumi whoami was not done after 1 s",
      remedy: "Type it, and see what it waits for: pulumi whoami --json",
    });
  });

  it("gives what it wrote within its limit", async () => {
    pulumiThat("echo v3.260.0");
    assert.equal(await callPulumi(["version"], { folder, room: "", limit: 60_000 }), "v3.260.0\n");
  });
});
