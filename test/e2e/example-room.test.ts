import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { Lab } from "../support/lab";

const example = readFileSync(resolve(__dirname, "../../stacks/Pulumi.example.yaml"), "utf8");

describe("the example of a room, as the README has it copied", function () {
  this.timeout(60_000);
  let lab: Lab;
  after(() => lab.close());

  it("needs only its own names, and its passwords, to be previewed", async () => {
    lab = await Lab.open({
      room: "room01",
      simulator: {
        clusterLevel: "4.7",
        networks: ["ovirtmgmt", "classroom"],
      },
    });
    const { simulator, project } = lab;
    const file = join(project.folder, "stacks", "Pulumi.room01.yaml");
    const salt = /^encryptionsalt: .*$/m.exec(await readFile(file, "utf8"))?.[0] ?? "";
    const mine = example
      .replace("https://engine.example.org/ovirt-engine/api", simulator.url)
      .replace("engine-ca.pem", simulator.caFile);
    await writeFile(file, `${salt}\n${mine}`);
    for (const path of [
      "engine.password",
      "secretValues.joinPassword",
      "secretValues.administratorPassword",
    ]) {
      const value = path === "engine.password" ? simulator.password : "Secret-of-the-example-1";
      const set = await project.pulumi("config", "set", "--secret", "--path", `virtroom:${path}`, value);
      assert.equal(set.exitCode, 0, set.output);
    }
    const kept = await readFile(file, "utf8");
    assert.match(kept, /# A room of ten students/, "Pulumi keeps the comments");
    const { exitCode, output } = await project.preview();
    assert.equal(exitCode, 0, output);
    assert.equal(output.match(/ovirt:Vm: \(create\)/g)?.length, 11, output);
  });
});
