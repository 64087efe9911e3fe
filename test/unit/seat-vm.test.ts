import assert from "node:assert/strict";
import { formatMarker } from "../../room/marker";
import { inTheWay, seatVm } from "../../room/seat-vm";

const owner = { project: "virtroom", stack: "demo", seat: "demo-vd01" };
const clusters = [
  { id: "c1", name: "Default", dataCenterId: "dc1" },
  { id: "c2", name: "Second", dataCenterId: "dc1" },
  { id: "c3", name: "Branch", dataCenterId: "dc2" },
];
const markerOf = (changes: Partial<typeof owner> = {}) =>
  formatMarker({ ...owner, ...changes, phase: "ready", make: "0a" });

/** VMs by their ids: each has the seat's name and cluster, and says nothing of whose it is, but for what is written. */
const vm = (
  id: string,
  changes: { name?: string; clusterId?: string | undefined; comment?: string } = {},
) => ({
  id,
  name: owner.seat,
  clusterId: "c1" as string | undefined,
  comment: "",
  ...changes,
});
const among = (...vms: ReturnType<typeof vm>[]) => {
  const found = seatVm(owner, vms, "Default", clusters);
  return found.whose === "nobody" ? "nobody" : `${found.whose} ${found.vm.id}`;
};

describe("the VM of a seat", () => {
  it("is ours with the seat's own marker, and tells it", () => {
    const found = seatVm(owner, [vm("1", { comment: markerOf() })], "Default", clusters);
    assert.ok(found.whose === "ours");
    assert.deepEqual([found.vm.id, found.marker], ["1", { ...owner, phase: "ready", make: "0a" }]);
  });

  it("is ours wherever it is, and before a namesake's in the seat's data center", () => {
    const own = vm("1", { comment: markerOf(), clusterId: "c3" });
    assert.equal(among(own), "ours 1");
    assert.equal(among(vm("2"), own), "ours 1");
  });

  it("is foreign without a marker, and with one of another project, room or seat", () => {
    assert.equal(among(vm("1")), "foreign 1");
    assert.equal(among(vm("1", { comment: "the janitor's" })), "foreign 1");
    for (const other of [{ project: "other" }, { stack: "demo2" }, { seat: "demo-vd02" }])
      assert.equal(among(vm("1", { comment: markerOf(other) })), "foreign 1");
  });

  it("is foreign anywhere in the data center of the seat's cluster, and where that is not known", () => {
    assert.equal(among(vm("1", { clusterId: "c2" })), "foreign 1");
    assert.equal(among(vm("1", { clusterId: "hidden" })), "foreign 1");
    assert.equal(among(vm("1", { clusterId: undefined })), "foreign 1");
  });

  it("is nobody's where there is none, or only one of another data center", () => {
    assert.equal(among(), "nobody");
    assert.equal(among(vm("1", { clusterId: "c3" })), "nobody");
  });

  it("is none of another name, although it carries the seat's marker: a copy has its comment too", () => {
    assert.equal(among(vm("1", { name: "copy", comment: markerOf() })), "nobody");
    assert.equal(among(vm("1", { name: "DEMO-VD01" })), "nobody");
  });
});

describe("a VM in the way of a seat", () => {
  const blocking = (...vms: ReturnType<typeof vm>[]) => inTheWay(owner, vms, "Default", clusters)?.id;

  it("is another's of its name in the same data center, also while the seat has one of its own elsewhere", () => {
    assert.equal(blocking(vm("1"), vm("2", { comment: markerOf(), clusterId: "c3" })), "1");
  });

  it("is neither the seat's own, nor one of another data center or name", () => {
    assert.equal(blocking(vm("1", { comment: markerOf() })), undefined);
    assert.equal(blocking(vm("1", { clusterId: "c3" }), vm("2", { name: "demo-vd011" })), undefined);
  });
});
