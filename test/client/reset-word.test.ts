import assert from "node:assert/strict";
import { resetProvider, resetSeat } from "../../dynamic-providers/reset";
import { wordMark } from "../../room/marker";
import { OneSeat } from "../support/one-seat";
import { until } from "../support/until";

const { marker } = OneSeat;
const word = "2026-11-24";
const marked = `${marker} ${wordMark(word)}`;

describe("a word that asks a seat for a reset", function () {
  this.timeout(20_000);
  let bench: OneSeat;
  beforeEach(async () => {
    bench = await OneSeat.open();
  });
  afterEach(() => bench.close());

  const vm = () => bench.vm();
  /** As Pulumi asks for it when its state holds no such resource. @returns how many requests it took */
  const create = async (group: object = {}) => {
    const context = bench.context(group);
    const owner = "virtroom/demo/demo-vd01";
    await resetProvider.create({ owner, vmId: vm().id, word }, context);
    return context.conversation.requests;
  };
  const stopsOfResets = () =>
    bench.simulator.events().filter(({ correlationId }) => correlationId?.startsWith("virtroom-reset-"))
      .length;
  const golden = () => vm().snapshots.find(({ type }) => type === "regular")?.id ?? "";
  /** What a reset has done when it is killed before the start: the VM says already that it went through the word. */
  const killedBeforeStart = async () => {
    const { vms } = bench.context().conversation.engine;
    await vms.stop(vm().id, OneSeat.seat, "virtroom-reset-of-the-killed-run");
    await until(() => vm().status === "down");
    await bench.act("POST", `/snapshots/${golden()}/restore`);
    await until(() => vm().status === "down" && vm().snapshots.every(({ status }) => status === "ok"));
    vm().settings.comment = marked;
  };

  it("resets one that says nothing of any word, as those of older versions, and is noted on it", async () => {
    await bench.snapshot();
    await bench.start();
    await create();
    assert.deepEqual([stopsOfResets() > 0, vm().status, vm().settings.comment], [true, "up", marked]);
  });

  it("resets one that went through another", async () => {
    await bench.snapshot();
    vm().settings.comment = `${marker} ${wordMark("2026-11-17")}`;
    await bench.start();
    await create();
    assert.deepEqual([stopsOfResets() > 0, vm().settings.comment], [true, marked]);
  });

  it("costs a seat that went through it one look, whatever the state says", async () => {
    await bench.snapshot();
    vm().settings.comment = marked;
    await bench.start();
    // Beside the log-in.
    assert.deepEqual([await create(), vm().status, stopsOfResets()], [2, "up", 0]);
  });

  it("starts no seat that went through it and was off, although it would always start one", async () => {
    await bench.snapshot();
    vm().settings.comment = marked;
    await create({ resetStartVm: "always" });
    assert.equal(vm().status, "down");
  });

  it("starts a seat again whose reset was killed before it did, and sets again what the restore brought back", async () => {
    await bench.snapshot();
    await bench.start();
    await killedBeforeStart();
    vm().settings.description = "of the snapshot";
    await create();
    const { status, settings } = vm();
    assert.deepEqual([status, settings.description, settings.comment], ["up", "student VM", marked]);
  });

  it("is kept by a reset that somebody asks for by hand", async () => {
    await bench.snapshot();
    vm().settings.comment = marked;
    await bench.start();
    await resetSeat({ vmId: vm().id, word: "command 1 today" }, bench.context());
    assert.deepEqual([vm().status, vm().settings.comment], ["up", marked]);
  });
});
