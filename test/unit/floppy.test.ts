import assert from "node:assert/strict";
import { floppyName } from "../../delivery/floppy";
import { ShareError } from "../../delivery/share-error";

describe("floppy of a seat", () => {
  const owner = { project: "virtroom", stack: "room01", vmName: "room01-vd07" };

  it("has a name that tells whose it is, the same in every run", () => {
    assert.match(floppyName(owner), /^virtroom-virtroom-room01-room01-vd07-[0-9a-f]{8}\.img$/);
    assert.equal(floppyName(owner), floppyName({ ...owner }));
  });

  it("has another name in another project, stack or for another VM, also where the parts read the same", () => {
    const owners = [
      owner,
      { project: "virtroom", stack: "room01-room01", vmName: "vd07" },
      { project: "virtroom-room01", stack: "room01", vmName: "vd07" },
      { ...owner, stack: "room/01" },
      { ...owner, stack: "room_01" },
      { ...owner, vmName: `${"long".repeat(20)}1` },
      { ...owner, vmName: `${"long".repeat(20)}2` },
    ];
    assert.equal(new Set(owners.map(floppyName)).size, owners.length);
  });

  it("has a name that stays in its folder and is short enough, whatever the stack is called", () => {
    for (const part of ["../..", "/etc", "a b", "ä", "", "x".repeat(300), "a\nb", "$(x)", "'\""]) {
      const name = floppyName({ project: part, stack: part, vmName: part });
      assert.match(name, /^virtroom-[A-Za-z0-9._-]{0,200}\.img$/);
    }
  });
});

describe("trouble with the share", () => {
  it("may pass when the server is away, and not when it says no", () => {
    const passing = (
      ["unreachable", "dropped", "auth-refused", "host-key-differs", "no-space", "refused"] as const
    ).filter(code => new ShareError(code, "x", "y").passing);
    assert.deepEqual(passing, ["unreachable", "dropped"]);
  });

  it("is told with its way out", () => {
    assert.equal(
      new ShareError("refused", "What happened", "What to do").message,
      "What happened [refused]. What to do",
    );
  });
});
