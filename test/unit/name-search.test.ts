import assert from "node:assert/strict";
import type { Api, Query } from "../../ovirt/api";
import { VmParts } from "../../ovirt/vm-parts";
import { Vms } from "../../ovirt/vms";

/** An engine without VMs, and the texts that it was asked with. */
function engine() {
  const texts: Query[string][] = [];
  const get: Api["get"] = async (_path, { search }) => {
    texts.push(search);
    return {};
  };
  return { api: { get } as Api, texts };
}

describe("a search for VMs by their names", () => {
  it("has the same text in whatever order the names come, in parts, too", async () => {
    const { api, texts } = engine();
    const names = Array.from({ length: 60 }, (_, index) => `vd${10 + index}`);
    const vms = new Vms(api);
    await vms.allNamed(names, "looking");
    await vms.allNamed(names.toReversed(), "looking");
    assert.deepEqual(texts.slice(2), texts.slice(0, 2));
    assert.match(String(texts[0]), /^name=vd10 or name=vd11 or /);
    assert.match(String(texts[1]), /^name=vd60 or .* or name=vd69$/);
  });

  it("has the same text in whatever order parts of the VMs are asked for", async () => {
    const { api, texts } = engine();
    const part = { called: "NICs", link: "nics", collection: "nics", member: "nic", read: () => 1 };
    for (const names of [
      ["b", "a"],
      ["a", "b"],
    ]) {
      const nics = new VmParts(api, part);
      await Promise.all(names.map(name => nics.of(name, name)));
    }
    assert.deepEqual(texts, ["name=a or name=b", "name=a or name=b"]);
  });
});
