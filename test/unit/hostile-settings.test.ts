import assert from "node:assert/strict";
import fc from "fast-check";
import { stringify } from "yaml";
import { networkOf, parseAddress } from "../../room/address";
import { describeFaults, type Fault } from "../../room/fault/fault";
import { faultTable } from "../../room/fault/fault-table";
import { collisions } from "../../room/preflight/other-rooms";
import { seatsOf } from "../../room/seat";
import { checkSeats } from "../../room/seat-checks";
import { parseConnection, parseGroups, parseSettings } from "../../room/settings/parse-settings";
import { secretWords } from "../../room/settings/secret-words";
import { isDescribedBy } from "../../room/snapshot-description";
import { finds } from "../../room/text/pattern";
import { assertForPeople, runs } from "../support/generated";
import { rawGroup, rawSettings } from "../support/room-settings";
import { soon } from "../support/soon";

type Raw = Record<string, unknown>;

/** Reads settings as the program does: a room whose seats hold, or faults with their places. */
function judged(raw: Raw): readonly Fault[] {
  const { settings, faults } = soon(() => parseSettings(raw));
  soon(() => [parseConnection(raw), parseGroups(raw), secretWords(raw)]);
  if (!settings) {
    assert.ok(faults.length > 0);
    told(faults);
    return faults;
  }
  const seats = soon(() => seatsOf("test01", settings));
  const wrong = soon(() => checkSeats(seats, settings));
  told(wrong);
  if (wrong.length > 0) return wrong;
  assert.ok(seats.length > 0 && seats.length <= 1000 * Object.keys(settings.groups).length);
  assert.equal(new Set(seats.map(seat => seat.name.toLowerCase())).size, seats.length);
  assert.equal(new Set(seats.map(seat => seat.address)).size, seats.length);
  for (const { name, address, settings: group } of seats) {
    assert.match(name, /^(?=.*[A-Za-z_-])[A-Za-z0-9_][A-Za-z0-9_-]{0,14}$/);
    const at = parseAddress(address);
    const gateway = parseAddress(group.defaultGateway);
    assert.ok(at !== undefined && gateway !== undefined && at !== gateway);
    const { first, last } = networkOf(gateway, group.netmaskSuffix);
    assert.ok(group.gatewayOutside || (at > first && at < last), `${address} is not in its network`);
    assert.ok(Number.isSafeInteger(group.memory) && group.memory > 0);
  }
  return [];
}

function told(faults: readonly Fault[]): void {
  for (const { path, message, remedy } of faults.slice(0, 100)) {
    assert.ok(path !== "" && message !== "" && remedy !== "", JSON.stringify({ path, message, remedy }));
  }
  assertForPeople(soon(() => faultTable(faults)));
  assertForPeople(soon(() => describeFaults(faults)));
}

/** What stands in YAML files by mistake, and what somebody may write who means harm. */
const junk = fc.oneof(
  fc.anything({ maxDepth: 3, withNullPrototype: true }).map(viaJson),
  fc.constantFrom<unknown>(
    ...[
      "",
      " ",
      "\u0000",
      "\u001b[2J",
      "\u202eevil",
      "../../etc/passwd",
      "/",
      "..",
      "constructor",
      "__proto__",
    ],
    ...[
      "1-999999999",
      "0-9999",
      "1-9999,".repeat(50),
      "-1",
      "1e9",
      "0x10",
      "NaN",
      "9".repeat(400),
      "1-",
      "a-b",
    ],
    ...["9999999 hours", "0 s", "1e400 s", "5 constructor", "9007199254740993", "1 PiB", "0 MiB", "1.5 MiB"],
    ...[
      "https://a@b/",
      "http://engine/",
      `https://${"a/".repeat(500)}`,
      "javascript:alert(1)",
      "file:///dev/zero",
    ],
    ...["256.1.1.1", "0x7f.1", "192.0.2.300", "::1", "192.0.2.01", "${suffix}", "${constructor}", "$$", "${"],
    ...["name=x or name=*", "a; rm -rf /", "$(id)", "`id`", "a\nb", "(a+)+$", "[", "(?<", "x".repeat(5000)],
    ...[Number.MAX_SAFE_INTEGER, Number.MAX_VALUE, -1, 0, 0.5, true, null, [], {}, [[[]]]],
  ),
);

function viaJson(value: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(value) ?? "null");
  } catch {
    return null;
  }
}

