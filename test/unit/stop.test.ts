import assert from "node:assert/strict";
import { Wave } from "../../dynamic-providers/conversation/wave";
import { createStop, endingSoon, isStopped, stopped } from "../../ovirt/stop";
import { Waiter } from "../../ovirt/waiter";

describe("the wish to stop", () => {
  const never = () => new Promise<never>(() => {});
  const isStop = (error: unknown) => isStopped(error);

  it("is told with what was being done, how it stands, what goes on, and how to go on", () => {
    const { message } = stopped("waiting for Windows setup of vd01", "status up", "Windows goes on");
    assert.equal(
      message,
      "waiting for Windows setup of vd01: stopped by you; last seen: status up [stopped]. Windows goes on. Run the same command again: it goes on from there",
    );
  });

  it("turns away who waits for a place in a wave, and leaves who has one", async () => {
    const stop = createStop();
    const wave = new Wave(1, stop.signal);
    const begun: string[] = [];
    let finish = () => {};
    const first = wave.enter(() => new Promise<string>(done => (finish = () => done("done"))), assert.fail);
    const second = wave.enter(
      async () => begun.push("second"),
      () => {},
    );
    await new Promise(done => setImmediate(done));
    stop.abort();
    await assert.rejects(second, isStop);
    await assert.rejects(
      wave.enter(
        async () => begun.push("third"),
        () => {},
      ),
      isStop,
    );
    finish();
    assert.equal(await first, "done");
    assert.deepEqual(begun, []);
  });

  it("ends what is waited for of a VM at once, and lets no wait begin", async () => {
    const stop = createStop();
    const waiter = new Waiter({
      vms: { search: async () => [], allNamed: async () => [], find: never },
      events: { newest: async () => 1, since: async () => [] },
      scope: "comment=room",
      interval: 10_000,
      stop: stop.signal,
    });
    const wait = { vmId: "1", vmName: "vd01", doing: "waiting for vd01", limit: 60_000, since: 1 };
    const look = { look: () => undefined, remedy: "" };
    const waiting = waiter.wait({ ...wait, ...look });
    await new Promise(done => setImmediate(done));
    stop.abort();
    await assert.rejects(waiting, /waiting for vd01: stopped by you/);
    await assert.rejects(waiter.wait({ ...wait, ...look }), /stopped by you/);
  });

  it("gives what is under way three seconds, and then tells what that was", async () => {
    const stop = createStop();
    const quick = endingSoon(
      stop.signal,
      () => "starting vd01",
      () => new Promise<string>(done => setTimeout(() => done("started"), 50)),
    );
    const hanging = endingSoon(stop.signal, () => "starting vd02", never);
    stop.abort();
    assert.equal(await quick, "started");
    const began = Date.now();
    await assert.rejects(hanging, /^EngineError: starting vd02: stopped by you/);
    assert.ok(Date.now() - began >= 2_900);
  });
});
