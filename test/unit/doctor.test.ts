import assert from "node:assert/strict";
import { AnswerFileError } from "../../answer-file/fault";
import { judgeCertificate, judgeClock } from "../../cli/doctor/engine";
import { Examination } from "../../cli/doctor/examination";
import { judgeNode, judgeState } from "../../cli/doctor/machine";
import { judgePlugins } from "../../cli/doctor/plugin";
import { examineLog } from "../../cli/doctor/room";
import { judgeHosts, judgeStorage } from "../../cli/doctor/site";
import { NoStackError } from "../../cli/pulumi/error";
import { ShareError } from "../../delivery/share-error";
import { ProviderError } from "../../dynamic-providers/provider-error";
import { EngineError } from "../../ovirt/errors";
import { dependencies } from "../../package.json";
import { parseSettings } from "../../room/settings/parse-settings";
import { rawSettings } from "../support/room-settings";

/** What a look that ends in this error is told as. */
async function findingsOf(error: unknown) {
  const examination = new Examination(() => {});
  await examination.look("Look", () => Promise.reject(error));
  return examination.checks.map(({ message, remedy }) => [message, remedy]);
}

describe("virtroom doctor judges", () => {
  it("a Node that is too old", () => {
    assert.equal(judgeNode("20.18.9").state, "fail");
    for (const version of ["20.19.0", "22.0.0", "24.1.0"]) assert.equal(judgeNode(version).state, "ok");
  });

  it("a state in files of which a killed run could leave half a one", () => {
    const { state, message, remedy } = judgeState("ann", "file:///srv/state");
    assert.equal(state, "warn");
    assert.match(message, /a state that nobody can read/);
    assert.match(remedy ?? "", /'file:\/\/\/srv\/state\?metadata=skip'/);
    assert.match(judgeState("ann", "file:///srv/state?metadata=skip").message, /only this machine knows/);
    assert.deepEqual(judgeState("ann", "s3://rooms"), { state: "ok", message: "s3://rooms as ann" });
  });

  it("a state behind a password without telling it", () => {
    const { message } = judgeState("ann", "postgres://ann:hunter2@db/rooms?sslpassword=hunter3");
    assert.equal(message, "postgres://ann:********@db/rooms?sslpassword=******** as ann");
    assert.doesNotMatch(JSON.stringify(judgeState("ann", "file:///srv?token=hunter2")), /hunter2/);
  });

  it("a clock that is more than a minute off", () => {
    const localTime = Date.UTC(2026, 10, 24);
    assert.equal(judgeClock({ localTime, engineTime: localTime + 59_000 }).state, "ok");
    const ahead = judgeClock({ localTime, engineTime: localTime + 400_000 });
    assert.equal(ahead.state, "warn");
    assert.match(ahead.message, /is 6 min 40 s ahead of/);
    assert.match(judgeClock({ localTime, engineTime: localTime - 90_000 }).message, /behind/);
    assert.equal(judgeClock({ localTime, engineTime: undefined }).state, "warn");
  });

  it("a certificate that ends within a month", () => {
    const now = Date.UTC(2026, 10, 24);
    const inDays = (days: number) => judgeCertificate({ certificateEnds: now + days * 86_400_000 }, now);
    assert.equal(inDays(300).state, "ok");
    assert.equal(inDays(12).state, "warn");
    assert.match(inDays(12).message, /ends in 12 days/);
  });

  it("a plugin for floppyCommands that is not there, or in another version", () => {
    const version = dependencies["@pulumi/command"];
    const command = { kind: "resource", name: "command", version };
    assert.equal(judgePlugins([{ kind: "language", name: "nodejs" }, command]).state, "ok");
    for (const others of [[], [{ ...command, version: "1.0.0" }], [{ ...command, name: "random" }]]) {
      const { state, remedy } = judgePlugins(others);
      assert.equal(state, "warn");
      assert.ok(remedy?.startsWith(`Type: pulumi plugin install resource command v${version}`), remedy);
    }
  });

  it("a cluster of which no host is up", () => {
    const host = (name: string, status: string) => ({ name, status, clusterId: "c1" });
    const [up, down] = [host("h1", "up"), host("h2", "maintenance")];
    assert.deepEqual(judgeHosts("Default", [up, down]), {
      state: "ok",
      message: "hosts of cluster Default that are up: 1 of 2",
    });
    assert.equal(judgeHosts("Default", [down]).state, "fail");
    assert.match(judgeHosts("Default", [down]).message, /^no host of .* is up: h2 is maintenance$/);
    assert.match(judgeHosts("Default", []).message, /is up: there is none$/);
  });

  it("storage on which the engine makes no disk", () => {
    const center = { id: "d1", name: "Default", status: "up" };
    const domain = (name: string, free: number | undefined) => ({
      ...{ id: name, name, blockedBelow: 5 * 1024 ** 3 },
      available: free === undefined ? undefined : free * 1024 ** 3,
    });
    const disk = (...domains: ReturnType<typeof domain>[]) => ({ template: "gold", domains });
    const [wide, narrow, unknown] = [domain("wide", 450), domain("narrow", 4), domain("unknown", undefined)];
    assert.deepEqual(judgeStorage([center], [disk(wide, narrow), disk(unknown)]), [
      { state: "ok", message: "the data center is up, wide has 450 GiB free, narrow has 4 GiB free" },
    ]);
    const [full] = judgeStorage([center], [disk(wide), disk(narrow)]);
    assert.equal(full?.state, "fail");
    assert.match(full?.message ?? "", /where template gold lies: narrow has 4 GiB free and needs 5 GiB$/);
    const [off] = judgeStorage([{ ...center, status: "not_operational" }], [disk(wide)]);
    assert.deepEqual([off?.state, off?.message], ["fail", "data center Default is not operational"]);
  });
});

