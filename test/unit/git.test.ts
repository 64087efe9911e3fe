import assert from "node:assert/strict";
import { tmpdir } from "node:os";
import { git } from "../../cli/pipeline/git";

describe("a call of git", () => {
  it("is given up when a remote does not answer, also where what git has started lives on", async () => {
    const hanging = ["-c", "alias.hang=!sleep 10", "hang"];
    const began = Date.now();
    await assert.rejects(git(tmpdir(), hanging, 200), /git .* was not done after 0 s/);
    assert.ok(Date.now() - began < 8_000);
  });

  it("is told in git's own words when it fails", async () => {
    await assert.rejects(git(tmpdir(), ["no-such-command"]), /'no-such-command' is not a git command/);
  });
});
