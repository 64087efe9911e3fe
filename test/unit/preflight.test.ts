import assert from "node:assert/strict";
import { chooseTemplate } from "../../room/choose";
import { formatMarker } from "../../room/marker";
import type { Inventory } from "../../room/preflight/inventory";
import { preflight } from "../../room/preflight/preflight";
import { leftVms, leftWarnings, seatStates } from "../../room/preflight/room-vms";
import { seatsOf } from "../../room/seat";
import { parseSettings } from "../../room/settings/parse-settings";
import { rawGroup, rawSettings } from "../support/room-settings";

const gold = { name: "win10-gold", clusterId: "c1", version: 1, status: "ok", cpus: 2, tpm: undefined };

const healthy: Inventory = {
  clusters: [{ id: "c1", name: "Default", dataCenterId: "dc1", level: "4.3" }],
  networks: new Map([["Default", ["ovirtmgmt", "room-net"]]]),
  templates: [gold],
  vnicProfiles: [{ name: "room-net", networkName: "room-net", dataCenterId: "dc1" }],
  osTypes: ["windows_10x64", "windows_7x64", "rhel_7x64", "other"],
  customProperties: new Map([["4.3", ["floppy"]]]),
  roles: ["UserRole"],
  accounts: new Map([["thinclient@internal-authz", "known"]]),
  vms: [],
  marked: [],
};

function findings(changes: Partial<Inventory>, group: Record<string, unknown> = {}) {
  const { settings } = parseSettings(rawSettings({ groups: { students: rawGroup(group) } }));
  assert.ok(settings);
  const found = preflight("virtroom", seatsOf("demo", settings), settings, { ...healthy, ...changes });
  return found.map(fault => `${fault.path}: ${fault.message}. ${fault.remedy}`);
}

