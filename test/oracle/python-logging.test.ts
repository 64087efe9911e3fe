import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readPythonLogging } from "../../room/old-config/python/logging";
import { Python } from "../support/python";
import { pythonLogging } from "../support/python-logging";

const levels = ["NOTSET", "DEBUG", "INFO", "WARN", "WARNING", "ERROR", "CRITICAL"];
const classes: readonly (readonly [string, string])[] = [
  ["FileHandler", "('%(logfilename)s', 'a')"],
  ["logging.FileHandler", "('%(logfilename)s',)"],
  ["handlers.WatchedFileHandler", "('%(logfilename)s',)"],
  ["handlers.RotatingFileHandler", "('%(logfilename)s', 'a', 1048576, 3)"],
  ["handlers.RotatingFileHandler", "('%(logfilename)s', 'a', 5*1024*1024, 20)"],
  ["handlers.TimedRotatingFileHandler", "('%(logfilename)s', 'midnight')"],
];

describe("a logging configuration, read as Python reads it", function () {
  this.timeout(120_000);
  let python: Python;
  let folder: string;
  before(async () => {
    python = await Python.start();
    folder = await mkdtemp(join(tmpdir(), "python-logging-"));
  });
  after(async () => {
    python.stop();
    await rm(folder, { recursive: true });
  });

  it("has the same level and the same size of its file", async () => {
    const defaults = { logfilename: join(folder, "rollout.log") };
    for (const root of levels) {
      for (const [index, [kind, args]] of classes.entries()) {
        const handler = levels[(index * 3 + root.length) % levels.length] ?? "INFO";
        const text = pythonLogging({ root, handler, kind, args });
        const theirs = await python.ask("logging", { text, defaults });
        assert.ok("level" in theirs, `${JSON.stringify(theirs)} for\n${text}`);
        const file = theirs.handlers.find(candidate => candidate.kind.includes("File"));
        assert.ok(file && theirs.handlers.length === 2);
        const grave = Math.max(theirs.level, file.level);
        const word = grave <= 10 ? "debug" : grave <= 20 ? "info" : grave <= 30 ? "warn" : "error";
        const size =
          kind === "handlers.RotatingFileHandler" ? { maxSize: file.maxBytes, keep: file.backupCount } : {};
        assert.deepEqual(readPythonLogging(text).logging, { level: word, ...size }, text);
      }
    }
  });
});