/** Every place in the settings where a value stands, and some where none belongs. */
const places = [
  ...Object.keys(rawGroup({ vnicProfile: "", delivery: "", verify: "", values: "", templateVersion: 1 })).map(
    key => ["groups", "students", key],
  ),
  ...["url", "username", "password", "caFile", "pollInterval"].map(key => ["engine", key]),
  ...["host", "port", "keyFile", "keyPassphrase", "hostKeyFingerprint", "folder", "folderOnHosts"].map(
    key => ["sftp", key],
  ),
  ...["setup", "start", "stop", "outage", "nonsense"].map(key => ["limits", key]),
  ...["file", "format", "level", "levels", "maxSize", "keep"].map(key => ["logging", key]),
  ...["upload", "cleanup", "folderOnHosts"].map(key => ["floppyCommands", key]),
  ...["canary", "wave"].map(key => ["rollout", key]),
  ...["engine", "sftp", "limits", "logging", "floppyCommands", "rollout", "values", "secretValues"].map(
    key => [key],
  ),
  ...["secretSeatValues", "reset", "groups", "constructor", "__proto__", "toString", ""].map(key => [key]),
  ["groups", "students"],
  ["groups", "__proto__"],
  ["groups", "constructor"],
  ["groups", "students", "hasOwnProperty"],
  ["values", "constructor"],
  ["values", "__proto__"],
  ["secretSeatValues", "__proto__", "blob"],
];

/** Puts values where they are wanted, as a file would: `__proto__` is a key like any other there. */
function withAll(changes: readonly (readonly [readonly string[], unknown])[]): Raw {
  const raw = rawSettings({ values: { domain: "example.org" } });
  for (const [path, value] of changes) put(raw, path, value);
  return raw;
}

function put(object: Raw, [key = "", ...rest]: readonly string[], value: unknown): void {
  const inner = Object.hasOwn(object, key) ? object[key] : undefined;
  const isObject = typeof inner === "object" && inner !== null;
  const next: unknown = rest.length === 0 ? value : isObject ? inner : {};
  if (rest.length > 0) put(next as Raw, rest, value);
  Object.defineProperty(object, key, { value: next, enumerable: true, configurable: true, writable: true });
}