describe("preflight", () => {
  it("has nothing to say of an engine that has everything", () => assert.deepEqual(findings({}), []));

  it("tells all findings of a group together", () => {
    const found = findings({
      clusters: [],
      templates: [],
      osTypes: ["other"],
      roles: [],
      accounts: new Map(),
    });
    assert.deepEqual(
      found.map(finding => finding.split(":")[0]),
      ["cluster", "templateName", "os", "thinClientUser", "thinClientRole"].map(
        key => `groups.students.${key}`,
      ),
    );
  });

  it("says how an account comes to be known that only its directory may have", () => {
    const unlisted = findings({ accounts: new Map([["thinclient@internal-authz", "unlisted"]]) }).join();
    assert.match(
      unlisted,
      /knows thinclient@internal-authz\. Write the account as .*\. .*Users > Add.*run again$/,
    );
    const unknown = findings({ accounts: new Map([["thinclient@internal-authz", "unknown"]]) }).join();
    assert.match(unknown, /knows thinclient@internal-authz\. Write the account as /);
    assert.doesNotMatch(unknown, /Users > Add/);
  });

  it("takes an engine that shows no cluster at all for one that shows none to this account", () => {
    assert.match(
      findings({ clusters: [] }).join(),
      /no cluster Default. .*shows this account no cluster at all/,
    );
  });

  it("finds a template that is still being made, or has no such version", () => {
    assert.match(findings({ templates: [{ ...gold, status: "locked" }] }).join(), /win10-gold is locked/);
    assert.match(findings({}, { templateVersion: 2 }).join(), /has no version 2. It has: 1/);
  });

  it("makes do with the newest version that is ready while the next one is being made", () => {
    const templates = [gold, { ...gold, version: 2 }, { ...gold, version: 3, status: "locked" }];
    assert.deepEqual(findings({ templates }), []);
    assert.equal(chooseTemplate(templates, undefined)?.version, 2);
    assert.match(findings({ templates }, { templateVersion: 3 }).join(), /win10-gold is locked/);
  });

  it("checks what Windows 11 needs: a TPM, memory, CPUs", () => {
    const eleven = { os: "windows_11", memory: "2 GiB" };
    const systems = [...healthy.osTypes, "windows_11"];
    const found = findings({ osTypes: systems, templates: [{ ...gold, cpus: 1, tpm: false }] }, eleven);
    assert.match(found.join("\n"), /memory: 2 GiB are too little for Windows 11/);
    assert.match(found.join("\n"), /templateName: template win10-gold has 1 CPU, and Windows 11 needs 2/);
    assert.match(found.join("\n"), /templateName: template win10-gold has no TPM/);
    const enough = [{ ...gold, tpm: true }];
    assert.deepEqual(findings({ osTypes: systems, templates: enough }, { os: "windows_11" }), []);
  });

  it("looks for the vNIC profile of the network in the cluster's own data center", () => {
    const elsewhere = { name: "room-net", networkName: "room-net", dataCenterId: "dc2" };
    assert.match(findings({ vnicProfiles: [elsewhere] }).join(), /no vNIC profile for network room-net/);
    assert.deepEqual(findings({ vnicProfiles: [elsewhere, ...healthy.vnicProfiles] }), []);
  });

  it("looks for templates and strangers' VMs there, too: their names repeat in other data centers", () => {
    const elsewhere = { id: "c2", name: "Branch", dataCenterId: "dc2", level: "4.7" };
    const clusters = [...healthy.clusters, elsewhere];
    const newer = { ...gold, clusterId: "c2", version: 2, status: "locked" };
    const namesake = {
      id: "1",
      name: "demo-vd01",
      clusterId: "c2",
      comment: "a PC",
      status: "up",
      deleteProtected: false,
    };
    assert.deepEqual(findings({ clusters, templates: [gold, newer], vms: [namesake] }), []);
    assert.match(
      findings({ clusters, templates: [newer] }).join(),
      /template win10-gold is in another data center than cluster Default/,
    );
    const here = { ...namesake, clusterId: "c1" };
    assert.match(findings({ clusters, vms: [namesake, here] }).join(), /VM demo-vd01 exists/);
  });

  it("finds a network of the data center that is not attached to the cluster", () => {
    assert.match(
      findings({ networks: new Map([["Default", ["ovirtmgmt"]]]) }).join(),
      /room-net is not attached to cluster Default. Attach it there .* Attached are: ovirtmgmt/,
    );
  });

  it("wants a vNIC profile named where a network has several and none of its own name", () => {
    const profiles = ["fast", "slow"].map(name => ({ name, networkName: "room-net", dataCenterId: "dc1" }));
    assert.match(findings({ vnicProfiles: profiles }).join(), /2 vNIC profiles. Name one: fast, slow/);
    assert.deepEqual(findings({ vnicProfiles: profiles }, { vnicProfile: "slow" }), []);
  });

  it("finds an operating system that the engine would silently make another", () => {
    assert.match(
      findings({}, { os: "windows_12" }).join(),
      /no operating system windows_12. It knows: windows_10x64, windows_7x64/,
    );
  });

  it("wants Windows names of time zones for Windows, tz names for others", () => {
    assert.match(
      findings({}, { timeZone: "Europe/Zurich" }).join(),
      /timeZone: "Europe\/Zurich" is no time zone/,
    );
    assert.match(findings({}, { setupTimeZone: "GMT Standard Time" }).join(), /setupTimeZone/);
    assert.deepEqual(findings({}, { setupTimeZone: "Europe/Zurich" }), []);
  });

  it("refuses a VM of a seat's name that is a stranger's, and says whose it is where that is known", () => {
    const stranger = {
      id: "1",
      name: "demo-vd01",
      clusterId: "c1",
      comment: "PC near the window",
      status: "up",
      deleteProtected: false,
    };
    assert.match(
      findings({ vms: [stranger] }).join(),
      /VM demo-vd01 exists and is not this room's. It is left alone/,
    );
    const comment = formatMarker({
      project: "virtroom",
      stack: "other",
      seat: "demo-vd01",
      phase: "ready",
      make: "a",
    });
    assert.match(findings({ vms: [{ ...stranger, comment }] }).join(), /it belongs to room other/);
  });

  it("knows the room's own VMs by their markers", () => {
    const { settings } = parseSettings(rawSettings());
    assert.ok(settings);
    const comment = formatMarker({
      project: "virtroom",
      stack: "demo",
      seat: "demo-vd01",
      phase: "failed",
      make: "a",
    });
    const vms = [
      { id: "1", name: "demo-vd01", clusterId: "c1", comment, status: "down", deleteProtected: false },
    ];
    assert.deepEqual(findings({ vms }), []);
    assert.equal(
      seatStates("virtroom", seatsOf("demo", settings), vms).get("demo-vd01")?.marker.phase,
      "failed",
    );
  });

  it("knows the VMs that carry the room's marker and are no seats of it, but no copies of seats", () => {
    const { settings } = parseSettings(rawSettings());
    assert.ok(settings);
    const marked = ["demo-vd01", "demo-vd09", "copy"].map((name, index) => {
      const seat = name === "copy" ? "demo-vd01" : name;
      const comment = formatMarker({ project: "virtroom", stack: "demo", seat, phase: "cloning", make: "a" });
      return {
        id: String(index),
        name,
        clusterId: "c1",
        comment,
        status: "down" as const,
        deleteProtected: false,
      };
    });
    const inventory = { ...healthy, marked };
    const left = leftVms("virtroom", "demo", seatsOf("demo", settings), inventory);
    assert.deepEqual(left, ["demo-vd09"]);
    assert.match(
      leftWarnings(left, settings).join(),
      /^demo-vd09: .*delete it.*, and its floppy on the share/,
    );
    assert.doesNotMatch(leftWarnings(left, {}).join(), /floppy/);
  });
});
