import assert from "node:assert/strict";
import { parseConnection, parseSettings } from "../../room/settings/parse-settings";
import { rawGroup, rawSettings } from "../support/room-settings";

const faultsOf = (raw: Record<string, unknown>) =>
  parseSettings(raw).faults.map(fault => `${fault.path}: ${fault.message}. ${fault.remedy}`);

const groupFaults = (changes: Record<string, unknown>) =>
  faultsOf(rawSettings({ groups: { students: rawGroup(changes) } }));

describe("settings", () => {
  it("of a whole room are read into values of the right kind", () => {
    const { settings } = parseSettings(rawSettings());
    assert.equal(settings?.groups.students?.memory, 4 * 1024 ** 3);
    assert.deepEqual(settings?.groups.students?.ids, [1, 2]);
    assert.equal(settings?.limits.setup, 90 * 60_000);
    assert.equal(settings?.sftp?.port, 22);
    assert.equal(settings?.groups.students?.thinClientRole, "UserRole");
  });

  it("find every fault at once, each with its path and what would be right", () => {
    const faults = faultsOf({
      engine: { url: "http://engine", username: "admin@internal", caFile: "ca.pem" },
      sftp: rawSettings().sftp,
      groups: { students: rawGroup({ memory: "lots", usb: "maybe", netmaskSuffix: 40 }) },
    });
    assert.deepEqual(faults.map(fault => fault.split(":")[0]).sort(), [
      "engine.password",
      "engine.url",
      "groups.students.memory",
      "groups.students.netmaskSuffix",
      "groups.students.usb",
    ]);
    assert.match(faults.join("\n"), /groups.students.memory: "lots" is not a size. .*4 GiB/);
    assert.match(faults.join("\n"), /groups.students.usb: is neither true nor false. .*true or false/);
  });

  it("tell of a setting that may be left out what it is, too", () => {
    assert.match(groupFaults({ delivery: "flopy" }).join(), /delivery: .*sysprep/);
    assert.match(groupFaults({ gatewayOutside: "yes" }).join(), /gatewayOutside: .*gateway/i);
    assert.match(faultsOf(rawSettings({ limits: { setup: [] } })).join(), /limits\.setup: .*Windows/);
    assert.match(faultsOf(rawSettings({ rollout: { wave: 0 } })).join(), /rollout\.wave: .*at once/);
  });

  it("take no key that they do not know, and say which was probably meant", () => {
    assert.deepEqual(groupFaults({ network_name: "x" }), [
      "groups.students.network_name: is not a setting. Did you mean networkName?",
    ]);
    assert.match(
      faultsOf(rawSettings({ group: {} })).join(),
      /^group: is not a setting. Did you mean groups\?/,
    );
  });

  it("leave nothing out: each missing key of a group is a fault", () => {
    const optional = ["setupOs", "setupTimeZone"];
    const faults = faultsOf(rawSettings({ groups: { students: {} } }));
    const missing = faults.map(fault => fault.split(/[:.]/)[2]).sort();
    const mandatory = Object.keys(rawGroup()).filter(key => !optional.includes(key));
    assert.deepEqual(missing, mandatory.sort());
  });

  it("hold a description of letters and ASCII alone: the engine would refuse another at every single seat", () => {
    assert.deepEqual(groupFaults({ description: "Schüler, Zimmer 4 (Süd)" }), []);
    assert.match(
      groupFaults({ description: "Zimmer 4 – Süd" }).join(),
      /description: holds "–" \(U\+2013\), which the engine refuses in descriptions\. .*plain ASCII/,
    );
    assert.match(groupFaults({ description: "a\tb" }).join(), /holds U\+0009, which/);
    assert.match(groupFaults({ description: "q\u0308" }).join(), /holds U\+0308, which/);
  });

  it("take letters of a description that are written in two parts as one: the engine knows no parts", () => {
    const groups = { students: rawGroup({ description: "Schu\u0308ler" }) };
    assert.equal(
      parseSettings(rawSettings({ groups })).settings?.groups.students?.description,
      "Sch\u00fcler",
    );
  });

  it("want a room to have a group", () => {
    assert.match(faultsOf(rawSettings({ groups: {} })).join(), /^groups: holds no group/);
  });

  for (const [written, meant] of [
    ["https://engine.example.org/ovirt-engine/api", "https://engine.example.org/ovirt-engine"],
    ["https://engine.example.org/api", "https://engine.example.org/ovirt-engine"],
    ["https://engine.example.org", "https://engine.example.org/ovirt-engine"],
    ["https://engine.example.org/api/vms", "https://engine.example.org/ovirt-engine"],
    ["https://engine.example.org/ovirt-engine/web-ui", "https://engine.example.org/ovirt-engine"],
    [
      "https://engine.example.org/ovirt-engine/webadmin/?locale=en_US#vms-general;name=a",
      "https://engine.example.org/ovirt-engine",
    ],
    [
      "https://engine.example.org/api/x/ovirt-engine/api/vms",
      "https://engine.example.org/api/x/ovirt-engine",
    ],
    ["https://engine.example.org/ovirt-engine/api/v3", "https://engine.example.org/ovirt-engine"],
    [
      "https://proxy.example.org:8443/one/ovirt-engine/api/",
      "https://proxy.example.org:8443/one/ovirt-engine",
    ],
  ] as const) {
    it(`take ${written} as the address of an engine`, () => {
      const engine = { ...(rawSettings().engine as object), url: written };
      assert.equal(parseSettings(rawSettings({ engine })).settings?.engine.url, meant);
    });
  }

  it("take nobody, none and an empty value for no thin-client account", () => {
    for (const value of [null, "", "none", "None"]) {
      const { settings } = parseSettings(
        rawSettings({ groups: { students: rawGroup({ thinClientUser: value }) } }),
      );
      assert.equal(settings?.groups.students?.thinClientUser, undefined);
    }
    assert.match(groupFaults({ thinClientUser: "joe" }).join(), /thinClientUser: is no user@domain/);
  });

  it("take an empty value for what may be empty, and miss what is not there at all", () => {
    const empty = { description: null, snapshotDescription: null };
    const { settings, faults } = parseSettings(rawSettings({ groups: { students: rawGroup(empty) } }));
    assert.deepEqual(faults, []);
    assert.equal(settings?.groups.students?.description, "");
    assert.equal(settings?.groups.students?.snapshotDescription, "");
    const { description: _, ...rest } = rawGroup();
    const missing = parseSettings(rawSettings({ groups: { students: rest } }));
    assert.deepEqual(
      missing.faults.map(fault => `${fault.path} ${fault.message}`),
      ["groups.students.description is missing"],
    );
  });

  it("take nothing behind a value's colon for an empty value", () => {
    const { settings } = parseSettings(rawSettings({ values: { productKey: null, a: "b" } }));
    assert.deepEqual(settings?.values, { productKey: "", a: "b" });
  });

  it("tell what is empty as such, and that it may go where it may", () => {
    assert.deepEqual(faultsOf(rawSettings({ limits: "" })), [
      "limits: is empty. Take it out, or give it a value: How long each step may take",
    ]);
    assert.deepEqual(groupFaults({ vnicProfile: null }), [
      "groups.students.vnicProfile: is empty. Take it out, or give it a value: Name of the vNIC profile, where that network has more than one",
    ]);
    assert.deepEqual(groupFaults({ cluster: null }), [
      "groups.students.cluster: is empty. Name of the engine's cluster",
    ]);
    assert.deepEqual(groupFaults({ ids: [1, null] }), [
      "groups.students.ids: item 2 is empty. Take it out, or write what belongs there",
    ]);
  });

  it("name the item of a list that YAML takes for a map", () => {
    const commands = ["a", { "net use Z": "\\\\srv\\share$" }];
    assert.deepEqual(faultsOf(rawSettings({ secretValues: { commands } })), [
      `secretValues.commands: item 2 is no text to YAML, for it holds ": ". Put it into single quotes, as a whole: - '...: ...'`,
    ]);
  });

  it("want a unit where a duration is a number", () => {
    assert.deepEqual(faultsOf(rawSettings({ limits: { setup: 90 } })), [
      'limits.setup: 90 has no unit. Write a number with its unit, like "20 minutes", "90 seconds" or "2 hours", up to 48 hours',
    ]);
  });

  it("take resetStartVm in any case, and nothing else than its three words", () => {
    const { settings } = parseSettings(
      rawSettings({ groups: { students: rawGroup({ resetStartVm: "Always" }) } }),
    );
    assert.equal(settings?.groups.students?.resetStartVm, "always");
    assert.match(groupFaults({ resetStartVm: "sometimes" }).join(), /is none of always, auto, never/);
  });

  for (const [written, told] of [
    [{ templateName: 2019 }, "templateName: is a number: put it in quotes"],
    [{ cluster: true }, "cluster: is true or false: put it in quotes"],
    [{ netmaskSuffix: "24" }, "netmaskSuffix: is in quotes: write 24"],
    [{ netmaskSuffix: "/24" }, "netmaskSuffix: is not a number"],
    [{ netmaskSuffix: true }, "netmaskSuffix: is not a number"],
    [{ usb: "yes" }, "usb: is neither true nor false"],
    [{ usb: 1 }, "usb: is neither true nor false"],
    [{ description: 5 }, "description: is a number: put it in quotes"],
    [{ thinClientUser: 5 }, "thinClientUser: is a number: put it in quotes"],
    [{ names: ["a"] }, "names: is not a string"],
    [
      { resetToSnapshotRegex: "auto\\-snap" },
      "resetToSnapshotRegex: is not a regular expression: Invalid escape",
    ],
  ] as const) {
    it(`say what to write instead of ${JSON.stringify(written)}`, () => {
      const { faults } = parseSettings(rawSettings({ groups: { students: rawGroup(written) } }));
      assert.deepEqual(
        faults.map(fault => `${fault.path}: ${fault.message}`),
        [`groups.students.${told}`],
      );
    });
  }

  it("take a number for the word that asks for a reset, which Pulumi hands on as text", () => {
    assert.equal(parseSettings(rawSettings({ reset: 5 })).settings?.reset, "5");
    assert.equal(parseSettings(rawSettings({ reset: "5" })).settings?.reset, "5");
  });

  it("refuse a regular expression that does not compile", () => {
    assert.match(groupFaults({ resetToSnapshotRegex: "(" }).join(), /is not a regular expression/);
  });

  it("want either a password or a key for the share", () => {
    const sftp = { ...(rawSettings().sftp as object), keyFile: "key" };
    assert.match(faultsOf(rawSettings({ sftp })).join(), /sftp: needs either password or keyFile/);
  });

  it("let a room be destroyed whose groups are wrong or gone", () => {
    const { engine } = rawSettings();
    assert.equal(parseConnection({ engine, groups: { students: { nonsense: true } } }).faults.length, 0);
    assert.equal(parseConnection({ groups: {} }).faults[0]?.path, "engine");
  });
});
