import assert from "node:assert/strict";
import { resetSeat } from "../../dynamic-providers/reset";
import type { Simulator } from "../../simulator";
import { OneSeat } from "../support/one-seat";
import { until } from "../support/until";

const { marker } = OneSeat;

describe("a reset of one seat", function () {
  this.timeout(20_000);
  let bench: OneSeat;
  let simulator: Simulator;

  beforeEach(async () => {
    bench = await OneSeat.open();
    simulator = bench.simulator;
  });
  afterEach(() => bench.close());

  const vm = () => bench.vm();
  const act: OneSeat["act"] = (...request) => bench.act(...request);
  const snapshot = (description?: string) => bench.snapshot(description);
  const start = () => bench.start();
  const reset = (group?: object) => resetSeat({ vmId: vm().id, word: "today" }, bench.context(group));

  it("keeps the marker that was set by hand after the snapshot: the old tool's VMs stay the room's", async () => {
    vm().settings.comment = "of 2016";
    await snapshot();
    vm().settings.comment = marker;
    await start();
    assert.equal(await reset(), true);
    assert.deepEqual([vm().settings.comment, vm().status], [marker, "up"]);
  });

  it("waits for a snapshot that is being merged before it cuts the power", async () => {
    await snapshot();
    await snapshot("of a backup");
    await start();
    simulator.setDuration("deleteSnapshot", 1500);
    const backup = vm().snapshots.find(({ description }) => description === "of a backup");
    await act("DELETE", `/snapshots/${backup?.id}`);
    await reset();
    const events = simulator.events();
    const merged = events.findIndex(({ code }) => code === 356);
    const stopped = events.findIndex(({ correlationId }) => correlationId?.startsWith("virtroom-reset-"));
    assert.ok(merged >= 0 && stopped > merged, `merged ${merged}, stopped ${stopped}`);
  });

  it("refuses a seat that was given a disk after the snapshot, before its power is cut: the engine would delete it", async () => {
    await snapshot();
    await act("POST", "/diskattachments", {
      bootable: false,
      interface: "virtio_scsi",
      disk: {
        alias: "homework",
        provisioned_size: 1024 ** 3,
        storage_domains: { storage_domain: [{ name: "data1" }] },
      },
    });
    await until(() => vm().disks.every(({ status }) => status === "ok"));
    await start();
    await assert.rejects(reset(), /does not hold its disks "homework".*Detach them/);
    assert.deepEqual([vm().status, vm().disks.length], ["up", 2]);
    const added = vm().disks[1];
    assert.ok(added);
    added.shareable = true;
    await reset();
    assert.deepEqual(
      vm()
        .disks.map(({ alias }) => alias)
        .includes("homework"),
      true,
      "one that VMs share is left alone",
    );
  });

  it("takes a seat back whose snapshot holds several disks", async () => {
    await act("POST", "/diskattachments", {
      bootable: false,
      interface: "virtio_scsi",
      disk: {
        alias: "tools",
        provisioned_size: 1024 ** 3,
        storage_domains: { storage_domain: [{ name: "data1" }] },
      },
    });
    await until(() => vm().disks.every(({ status }) => status === "ok"));
    await snapshot();
    await reset();
    assert.equal(vm().disks.length, 2);
  });

  it("leaves the seat in the network of the settings, not in that of the snapshot, with the MAC of the snapshot", async () => {
    const networkOf = (name: string) =>
      [...simulator.engine.vnicProfiles.values()].find(profile => profile.name === name);
    const [old, now] = [networkOf("ovirtmgmt"), networkOf("room-net")];
    const [nic] = vm().nics;
    assert.ok(old && now && nic);
    nic.vnicProfile = old.id;
    await snapshot();
    nic.vnicProfile = now.id;
    await reset();
    assert.deepEqual(
      vm().nics.map(({ mac, vnicProfile }) => ({ mac, vnicProfile })),
      [{ mac: nic.mac, vnicProfile: now.id }],
    );
  });

  const golden = () => {
    const found = vm().snapshots.find(({ type }) => type === "regular");
    assert.ok(found);
    return found;
  };

  it("finishes a restore that the engine goes down in, between preview and commit", async () => {
    await snapshot();
    await start();
    vm().restoreDies = true;
    assert.equal(await reset(), true);
    assert.deepEqual([golden().status, vm().status], ["ok", "up"]);
  });

  it("finishes one that an earlier run has left so", async () => {
    await snapshot();
    vm().restoreDies = true;
    await assert.rejects(act("POST", `/snapshots/${golden().id}/restore`), /going down/);
    await until(() => golden().status === "in_preview" && vm().status === "down");
    assert.equal(await reset(), false);
    assert.deepEqual([golden().status, vm().status, vm().settings.comment], ["ok", "down", marker]);
  });

  it("takes the preview back where the engine refuses the commit, and tells why", async () => {
    await snapshot();
    vm().settings.description = "of today";
    vm().diskLent = true;
    await assert.rejects(reset(), /does not commit.*undone.*attached to other VMs.*reset again/s);
    assert.deepEqual([golden().status, vm().status, vm().settings.description], ["ok", "down", "of today"]);
  });

  it("leaves a preview of somebody else alone", async () => {
    await snapshot();
    await act("POST", "/previewsnapshot", { snapshot: { id: golden().id } });
    await until(() => golden().status === "in_preview" && vm().status === "down");
    await assert.rejects(reset(), /somebody is looking at its snapshot/);
    assert.equal(golden().status, "in_preview");
  });
});
