import assert from "node:assert/strict";
import type { GuestFaultRule } from "../../simulator/guest/faults";
import { answerFile, bench, onCdrom, powerEvents, settled } from "../support/guest-room";

const failing = (rule: Omit<GuestFaultRule, "vm">, vm = "room01-*") =>
  settled({ before: guests => guests.faults.add({ vm, ...rule }) });

describe("guest: made to fail", () => {
  it("hangs in the middle of Setup, deaf to its power button", () => {
    const { events, guests, guest } = failing({ fault: "hang" });
    guest.pressPowerButton();
    assert.deepEqual(powerEvents(events), ["hung"]);
    assert.equal(guests.view()[0]?.phase, "hung");
  });

  it("crashes, and is gone", () => {
    const { events, guests } = failing({ fault: "crash" });
    assert.deepEqual(events, [{ kind: "crashed", reason: "Lost connection with qemu process" }]);
    assert.deepEqual(guests.view(), []);
  });

  it("restarts for ever", () => {
    const { events, guest } = failing({ fault: "reboot" });
    assert.ok(powerEvents(events).filter(kind => kind === "restarted").length > 50);
    guest.cutPower();
  });

  it("never finishes, with nothing wrong to see from outside", () => {
    const { events, guests } = failing({ fault: "never-finish" });
    assert.deepEqual(events, []);
    assert.deepEqual(guests.settingUp, { now: 1, max: 1 });
  });

  it("reports no agent", () => {
    const { events } = failing({ fault: "no-agent" });
    assert.ok(!events.some(({ kind }) => kind === "agent"));
    assert.equal(powerEvents(events).at(-1), "powered-off");
  });

  it("reports no address when its network is broken", () => {
    const { events } = settled({
      media: onCdrom(answerFile({ commands: [] })),
      before: guests => guests.faults.add({ vm: "*", fault: "no-network" }),
    });
    const last = events.at(-1);
    assert.deepEqual(last?.kind === "agent" && [last.fqdn, last.addresses], ["ROOM01-07", []]);
  });

  it("fails only when its name matches, and only so many times", () => {
    assert.equal(powerEvents(failing({ fault: "hang" }, "room02-*").events).at(-1), "powered-off");
    const room = bench({ before: guests => guests.faults.add({ vm: "*", fault: "hang", times: 1 }) });
    room.settle();
    assert.deepEqual(powerEvents(room.events), ["hung"]);
    room.guest.cutPower();
    delete room.hardware.disk.setup;
    room.bootAgain();
    room.settle();
    assert.equal(powerEvents(room.events).at(-1), "powered-off");
  });

  it("fails now, while it runs", () => {
    const room = settled({ media: onCdrom(answerFile({ commands: [] })) });
    assert.equal(room.guests.strike("ROOM01-*", "no-network"), 1);
    room.settle();
    const last = room.events.at(-1);
    assert.deepEqual(last?.kind === "agent" && last.addresses, []);
    assert.equal(room.guests.strike("room01-07", "crash"), 1);
    room.settle();
    assert.equal(powerEvents(room.events).at(-1), "crashed");
    assert.equal(room.guests.strike("room01-07", "crash"), 0);
  });
});
