import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { LogFile } from "../../logging/log-file";
import { maskOf } from "../../logging/mask";
import { type LogOptions, openLog } from "../../logging/open-log";
import { textLine } from "../../logging/text-line";
import { parseSettings } from "../../room/settings/parse-settings";
import { secretWords } from "../../room/settings/secret-words";
import type { LoggingSettings } from "../../room/settings/settings";
import { settingsSchema } from "../../room/settings/settings-schema";
import { rawSettings } from "../support/room-settings";
import { runProgram } from "../support/run-program";

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "virtroom-log-"));
  file = join(folder, "logs/room.log");
});
afterEach(() => rmSync(folder, { recursive: true }));

function settingsOf(logging: Record<string, unknown>): LoggingSettings {
  const { settings, faults } = parseSettings(rawSettings({ logging: { file: "room.log", ...logging } }));
  assert.deepEqual(faults, []);
  assert.ok(settings?.logging);
  return settings.logging;
}

function opened(logging: Record<string, unknown>, options: Partial<LogOptions> = {}) {
  const settings = settingsOf(logging);
  return openLog({ settings, path: file, room: "demo", secrets: [], onTrouble: assert.fail, ...options });
}

const lines = (path = file) => readFileSync(path, "utf8").split("\n").slice(0, -1);
const entries = () => lines().map(line => JSON.parse(line));

