import assert from "node:assert/strict";
import { seatsOf } from "../../room/seat";
import { checkSeats } from "../../room/seat-checks";
import { parseSettings } from "../../room/settings/parse-settings";
import { rawGroup, rawSettings } from "../support/room-settings";

function seats(groups: Record<string, Record<string, unknown>>, room = "demo") {
  const raw = Object.fromEntries(Object.entries(groups).map(([name, changes]) => [name, rawGroup(changes)]));
  const { settings, faults } = parseSettings(rawSettings({ groups: raw }));
  assert.deepEqual(faults, []);
  return settings ? seatsOf(room, settings) : [];
}

const faults = (groups: Record<string, Record<string, unknown>>, room?: string) =>
  checkSeats(seats(groups, room), { secretSeatValues: {} }).map(fault => `${fault.path}: ${fault.message}`);

describe("the seats of a room", () => {
  it("are named by room and id, the id padded to two digits", () => {
    assert.deepEqual(
      seats({ students: { ids: "1-2" } }).map(seat => seat.name),
      ["demo-vd01", "demo-vd02"],
    );
  });

  it("have their ids padded to the digits of their group's largest", () => {
    assert.deepEqual(
      seats({ students: { ids: "9,100", ipAddressesSuffix: 1 } }).map(seat => seat.id),
      ["009", "100"],
    );
  });

  it("take the room's name as the original tool's configuration wrote it, too", () => {
    assert.equal(seats({ students: { names: "${roomname}-vd${id}" } })[0]?.name, "demo-vd01");
  });

  it("have addresses whose suffix counts from the id 1", () => {
    assert.deepEqual(
      seats({ students: { ids: "3-4", ipAddressesSuffix: 11 } }).map(seat => seat.address),
      ["192.0.2.13", "192.0.2.14"],
    );
  });

  it("that are right have no fault", () => {
    assert.deepEqual(
      faults({ teacher: { ids: [1], names: "${room}-t${id}", ipAddressesSuffix: 10 }, students: {} }),
      [],
    );
  });

  it("cannot have names over 15 characters", () => {
    assert.match(
      faults({ students: {} }, "computerlab2").join(),
      /groups.students.names: "computerlab2-vd01" has 17/,
    );
  });

  for (const names of ["vd.${id}", "${id}", "-vd${id}", "vd${id}-", "vd ${id}", "${nosuch}${id}"]) {
    it(`cannot be called ${names}`, () =>
      assert.match(faults({ students: { names } }).join(), /students.names/));
  }

  it("may start with a high id: the suffix of id 1 is then below 0", () => {
    assert.deepEqual(
      seats({ students: { ids: "101-102", ipAddressesSuffix: -79 } }).map(seat => seat.address),
      ["192.0.2.21", "192.0.2.22"],
    );
    const found = faults({ students: { ids: "79-80", ipAddressesSuffix: -79 } });
    assert.match(found.join("\n"), /"192.0.2.-1" of demo-vd79 is no IPv4 address/);
  });

  it("are told once which placeholder their addresses know", () => {
    const all = checkSeats(seats({ students: { ipAddresses: "192.0.2.${id}" } }), { secretSeatValues: {} });
    assert.deepEqual(all, [
      {
        path: "groups.students.ipAddresses",
        message: "${id} is not known there",
        remedy: "Write ${suffix}: of id n it is ipAddressesSuffix and n - 1",
      },
    ]);
    assert.equal(faults({ students: { ipAddresses: "192.0.2.300" } }).length, 2);
  });

  it("cannot share a name or an address, in whatever group", () => {
    const found = faults({ a: { ids: [1, 2] }, b: { ids: [2, 3] } });
    assert.deepEqual(found, [
      "groups.b.names: the name demo-vd02 of id 02 is also that of id 02 in groups.a",
      "groups.b.ipAddresses: the address 192.0.2.12 of id 02 is also that of id 02 in groups.a",
    ]);
  });

  it("cannot differ in name by case alone: Windows takes no notice of it", () => {
    const found = faults({ a: { names: "PC${id}" }, b: { names: "pc${id}", ipAddressesSuffix: 50 } });
    assert.match(found.join(), /groups.b.names: the name pc01/);
  });

  for (const [what, changes, message] of [
    [
      "outside their network",
      { ipAddresses: "198.51.100.${suffix}" },
      /outside the gateway's network 192.0.2.0\/24/,
    ],
    ["over 255", { ids: "1-300", ipAddressesSuffix: 1 }, /"192.0.2.256" of demo-vd256 is no IPv4/],
    ["the gateway's", { ids: [1], ipAddressesSuffix: 254 }, /"192.0.2.254" of demo-vd01 is the gateway's/],
    ["the broadcast address", { ids: [1], ipAddressesSuffix: 255 }, /broadcast address/],
    ["the network's address", { ids: [1], ipAddressesSuffix: 0 }, /network's or the broadcast address/],
    [
      "the network's address, the gateway being elsewhere",
      { ids: [1], ipAddressesSuffix: 0, defaultGateway: "198.51.100.1", gatewayOutside: true },
      /"192.0.2.0" of demo-vd01 is the network's or the broadcast address of 192.0.2.0\/24/,
    ],
  ] as const) {
    it(`cannot have addresses that are ${what}`, () =>
      assert.match(faults({ students: changes }).join("\n"), message));
  }

  for (const [gateway, gatewayOutside, message] of [
    ["192.0.2.0", false, /"192.0.2.0" is the network's or the broadcast address of 192.0.2.0\/24/],
    ["192.0.2.255", true, /"192.0.2.255" is the network's or the broadcast address of 192.0.2.0\/24/],
    ["255.255.255.255", true, /"255.255.255.255" is no address of a router/],
    ["0.0.0.0", true, /"0.0.0.0" is no address of a router/],
    ["224.0.0.1", true, /"224.0.0.1" is no address of a router/],
    ["127.0.0.1", true, /"127.0.0.1" is no address of a router/],
  ] as const) {
    it(`cannot have ${gateway} as their gateway`, () => {
      const found = faults({ students: { defaultGateway: gateway, gatewayOutside } });
      assert.equal(found.length, 1, found.join("\n"));
      assert.match(found.join(), /^groups\.students\.defaultGateway: /);
      assert.match(found.join(), message);
    });
  }

  describe("with secrets of their own", () => {
    const told = (...names: readonly string[]) =>
      checkSeats(seats({ students: { ids: "1-12" } }), {
        secretSeatValues: Object.fromEntries(names.map(name => [name, { accountData: "blob" }])),
      }).map(({ path, message, remedy }) => `${path} ${message}. ${remedy}`);

    it("are named as they are, or the one that was probably meant is told", () => {
      assert.deepEqual(told("demo-vd01", "demo-vd12"), []);
      assert.deepEqual(told("demo-vd1"), [
        "secretSeatValues.demo-vd1 is no seat of the room. Did you mean demo-vd01?",
      ]);
      assert.deepEqual(told("DEMO-VD02"), [
        "secretSeatValues.DEMO-VD02 is no seat of the room. Did you mean demo-vd02?",
      ]);
    });

    it("are not guessed among those that have theirs: a seat that is there no longer was meant itself", () => {
      const all = Array.from({ length: 13 }, (_, index) => `demo-vd${String(index + 1).padStart(2, "0")}`);
      assert.deepEqual(told(...all), [
        "secretSeatValues.demo-vd13 is no seat of the room. Take it out; there are: demo-vd01, demo-vd02, demo-vd03 and 9 more",
      ]);
    });
  });

  it("may have their gateway elsewhere where the settings say so", () => {
    assert.deepEqual(faults({ students: { defaultGateway: "10.165.208.1", gatewayOutside: true } }), []);
  });

  it("need a gateway that is an address, and are told so once", () => {
    assert.deepEqual(faults({ students: { defaultGateway: "192.0.2.300" } }), [
      'groups.students.defaultGateway: "192.0.2.300" is no IPv4 address',
    ]);
  });
});
