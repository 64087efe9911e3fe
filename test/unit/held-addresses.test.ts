import assert from "node:assert/strict";
import { readHolders } from "../../ovirt/holders";
import { formatMarker, type Phase } from "../../room/marker";
import { handoverOf, heldAddresses } from "../../room/preflight/held-addresses";
import type { FoundVm, Inventory } from "../../room/preflight/inventory";
import { seatsOf } from "../../room/seat";
import { parseSettings } from "../../room/settings/parse-settings";
import { rawGroup, rawSettings } from "../support/room-settings";

interface Given {
  readonly name: string;
  readonly make?: string;
  readonly status?: string;
  readonly phase?: Phase;
}

/** What the engine has of a room whose seats are made as `new`. @param reported addresses by the VMs' names */
async function findings(given: readonly Given[], reported: Record<string, string[]>) {
  const { settings } = parseSettings(rawSettings({ groups: { students: rawGroup({ ids: "1-2" }) } }));
  assert.ok(settings);
  const seats = seatsOf("demo", settings);
  const marked: FoundVm[] = given.map(({ name, make = "aa", status = "up", phase = "ready" }) => {
    const comment = formatMarker({ project: "virtroom", stack: "demo", seat: name, phase, make });
    return { id: name, name, clusterId: "c1", comment, status, deleteProtected: false };
  });
  const vms = marked.filter(vm => seats.some(seat => seat.name === vm.name));
  const inventory = { vms, marked } as Partial<Inventory> as Inventory;
  const makes = new Map(seats.map(seat => [seat.name, "bb"]));
  const room = { project: "virtroom", name: "demo", seats, makes };
  const { awaited, leavers } = handoverOf(room, inventory);
  const asked: string[] = [];
  const holders = await readHolders(
    {
      reportedAddresses: async (_id, name) => {
        asked.push(name);
        return reported[name] ?? [];
      },
    },
    leavers,
  );
  const faults = heldAddresses(awaited, holders);
  return { asked, told: faults.map(({ message, remedy }) => `${message}. ${remedy}`) };
}

const first = "192.0.2.11";
const second = "192.0.2.12";

describe("addresses that running VMs of a room hold", () => {
  it("stop a room whose seats have other names from now on, and say to shut the old ones down", async () => {
    const { told } = await findings([{ name: "demo-pc01" }], { "demo-pc01": ["fe80::1", first] });
    assert.deepEqual(told, [
      `VM demo-pc01 still runs with the address ${first}, with which demo-vd01 is to be set up. Shut demo-pc01 down first, in the engine: the rollout deletes it, but only at its end`,
    ]);
  });

  it("stop a room whose addresses are shifted, and say to shut it down", async () => {
    const { told } = await findings([{ name: "demo-vd01" }, { name: "demo-vd02" }], {
      "demo-vd01": ["192.0.2.10"],
      "demo-vd02": [first],
    });
    assert.deepEqual(told, [
      `VM demo-vd02 still runs with the address ${first}, with which demo-vd01 is to be set up. Shut the room down first, then roll it out: virtroom shutdown demo`,
    ]);
  });

  it("may be those of a VM that leaves the room and reports none", async () => {
    const { told } = await findings([{ name: "demo-pc01" }], {});
    assert.equal(told.length, 2);
    assert.match(told[0] ?? "", /demo-pc01 still runs, reports no address, and may hold the one with which/);
  });

  it("are no hindrance to a seat that is made anew in its own place, nor to one that fails", async () => {
    const given: Given[] = [{ name: "demo-vd01" }, { name: "demo-vd02", make: "bb", phase: "failed" }];
    const { told } = await findings(given, { "demo-vd01": [first], "demo-vd02": [second] });
    assert.deepEqual(told, []);
  });

  it("are no hindrance where a VM leaves with an address that nobody needs", async () => {
    const given: Given[] = [{ name: "demo-pc01" }, { name: "demo-vd01", make: "bb" }];
    assert.deepEqual((await findings(given, { "demo-pc01": ["192.0.2.99"] })).told, []);
  });

  it("are asked of nobody who is off, stays, or leaves while no other is set up", async () => {
    const off = await findings([{ name: "demo-pc01", status: "down" }], { "demo-pc01": [first] });
    assert.deepEqual(off, { asked: [], told: [] });
    const stays: Given[] = ["demo-vd01", "demo-vd02"].map(name => ({ name, make: "bb" }));
    const leaves = await findings([...stays, { name: "demo-vd09" }], { "demo-vd09": [first] });
    assert.deepEqual(leaves, { asked: [], told: [] });
  });

  it("are looked for again where a killed run had begun to set a seat up", async () => {
    const given: Given[] = [
      { name: "demo-vd01", make: "bb", phase: "setup", status: "down" },
      { name: "demo-pc01" },
    ];
    assert.equal((await findings(given, { "demo-pc01": [first] })).told.length, 1);
  });
});
