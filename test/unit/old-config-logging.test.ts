import assert from "node:assert/strict";
import { readConfiguration } from "../../room/old-config/configuration";
import { readPythonLogging } from "../../room/old-config/python/logging";
import { toSettings } from "../../room/old-config/to-settings";
import { parseSettings } from "../../room/settings/parse-settings";
import { oldFile } from "../support/old-room";
import { pythonLogging } from "../support/python-logging";

const notesOf = (text: string) =>
  readPythonLogging(text).notes.map(({ line, path, message }) => `${line} ${path}: ${message}`);

describe("a logging configuration of Python", () => {
  it("says how grave a matter has to be, by its root logger and the handler of its file", () => {
    const level = (root: string, handler: string) =>
      readPythonLogging(pythonLogging({ root, handler })).logging.level;
    assert.equal(level("DEBUG", "NOTSET"), "debug");
    assert.equal(level("DEBUG", "INFO"), "info");
    assert.equal(level("WARNING", "DEBUG"), "warn");
    assert.equal(level("INFO", "ERROR"), "error");
    assert.equal(level("CRITICAL", "DEBUG"), "error");
  });

  it("says how large the file gets, when it is one that is put aside by its size", () => {
    const rotation = (kind: string, args: string) => {
      const { level, ...rest } = readPythonLogging(pythonLogging({ kind, args })).logging;
      return rest;
    };
    const rotating = "handlers.RotatingFileHandler";
    assert.deepEqual(rotation(rotating, "('%(logfilename)s', 'a', 10485760, 7)"), {
      maxSize: 10 * 1024 ** 2,
      keep: 7,
    });
    assert.deepEqual(rotation(rotating, '("a, b.log", "a", 1000*1000, 0,)'), { maxSize: 1024 ** 2, keep: 1 });
    assert.deepEqual(rotation(rotating, "('x.log', 'a', 0, 5)"), {});
    assert.deepEqual(rotation("FileHandler", "('x.log', 'a')"), {});
  });

  it("may have comments behind its values, which Python 2 dropped", () => {
    const text = pythonLogging({
      root: "DEBUG   ; as agreed",
      handler: "INFO\t; a; b",
      args: "('a;b', 'a')",
    });
    assert.equal(readPythonLogging(text).logging.level, "info");
    assert.doesNotMatch(notesOf(text).join("\n"), /is no level|args/);
  });

  it("has its other parts named, with their lines", () => {
    const notes = notesOf(pythonLogging({ kind: "handlers.TimedRotatingFileHandler", root: "LOUD" }));
    assert.match(notes.join("\n"), /^\d+ \[logger_root\] level: "LOUD" is no level of Python$/m);
    assert.match(notes.join("\n"), /^\d+ \[logger_rollout\] qualname: "rollout.vm" has no counterpart$/m);
    assert.match(notes.join("\n"), /^\d+ \[handler_screen\] class: StreamHandler has no counterpart$/m);
    assert.match(notes.join("\n"), /^\d+ \[handler_file\] class: begins a new file by the time$/m);
    assert.match(notes.join("\n"), /^\d+ \[formatter_plain\]: has no counterpart$/m);
    const lines = notes.map(note => Number(note.split(" ")[0]));
    assert.deepEqual(
      lines,
      [...lines].sort((a, b) => a - b),
    );
  });

  it("may be anything at all: what can be read is", () => {
    for (const text of [
      "",
      "no section = 1",
      "[logger_root]\nlevel",
      "[",
      "\u0000",
      "[logger_root]\nhandlers=x",
    ]) {
      assert.equal(readPythonLogging(text).logging.level, "warn");
    }
  });

  it("becomes the settings of the log, and they hold", () => {
    const files = {
      room: "old",
      caFile: "ca.crt",
      template: "t.xml",
      upload: "cp {0} /x",
      cleanup: "rm /x/{0}",
    };
    const engine = { url: "https://engine.example.org/api", username: "a@internal", password: "p" };
    const { configuration, faults } = readConfiguration(
      oldFile({ ...engine, sftp: { folderOnHosts: "/floppies" } }, files),
    );
    assert.ok(configuration?.rooms[0], JSON.stringify(faults));
    const { logging } = readPythonLogging(
      pythonLogging({ root: "DEBUG", kind: "handlers.RotatingFileHandler", args: "('x', 'a', 5000000, 3)" }),
    );
    const path = (written: string) => `/old/${written}`;
    const { settings } = toSettings(configuration, configuration.rooms[0], { path, logging });
    assert.deepEqual(settings.logging, {
      file: "/old/rollout.log",
      level: "debug",
      maxSize: "5 MiB",
      keep: 3,
    });
    const parsed = parseSettings(settings);
    assert.deepEqual(parsed.faults, []);
    assert.equal(parsed.settings?.logging?.format, "text");
  });
});
