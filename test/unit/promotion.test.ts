import assert from "node:assert/strict";
import { stripVTControlCharacters } from "node:util";
import { promotionText } from "../../cli/settings/promotion-text";
import { haveCommonGroup, type Promotion, planPromotion, unknownToAll } from "../../room/settings/promotion";
import { rawGroup, rawSettings } from "../support/room-settings";

type Raw = Record<string, unknown>;

const room = (group: Raw, changes: Raw = {}) =>
  rawSettings({ groups: { students: rawGroup(group) }, ...changes });

const plan = (from: Raw, to: Raw, wishes: { also?: string[]; keep?: string[] } = {}) =>
  planPromotion(from, to, { also: [], keep: [], ...wishes });

const paths = (promotion: Promotion) => promotion.changes.map(({ path }) => path);

/** As it is printed, without colours. */
const told = (promotion: Promotion) =>
  stripVTControlCharacters(promotionText({ project: "virtroom", from: "lab", to: "room01" }, promotion));

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

  it("takes no canary, wave, limit, version, delivery or proof off a room whose lab needs none, and tells them", () => {
    const group = { templateVersion: 3, delivery: "floppy", setupOs: "rhel_7x64", setupTimeZone: "Etc/GMT" };
    const from = room({ setupOs: undefined, setupTimeZone: undefined });
    const to = room(
      { ...group, verify: "guest" },
      { rollout: { canary: 1, wave: 10 }, limits: { setup: "3 hours" } },
    );
    const promotion = plan(from, to);
    assert.deepEqual(paths(promotion), []);
    assert.deepEqual(promotion.settings, to);
    assert.deepEqual(promotion.kept.map(({ path }) => path).sort(), [
      "groups.students.delivery",
      "groups.students.setupOs",
      "groups.students.setupTimeZone",
      "groups.students.templateVersion",
      "groups.students.verify",
      "limits.setup",
      "rollout.canary",
      "rollout.wave",
    ]);
    assert.match(
      told(promotion),
      /left: rollout\.canary is 1 here and \(not set\) in lab; to take it out: --with rollout\.canary/,
    );
    const wished = plan(from, to, { also: ["rollout.wave"] });
    assert.deepEqual(wished.settings.rollout, { canary: 1 });
  });

  it("moves a version along with its template, and leaves it where the template is kept", () => {
    const to = room({ templateName: "win10-gold", templateVersion: 3 });
    const other = plan(room({ templateName: "win11-gold" }), to);
    assert.deepEqual(paths(other), ["groups.students.templateName", "groups.students.templateVersion"]);
    assert.deepEqual(other.settings.groups, room({ templateName: "win11-gold" }).groups);
    const kept = plan(room({ templateName: "win11-gold", templateVersion: 7 }), to, {
      keep: ["templateName"],
    });
    assert.deepEqual(kept.settings, to);
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

  it("says so of several rooms only when none has them: one may have a canary that is to stay", () => {
    const keep = ["rollout", "memroy"];
    const plans = [room({}), room({}, { rollout: { canary: 1 } })].map(to => plan(room({}), to, { keep }));
    assert.deepEqual(unknownToAll(plans), ["memroy"]);
    assert.deepEqual(unknownToAll(plans.slice(0, 1)), keep);
  });

  it("names secrets that are missing, which cannot go over encrypted", () => {
    const secret = { secure: "v1:x" };
    const from = room({}, { secretValues: { joinPassword: secret, licence: secret } });
    const promotion = plan(from, room({}, { secretValues: { joinPassword: secret } }));
    assert.deepEqual(promotion.missingSecrets, ["secretValues.licence"]);
  });

  it("copies no ciphertext, wherever it stands: it is left where the room has its own, and named where it has none", () => {
    const [theirs, ours] = [{ secure: "v1:theirs" }, { secure: "v1:ours" }];
    const from = room(
      { memory: theirs, vnicProfile: theirs, values: { agentKey: theirs, pin: theirs } },
      { values: { productKey: theirs, licence: theirs, keys: ["plain", theirs] }, limits: theirs },
    );
    const to = room({ values: { pin: "1234" } }, { values: { productKey: ours } });
    for (const wishes of [{}, { also: ["values", "limits", "students"] }]) {
      const promotion = plan(from, to, wishes);
      assert.doesNotMatch(JSON.stringify([promotion.settings, promotion.kept]), /theirs/);
      assert.deepEqual((promotion.settings.values as Raw).productKey, ours);
      assert.deepEqual(promotion.missingSecrets, [
        "limits",
        "values.licence",
        "values.keys[0]",
        "values.keys[1]",
        "groups.students.values.agentKey",
      ]);
    }
    const text = told(plan(from, to));
    const line = "pulumi config set --secret --path";
    assert.ok(text.includes(`${line} virtroom:values.licence --stack room01`), text);
    assert.ok(text.includes(`${line} 'virtroom:values.keys[1]' --stack room01`), text);
    assert.deepEqual(plan(from, to, { also: ["values.licence"] }).unknownWishes, ["values.licence"]);
    assert.deepEqual(plan(from, to, { keep: ["values", "limits"] }).missingSecrets, []);
    assert.equal(haveCommonGroup({ groups: theirs }, { groups: ours }), false);
  });

  it("leaves a secret for which the other room has a plain value, and shows none", () => {
    const secret = { secure: "v1:x" };
    const to = room({}, { values: { pin: secret }, secretValues: { key: secret }, rollout: secret });
    const promotion = plan(room({}, { values: { pin: "1", key: "2" }, rollout: { canary: 1 } }), to);
    assert.deepEqual(promotion.settings, to);
    assert.match(told(promotion), /values\.pin is \(secret\) here and 1 in lab/);
    assert.match(told(promotion), /rollout is \(secret\) here and \{"canary":1\} in lab/);
    assert.doesNotMatch(told(promotion), /v1:x/);
  });

  it("goes from group to group of the same name and names the others", () => {
    const from = rawSettings({ groups: { students: rawGroup({ memory: "8 GiB" }), guests: rawGroup() } });
    const to = rawSettings({ groups: { students: rawGroup(), teacher: rawGroup() } });
    const promotion = plan(from, to);
    assert.deepEqual(paths(promotion), ["groups.students.memory"]);
    assert.deepEqual([promotion.onlyThere, promotion.onlyHere], [["guests"], ["teacher"]]);
    assert.deepEqual((promotion.settings.groups as Raw).teacher, rawGroup());
  });

  it("says what it means that no version of the template is named, and does not call the rooms alike then", () => {
    const groups = (changes: Raw) =>
      rawSettings({ groups: { students: rawGroup(changes), teacher: rawGroup() } });
    const promotion = plan(groups({ templateVersion: 2 }), groups({ templateVersion: 2 }));
    assert.deepEqual(promotion.unpinned, ["teacher"]);
    assert.match(told(promotion), /^room01: no setting goes over from lab\n/);
    assert.match(
      told(promotion),
      /lab names no templateVersion for teacher, so none goes over: the seats that room01 has stay/,
    );
    assert.deepEqual(plan(groups({}), groups({}), { keep: ["templateName"] }).unpinned, []);
    const pinned = room({ templateVersion: 2 });
    assert.equal(told(plan(pinned, pinned)), "room01: as lab already");
  });
});
