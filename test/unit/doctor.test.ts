import assert from "node:assert/strict";
import { judgeCertificate, judgeClock } from "../../cli/doctor/engine";
import { judgeNode } from "../../cli/doctor/machine";
import { openSecrets } from "../../cli/doctor/room";

describe("virtroom doctor judges", () => {
  it("a Node that is too old", () => {
    assert.equal(judgeNode("20.18.9").state, "fail");
    for (const version of ["20.19.0", "22.0.0", "24.1.0"]) assert.equal(judgeNode(version).state, "ok");
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

  it("which secrets stand in the clear", () => {
    const secure = { secure: "v1:x" };
    const settings = {
      engine: { password: secure, username: "a" },
      sftp: { password: "open" },
      secretValues: { joinPassword: "open", licence: secure },
      secretSeatValues: { "room-vd01": { blob: "open" } },
    };
    assert.deepEqual(openSecrets(settings), [
      "sftp.password",
      "secretValues.joinPassword",
      "secretSeatValues.room-vd01.blob",
    ]);
    assert.deepEqual(openSecrets({ secretValues: secure }), []);
  });
});