describe("a log", () => {
  it("holds from its level on, at info unless another is wanted", async () => {
    const log = await opened({ format: "json" });
    log.write("seats", "debug", "not this");
    log.write("seats", "info", "this", { seat: "demo-vd01" });
    log.write("seats", "error", "and this");
    const [first, second] = entries();
    assert.equal(entries().length, 2);
    assert.match(first.time, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    assert.deepEqual(
      { ...first, time: "" },
      {
        level: "info",
        time: "",
        pid: process.pid,
        room: "demo",
        target: "seats",
        seat: "demo-vd01",
        message: "this",
      },
    );
    assert.deepEqual([second.level, second.message], ["error", "and this"]);
  });

  it("has other levels for single targets", async () => {
    const log = await opened({
      format: "json",
      level: "warn",
      levels: { engine: "debug", delivery: "off" },
    });
    for (const target of ["program", "seats", "engine", "delivery"] as const) {
      for (const level of ["debug", "warn", "error"] as const) log.write(target, level, `${target} ${level}`);
    }
    assert.deepEqual(
      entries().map(entry => entry.message),
      ["program warn", "program error", "seats warn", "seats error"].concat([
        "engine debug",
        "engine warn",
        "engine error",
      ]),
    );
  });

  it("opens no file when everything is off", async () => {
    const log = await opened({ level: "off" });
    log.write("seats", "error", "nothing");
    log.close();
    assert.deepEqual(readdirSync(folder), []);
  });

  it("has a line an entry as text: when, how grave, of what, and the facts", async () => {
    const log = await opened({});
    log.write("engine", "warn", "reading VM demo-vd01: it is locked\nfor now", {
      path: "/api/vms?search=name=demo-vd01 or name=x",
      status: 409,
      correlationId: undefined,
    });
    assert.match(
      lines().join("\n"),
      /^\S+Z WARN {2}demo engine: reading VM demo-vd01: it is locked path="\/api\/vms\?search=name=demo-vd01 or name=x" status=409\n {4}for now$/,
    );
    const entry = {
      time: "T",
      level: "info",
      room: "demo",
      target: "seats",
      seat: "vd01",
      message: "starting",
    };
    assert.equal(textLine(entry), "T INFO  demo seats vd01: starting\n");
  });

  it("holds no secret, in messages and in facts, and not the longer half of one that holds another", async () => {
    const secrets = ["hidden", "hidden-and-longer", 'qu"ote\\s', "abc"];
    for (const format of ["json", "text"]) {
      const log = await opened({ format }, { secrets });
      log.write("seats", "info", "says hidden-and-longer twice: hidden-and-longer", {
        said: 'qu"ote\\s abc',
      });
    }
    assert.doesNotMatch(readFileSync(file, "utf8"), /hidden|longer|ote/);
    assert.match(readFileSync(file, "utf8"), /says \*{8} twice: \*{8}.*\*{8} abc/);
  });

  it("has told everything when its process is killed at once", async () => {
    const script = `
      const { openLog } = require(${JSON.stringify(resolve(__dirname, "../../logging/open-log.ts"))});
      const settings = ${JSON.stringify(settingsOf({ format: "json" }))};
      openLog({ settings, path: ${JSON.stringify(file)}, room: "demo", secrets: [], onTrouble: () => {} }).then(log => {
        for (let count = 1; count <= 500; count++) log.write("seats", "info", "step " + count);
        process.kill(process.pid, "SIGKILL");
      });`;
    const { exitCode } = await runProgram(process.execPath, ["--require", "tsx/cjs", "-e", script]);
    assert.equal(exitCode, -1);
    assert.equal(entries().length, 500);
    assert.equal(entries()[499].message, "step 500");
  });

  it("does not stop its program when it cannot be written, and says so once", async () => {
    const troubles: string[] = [];
    const log = await opened({}, { path: "/dev/full", onTrouble: message => troubles.push(message) });
    log.write("seats", "info", "one");
    log.write("seats", "info", "two");
    log.close();
    assert.equal(troubles.length, 1);
    assert.match(troubles[0] ?? "", /the log \/dev\/full cannot be written any more: ENOSPC/);
  });
});

describe("a log file", () => {
  const line = (text: string) => `${text.padEnd(99)}\n`;

  it("is for its owner's eyes alone, also when it was there before", () => {
    const log = new LogFile({ file, maxSize: 1000, keep: 1 });
    log.write("a\n");
    log.close();
    assert.equal(statSync(file).mode & 0o777, 0o600);
    chmodSync(file, 0o644);
    new LogFile({ file, maxSize: 1000, keep: 1 }).close();
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.deepEqual(lines(), ["a"], "what was in it stays");
  });

  it("is put aside when it is large, and so many are kept", () => {
    for (const name of ["a", "b", "c", "d"]) {
      const log = new LogFile({ file, maxSize: 500, keep: 2 });
      for (let count = 0; count < 6; count++) log.write(line(name));
      log.close();
    }
    assert.deepEqual(readdirSync(join(folder, "logs")).sort(), ["room.log", "room.log.1", "room.log.2"]);
    const first = (path: string) => lines(path)[0]?.trim();
    assert.deepEqual([file, `${file}.1`, `${file}.2`].map(first), ["d", "c", "b"]);
  });

  it("is gone on with by a process when another one has put it aside", async () => {
    const one = new LogFile({ file, maxSize: 1e6, keep: 2 });
    one.write("one\n");
    writeFileSync(`${file}.large`, "");
    const other = new LogFile({ file, maxSize: 1, keep: 2 });
    other.write("other\n");
    await new Promise(done => setTimeout(done, 1100));
    one.write("one again\n");
    assert.deepEqual(lines(`${file}.1`), ["one"]);
    assert.deepEqual(lines(), ["other", "one again"]);
    one.close();
    other.close();
  });
});

describe("the secrets of a room", () => {
  it("are all that the settings mark as such, and the log knows them", () => {
    const marked: string[] = [];
    const raw: Record<string, unknown> = {};
    const mark = (schema: object, path: string[]): unknown => {
      const { secret, properties, additionalProperties } = schema as {
        secret?: boolean;
        properties?: Record<string, object>;
        additionalProperties?: object;
      };
      if (secret && !additionalProperties) {
        marked.push(path.join("."));
        return path.join(".");
      }
      const inner = {
        ...properties,
        ...(typeof additionalProperties === "object" ? { any: additionalProperties } : {}),
      };
      return Object.fromEntries(
        Object.entries(inner).map(([key, value]) => [
          key,
          mark(secret ? { ...value, secret } : value, [...path, key]),
        ]),
      );
    };
    Object.assign(raw, mark(settingsSchema(), []));
    assert.ok(marked.includes("engine.password") && marked.length >= 5, marked.join());
    assert.deepEqual(secretWords(raw).sort(), marked.sort());
  });

  it("are masked wherever they stand", () => {
    assert.equal(maskOf(["s3cret"])("a s3cret, as3crets"), "a ********, a********s");
  });
});
