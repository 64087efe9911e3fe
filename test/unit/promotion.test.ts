import assert from "node:assert/strict";
import { planPromotion } from "../../room/settings/promotion";
import { rawGroup, rawSettings } from "../support/room-settings";

type Raw = Record<string, unknown>;

const room = (group: Raw, changes: Raw = {}) =>
  rawSettings({ groups: { students: rawGroup(group) }, ...changes });

const plan = (from: Raw, to: Raw, wishes: { also?: string[]; keep?: string[] } = {}) =>
  planPromotion(from, to, { also: [], keep: [], ...wishes });

const paths = (promotion: ReturnType<typeof plan>) => promotion.changes.map(({ path }) => path);

describe("a promotion", () => {
  it("takes over what describes the image and the seats' make", () => {
    const image = {
      templateName: "win11-gold",
      templateVersion: 7,
      memory: "8 GiB",
      os: "windows_11",
      answerFileTemplate: "templates/win11.xml",
      snapshotDescription: "made ${scriptTime}",
      verify: "guest",
    };
    const from = room(image, { rollout: { canary: 2, wave: 5 }, limits: { setup: "2 h" } });
    const promotion = plan(from, room({}));
    const expected = [
      "limits.setup",
      "rollout.canary",
      "rollout.wave",
      ...Object.keys(image).map(key => `groups.students.${key}`),
    ];
    assert.deepEqual(paths(promotion).sort(), expected.sort());
    const { students } = promotion.settings.groups as Record<string, Raw>;
    assert.deepEqual(students, rawGroup(image));
    assert.deepEqual(promotion.settings.rollout, { canary: 2, wave: 5 });
  });

  it("leaves what is the room's own: names, seats, addresses, network, cluster, accounts, engine, secrets, reset", () => {
    const own = {
      ids: "1-30",
      names: "lab-${id}",
      networkName: "lab-net",
      vnicProfile: "fast",
      ipAddresses: "198.51.100.${suffix}",
      ipAddressesSuffix: 40,
      netmaskSuffix: 25,
      defaultGateway: "198.51.100.1",
      cluster: "Lab",
      description: "lab VM",
      thinClientUser: "lab@internal-authz",
    };
    const engine = {
      url: "https://lab.example.org",
      username: "lab",
      password: { secure: "v1:x" },
      caFile: "l.pem",
    };
    const from = room(own, { engine, sftp: undefined, reset: "now", secretSeatValues: { a: { b: "c" } } });
    const to = room({});
    assert.deepEqual(plan(from, to).settings, to);
  });

  it("drops what only the receiving room said, so that the default counts in both", () => {
    const promotion = plan(room({}), room({ templateVersion: 3 }, { rollout: { wave: 2 } }));
    assert.deepEqual(paths(promotion).sort(), ["groups.students.templateVersion", "rollout.wave"]);
    assert.deepEqual(promotion.settings.groups, { students: rawGroup() });
  });

  it("changes nothing that means the same", () => {
    assert.deepEqual(paths(plan(room({ memory: "4096 MiB", resetStartVm: "Auto" }), room({}))), []);
  });

  it("gives values that the room lacks, and leaves those that it has in its own way", () => {
    const from = room({ values: { agent: "5", printer: "p1" } }, { values: { locale: "de-CH", extra: 1 } });
    const to = room({}, { values: { locale: "en-GB", printer: "p9" } });
    const promotion = plan(from, to);
    assert.deepEqual(paths(promotion), ["values.extra", "groups.students.values.agent"]);
    assert.deepEqual(promotion.kept, [
      { path: "values.locale", before: "en-GB", after: "de-CH" },
      { path: "groups.students.values.printer", before: "p9", after: "p1" },
    ]);
    const wished = plan(from, to, { also: ["values.locale"] });
    assert.deepEqual(wished.settings.values, { locale: "de-CH", printer: "p9", extra: 1 });
  });

  it("heeds wishes: this too, that not", () => {
    const from = room({ cluster: "New", memory: "8 GiB", usb: false });
    const promotion = plan(from, room({}), { also: ["cluster"], keep: ["students.memory"] });
    assert.deepEqual(paths(promotion), ["groups.students.cluster", "groups.students.usb"]);
    assert.deepEqual(paths(plan(from, room({}), { keep: ["groups"] })), []);
  });

  it("says which wishes are for settings that do not exist", () => {
    assert.deepEqual(plan(room({}), room({}), { also: ["clutser"], keep: ["memory"] }).unknownWishes, [
      "clutser",
    ]);
  });

  it("names secrets that are missing, which cannot go over encrypted", () => {
    const secret = { secure: "v1:x" };
    const from = room({}, { secretValues: { joinPassword: secret, licence: secret } });
    const promotion = plan(from, room({}, { secretValues: { joinPassword: secret } }));
    assert.deepEqual(promotion.missingSecrets, ["secretValues.licence"]);
  });

  it("goes from group to group of the same name and names the others", () => {
    const from = rawSettings({ groups: { students: rawGroup({ memory: "8 GiB" }), guests: rawGroup() } });
    const to = rawSettings({ groups: { students: rawGroup(), teacher: rawGroup() } });
    const promotion = plan(from, to);
    assert.deepEqual(paths(promotion), ["groups.students.memory"]);
    assert.deepEqual([promotion.onlyThere, promotion.onlyHere], [["guests"], ["teacher"]]);
    assert.deepEqual((promotion.settings.groups as Raw).teacher, rawGroup());
  });
});
