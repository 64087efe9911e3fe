import assert from "node:assert/strict";
import { configurationPlaces, resolveOldPath } from "../../room/old-config/places";

describe("the places of old configurations", () => {
  it("are the user's folder and /etc, under both names of the tool", () => {
    assert.deepEqual(configurationPlaces("/home/a"), [
      "/home/a/.config/amoothei-vdi/amoothei-vm-rollout.conf",
      "/etc/amoothei-vdi/amoothei-vm-rollout.conf",
      "/home/a/.config/virtesk-vdi/virtesk-vm-rollout.conf",
      "/etc/virtesk-vdi/virtesk-vm-rollout.conf",
    ]);
  });

  for (const [written, resolved] of [
    ["ca.crt", "/etc/amoothei-vdi/ca.crt"],
    ["../ca.crt", "/etc/ca.crt"],
    ["/srv/ca.crt", "/srv/ca.crt"],
    ["~/ca.crt", "/home/$&/ca.crt"],
    ["~", "/home/$&"],
    ["~a/ca.crt", "/etc/amoothei-vdi/~a/ca.crt"],
  ] as const) {
    it(`${written} is ${resolved}`, () => {
      assert.equal(resolveOldPath(written, "/etc/amoothei-vdi", "/home/$&"), resolved);
    });
  }
});