describe("virtroom doctor tells what went wrong at a look", () => {
  it("with the way out in a line of its own", async () => {
    const engine = {
      code: "forbidden",
      operation: "looking",
      message: "no",
      remedy: "Give it a role",
    } as const;
    assert.deepEqual(await findingsOf(new EngineError(engine)), [
      ["looking: no [forbidden]", "Give it a role"],
    ]);
    const share = new ShareError("no-space", "The disk is full", "Make room");
    assert.deepEqual(await findingsOf(share), [["The disk is full [no-space]", "Make room"]]);
    const file = new ProviderError(undefined, "reading the file", "it cannot be read", "Put it there");
    assert.deepEqual(await findingsOf(file), [["reading the file: it cannot be read", "Put it there"]]);
    assert.deepEqual(await findingsOf(new NoStackError("no stack", "Make it")), [["no stack", "Make it"]]);
  });

  it("for each fault of an answer file", async () => {
    const faults = [
      { file: "t.xml", line: 2, rule: "unknown-placeholder", message: "${a} is not known", remedy: "Add a" },
      { file: "t.xml", line: 7, column: 3, rule: "doctype", message: "it has one", remedy: "Take it out" },
    ] as const;
    assert.deepEqual(await findingsOf(new AnswerFileError(faults)), [
      ["t.xml:2: ${a} is not known [unknown-placeholder]", "Add a"],
      ["t.xml:7:3: it has one [doctype]", "Take it out"],
    ]);
  });

  it("of a log that cannot be written", async () => {
    const logging = { file: "package.json/room.log" };
    const { settings } = parseSettings(rawSettings({ logging }));
    assert.ok(settings?.logging);
    const examination = new Examination(() => {});
    const room = { name: "demo", raw: rawSettings({ logging }) };
    await examineLog(examination, room, settings.logging);
    const [check] = examination.checks;
    assert.equal(check?.state, "fail");
    assert.match(check?.message ?? "", /logging\.file: .*room\.log cannot be written/);
    assert.match(check?.remedy ?? "", /^Correct the path/);
  });

  it("in all its sentences, where no way out is known", async () => {
    const words = "npm ci failed. What it said stands above. See there";
    assert.deepEqual(await findingsOf(new Error(words)), [[words, undefined]]);
  });
});
