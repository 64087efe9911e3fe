import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { atTerminal } from "../support/pseudo-terminal";
import { virtroomLine } from "../support/virtroom";

/** In place of the desktop's: notes what it was called with, and the file that it gets; then it ends what has called it. */
const opener = `#!/bin/sh
cd "$(dirname "$0")"
printf '%s\\n' "$@" >arguments
stat -c %a "$1" >mode
cat "$1" >page
kill -TERM $PPID
`;

describe("virtroom report --live, which opens a browser", function () {
  this.timeout(60_000);
  const folder = mkdtempSync(join(tmpdir(), "opener-"));
  after(() => rmSync(folder, { recursive: true }));

  it("shows the token to nobody who looks at processes, and leaves nothing that holds it", async () => {
    const bin = join(folder, "bin");
    mkdirSync(bin);
    writeFileSync(join(bin, "xdg-open"), opener, { mode: 0o755 });
    writeFileSync(join(folder, "Pulumi.yaml"), "name: virtroom\nruntime: nodejs\n");
    const env = { DISPLAY: ":0", PATH: `${bin}${delimiter}${process.env.PATH}` };
    const { stdout } = await atTerminal(virtroomLine("report demo --live"), { cwd: folder, env });
    const [address = "", token = ""] = /http:\/\/127\.0\.0\.1:\d+\/([\w-]{24})\//.exec(stdout) ?? [];
    assert.notEqual(token, "", stdout);
    const noted = (name: string) => readFileSync(join(bin, name), "utf8");
    assert.doesNotMatch(noted("arguments"), new RegExp(`${token}|http`));
    assert.equal(noted("mode"), "600\n");
    assert.match(noted("page"), new RegExp(`url=${address}"`));
    assert.equal(existsSync(noted("arguments").trim()), false);
  });
});