describe("hostile settings", () => {
  it("of any kind in any place are faults with their places, or a room that holds", () => {
    const change = fc.tuple(fc.constantFrom(...places), junk);
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), changes => void judged(withAll(changes))),
      runs(400),
    );
  });

  it("that are something else altogether are faults", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), junk), raw => assert.ok(judged(raw).length > 0)),
      runs(200),
    );
  });

  it("that are nearly right hold what they promise", () => {
    const group = fc.record({
      ids: fc.oneof(
        fc.tuple(fc.nat(9999), fc.nat(1200)).map(([first, more]) => `${first}-${first + more}`),
        fc.array(fc.oneof(fc.nat(10_000), fc.constantFrom("1-3", "7,9", "3-1"))),
      ),
      names: fc.constantFrom(
        "${room}-vd${id}",
        "vd${id}",
        "${id}",
        "vd",
        "${group}${id}",
        "-${id}",
        "a b${id}",
      ),
      ipAddresses: fc.constantFrom(
        "192.0.2.${suffix}",
        "192.0.${suffix}.1",
        "10.0.0.1",
        "${suffix}",
        "1.2.3",
      ),
      ipAddressesSuffix: fc.integer({ min: -1, max: 256 }),
      netmaskSuffix: fc.integer({ min: 7, max: 31 }),
      defaultGateway: fc.constantFrom("192.0.2.254", "192.0.2.1", "10.0.0.1", "gateway"),
      gatewayOutside: fc.boolean(),
      memory: fc.constantFrom<unknown>("4 GiB", 4294967296, 1, "4096 MiB", "4 GB"),
    });
    fc.assert(
      fc.property(group, group, (one, other) => {
        judged(rawSettings({ groups: { students: rawGroup(one), Teachers: rawGroup(other) } }));
      }),
      runs(200),
    );
  });

  describe("that were found to do harm", () => {
    const inGroup = (changes: Raw) => rawSettings({ groups: { students: rawGroup(changes) } });
    const placesOf = (raw: Raw) => judged(raw).map(fault => `${fault.path}: ${fault.message}`);

    it("list so many ids that the list would not fit into memory", () => {
      const ids = "1-9999,".repeat(20_000);
      assert.deepEqual(
        placesOf(inGroup({ ids })),
        ["groups.students.ids: id 1 stands there twice"]
          .slice(1)
          .concat("groups.students.ids: a group has at most 1000 ids"),
      );
      assert.deepEqual(placesOf(inGroup({ ids: "1-999999999" })), [
        'groups.students.ids: "1-999999999" is not a list of ids',
      ]);
    });

    it("list so many groups that their seats would not fit into memory", () => {
      const groupsOf = (count: number) =>
        Object.fromEntries(
          Array.from({ length: count }, (_, index) => [`g${index}`, rawGroup({ ids: "1-1000" })]),
        );
      const tooMany = (count: number) =>
        placesOf(rawSettings({ groups: groupsOf(count) })).filter(place => place.startsWith("groups: "));
      assert.deepEqual(tooMany(2), []);
      assert.deepEqual(tooMany(3), ["groups: holds more than 2000 ids"]);
      for (const count of [3, 300]) {
        const config = { ...rawSettings(), groups: groupsOf(count) };
        const named = Object.entries(config).map(([key, value]) => [`virtroom:${key}`, value]);
        const other = { room: "demo", text: stringify({ config: Object.fromEntries(named) }) };
        const { settings } = parseSettings(rawSettings());
        assert.ok(settings);
        const seats = seatsOf("demo", settings);
        const faults = soon(() => collisions("virtroom", seats, settings.engine.url, [other]));
        assert.deepEqual(faults, [], "another room's file does no harm to this one");
      }
    });

    it("name seats like a path, an option, a search of the engine, or a command", () => {
      for (const names of [
        "../${id}",
        "/etc/${id}",
        "--yes${id}",
        "x or name=*",
        "a;id${id}",
        "$(id)${id}",
        "a b${id}",
        "a*${id}",
        "a%${id}",
        'a"${id}',
      ]) {
        const [first = ""] = placesOf(inGroup({ names }));
        assert.match(
          first,
          /^groups\.students\.names: .* (does not fit as a computer name|begins or ends with -)$/,
          names,
        );
      }
    });

    it("hide behind the name that JavaScript keeps for itself", () => {
      for (const path of [["__proto__"], ["groups", "__proto__"], ["values", "__proto__"]]) {
        const faults = placesOf(withAll([[path, { a: 1 }]]));
        assert.deepEqual(faults, [
          `${["settings", ...path].slice(path.length > 1 ? 1 : 0).join(".")}: cannot be a name`,
        ]);
      }
    });

    it("have no bottom, or no end", () => {
      const deep = JSON.parse(`${"[".repeat(50_000)}${"]".repeat(50_000)}`);
      assert.match(placesOf(rawSettings({ secretValues: { a: deep } })).join(), /lies more than 20 deep/);
      const many = Object.fromEntries(Array.from({ length: 150_000 }, (_, index) => [`key${index}`, 1]));
      assert.match(placesOf(many).join(), /^settings: there are more than 1048576 characters$/);
    });

    it("repeat the room's name in a name until memory is full", () => {
      const names = "${room}".repeat(100_000);
      assert.deepEqual(placesOf(inGroup({ names })), [
        "groups.students.names: is longer than 255 characters",
      ]);
    });

    it("are an address of slashes", () => {
      const url = `https://engine.example.org/${"/".repeat(200_000)}x`;
      const engine = { ...(rawSettings().engine as Raw), url };
      assert.deepEqual(placesOf(rawSettings({ engine })), [
        "engine.url: the address is longer than 2000 characters",
      ]);
    });

    it("hold more mistakes than anybody reads", () => {
      const unknown = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`key${index}`, 1]));
      const table = faultTable(judged({ ...rawSettings(), ...unknown }));
      assert.match(table, /\nand 19950 more$/);
    });

    it("look for a snapshot with an expression that never comes to an end", () => {
      const description = `${"a".repeat(60)}!`;
      assert.throws(() => soon(() => finds("^(a+)+$", description)), /takes too long on "aaaa/);
      assert.equal(finds("^after", "after rollout"), true);
      assert.equal(finds("^after", "before"), false);
    });

    it("describe a snapshot with hundreds of placeholders", () => {
      const pattern = "${scriptTime}".repeat(70);
      assert.equal(
        soon(() => isDescribedBy(pattern, `${"a".repeat(3999)}!`)),
        false,
      );
      assert.equal(
        soon(() => isDescribedBy(pattern, "a".repeat(4000))),
        true,
      );
      assert.equal(isDescribedBy(pattern, "a".repeat(69)), false);
    });
  });
});
