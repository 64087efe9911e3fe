import assert from "node:assert/strict";
import { completions } from "../../cli/completion/completions";
import { buildProgram } from "../../cli/program";

const names = {
  rooms: () => ["room01", "room02", "hall"],
  seats: (room: string) => (room === "room01" ? ["students", "room01-vd01", "room01-vd02"] : []),
};

/** The words behind `virtroom`, the last one being typed. */
const next = (...words: string[]) => completions(buildProgram(), words, names);

describe("completion of command lines", () => {
  it("offers the commands, and none that is only for shells", () => {
    assert.deepEqual(next("r"), ["rollout", "report", "reset"]);
    assert.ok(!next("").includes("__complete"));
  });
  it("offers rooms where a room belongs", () => {
    assert.deepEqual(next("show", ""), ["room01", "room02", "hall"]);
    assert.deepEqual(next("delete", "--yes", "room"), ["room01", "room02"]);
    assert.deepEqual(next("show", "room01", ""), []);
  });
  it("offers seats and groups of the room that was typed, each once", () => {
    assert.deepEqual(next("reset", "room01", ""), ["students", "room01-vd01", "room01-vd02"]);
    assert.deepEqual(next("reset", "room01", "room01-vd01", "room01"), ["room01-vd02"]);
    assert.deepEqual(next("answer-file", "room01", "room01-vd0"), ["room01-vd01", "room01-vd02"]);
  });
  it("offers the options of the command, each once, and its help", () => {
    assert.deepEqual(next("show", "--"), ["--help", "--config", "--json", "--yes", "--parallel"]);
    assert.ok(!next("show", "--json", "--").includes("--json"));
  });
  it("offers nothing in place of a file or a number", () => {
    assert.deepEqual(next("show", "--config", ""), []);
    assert.deepEqual(next("start", "room01", "--wave", ""), []);
    assert.deepEqual(next("show", "--config", "old.conf", "h"), ["hall"]);
    assert.deepEqual(next("import", ""), []);
  });
  it("offers the shells that there are scripts for", () => {
    assert.deepEqual(next("completion", ""), ["bash", "zsh", "fish"]);
  });
  it("offers nothing behind a command that there is not", () => assert.deepEqual(next("nothing", ""), []));
});
