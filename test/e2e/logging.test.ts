import assert from "node:assert/strict";
import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { assertNoSecret } from "../support/has-no-secret";
import { Lab, secretWords } from "../support/lab";
import { rawGroup } from "../support/room-settings";

describe("the log of a room", function () {
  this.timeout(180_000);
  let lab: Lab;
  afterEach(() => lab.close());

  const group = { groups: { students: rawGroup({ ids: [1] }) } };
  const file = () => join(lab.project.folder, "logs/demo.log");
  const text = () => readFile(file(), "utf8");
  const assertSecretsKept = async () =>
    assertNoSecret(
      await text(),
      [...Object.values(secretWords), lab.simulator.password, lab.simulator.sftp.password],
      "the log",
    );

  it("tells of every call of the engine and each step of the seats, in JSON, and of no secret", async () => {
    const logging = { file: "logs/demo.log", format: "json", level: "debug" };
    lab = await Lab.open({ settings: () => ({ ...group, logging }) });
    const up = await lab.project.up();
    assert.equal(up.exitCode, 0, up.output);
    const destroyed = await lab.project.destroy();
    assert.equal(destroyed.exitCode, 0, destroyed.output);
    assert.equal((await stat(file())).mode & 0o777, 0o600);
    await assertSecretsKept();
    const entries = (await text())
      .split("\n")
      .slice(0, -1)
      .map(line => JSON.parse(line));
    const calls = entries.filter(entry => entry.target === "engine");
    const logins = calls.filter(call => call.path === "/sso/oauth/token");
    assert.equal(logins.length, 3, "the program, and the providers of either run");
    for (const call of calls) {
      assert.equal(call.level, "debug", JSON.stringify(call));
      assert.match(call.method, /^(GET|POST|PUT|DELETE)$/);
      assert.ok(call.status >= 200 && call.milliseconds >= 0, JSON.stringify(call));
      if (call.path.startsWith("/api")) assert.match(call.correlationId, /^[\w-]{10,}$/);
    }
    const counted = Object.values(lab.simulator.requests()).reduce((sum, count) => sum + count, 0);
    assert.equal(calls.length, counted, "as many as the engine has seen");
    const messages = entries.filter(entry => entry.level === "info").map(entry => entry.message);
    for (const message of [
      "update begins",
      "update is planned: 1 seats",
      "creating Vm",
      "cloning win10-gold",
      "created Sysprep",
      "the answer file goes to demo-vd01 by floppy",
      "nothing of the answer file is left outside demo-vd01",
      "deleted Vm",
    ]) {
      assert.ok(messages.includes(message), `${message} in\n${messages.join("\n")}`);
    }
    assert.ok(entries.every(entry => entry.room === "demo"));
  });

  it("is text for people unless JSON is wanted, holds what went wrong, and its levels a target", async () => {
    const logging = { file: "logs/demo.log", level: "error", levels: { seats: "info" } };
    lab = await Lab.open({ settings: () => ({ ...group, logging }) });
    lab.simulator.interference.add({ method: "POST", path: "*/start", fault: "broken" });
    const { exitCode } = await lab.project.up();
    assert.notEqual(exitCode, 0);
    assert.match(
      await text(),
      /^\S+Z INFO {2}demo seats demo-vd01: created Vm milliseconds=\d+\n[\s\S]*^\S+Z ERROR demo seats demo-vd01: creating Sysprep: starting VM demo-vd01: .*correlation id virtroom-/m,
    );
    assert.doesNotMatch(await text(), / demo (engine|delivery|program)/);
    await assertSecretsKept();
  });

  it("holds what is wrong with the settings; one that cannot be opened is a fault itself", async () => {
    lab = await Lab.open({
      settings: () => ({ groups: { students: rawGroup({ ids: [1] }) }, logging: { file: "logs/demo.log" } }),
    });
    await lab.configure({
      groups: { students: rawGroup({ memory: "lots" }) },
      logging: { file: "logs/demo.log" },
    });
    const preview = await lab.project.preview();
    assert.notEqual(preview.exitCode, 0);
    assert.match(
      await text(),
      /INFO {2}demo program: preview begins\n.*ERROR demo program: The settings of this room/,
    );
    await writeFile(join(lab.project.folder, "no-folder"), "");
    await lab.configure({ ...group, logging: { file: "no-folder/demo.log" } });
    const refused = await lab.project.preview();
    assert.notEqual(refused.exitCode, 0);
    assert.match(
      refused.output,
      /opening the file of logging.file: .*no-folder\/demo.log cannot be written \(E\w+\)/,
    );
    assert.doesNotMatch(refused.output, /\n\s+at .*:\d+/, "no stack trace");
  });
});
