import assert from "node:assert/strict";
import { readConfiguration } from "../../room/old-config/configuration";
import { groupNames } from "../../room/old-config/group-names";
import { writeIds } from "../../room/old-config/part-settings";
import { toSettings } from "../../room/old-config/to-settings";
import { seatsOf } from "../../room/seat";
import { checkSeats } from "../../room/seat-checks";
import { parseSettings } from "../../room/settings/parse-settings";
import { file, group, groupOf, notesOf, read, told } from "../support/old-groups";

describe("an old configuration", () => {
  it("becomes settings that hold", () => {
    const teachers = group("teacher vms", {
      ids: '"[1, 2, 4]"',
      names: "${roomname}-t$id",
      ip_addresses_suffix: "101",
    });
    const { configuration, notes } = read(file(group("student_vms"), teachers));
    assert.deepEqual(notes, []);
    assert.deepEqual(configuration.logging, { configFile: "logging.conf", logFile: "logs/rollout.log" });
    const [room] = configuration.rooms;
    assert.ok(room);
    const { settings } = toSettings(configuration, room, { path: written => `../${written}` });
    assert.deepEqual(settings, {
      engine: {
        url: "https://engine.example.org/api",
        username: "admin@internal",
        password: "pa$$ #1, %",
        caFile: "../ca.crt",
      },
      floppyCommands: {
        upload: "(echo put {0}; echo chmod 666 {1}; echo ls -l {1}) | sftp floppy@server:/floppy/",
        cleanup: "echo rm {0} | sftp floppy@server:/floppy/",
        folderOnHosts: "/rhev/data-center/mnt/share/floppy",
      },
      logging: { file: "../logs/rollout.log", level: "info" },
      groups: {
        student_vms: {
          ids: "1-10",
          names: "${roomname}-vd${id}",
          networkName: "TEST-NET-1",
          ipAddresses: "192.0.2.${suffix}",
          ipAddressesSuffix: 1,
          netmaskSuffix: 24,
          defaultGateway: "192.0.2.254",
          cluster: "Default",
          templateName: "win7-goldimage-01",
          memory: "4 GiB",
          os: "windows_7x64",
          description: "student VM",
          timeZone: "W. Europe Standard Time",
          usb: true,
          stateless: false,
          answerFileTemplate: "../Autounattend.xml.template",
          setupOs: "rhel_7x64",
          setupTimeZone: "Etc/GMT",
          thinClientUser: "thinclient@example.org",
          snapshotDescription: "Automatic snapshot, IP=${ip}/${netmask_as_suffix}, ${scripttime}",
          resetToSnapshotRegex: "Automatic snapshot, .*",
          rolloutStartVm: true,
          resetStartVm: "auto",
        },
        "teacher-vms": { ...settings.groups["teacher-vms"], ids: "1-2,4", names: "${roomname}-t$id" },
      },
    });
    assert.deepEqual(parseSettings(settings).faults, []);
  });

  it("may count from a suffix below 0, which ids that start high need", () => {
    const { ids, ipAddressesSuffix } = groupOf({
      ids: '"range(101, 120 + 1)"',
      ip_addresses_suffix: "-79",
    });
    assert.deepEqual([ids[0], ids.at(-1), ipAddressesSuffix], [101, 120, -79]);
  });

  it("leaves out, with a note, what is switched off by another name, and keys of no section", () => {
    const off = ["OLD room test02", "defaults", "logging of 2014", "xroom test03"];
    const rest = off.map(name => `[${name}]\n  anything = 1\n  [[students]]\n    memory = 0\n`).join("");
    const { configuration, notes } = read(`contact = me\n${file(group("vms"))}${rest}`);
    assert.deepEqual(
      configuration.rooms.map(room => room.name),
      ["test01"],
    );
    assert.deepEqual(
      notes.map(({ path, message, remedy }) => `${path} ${message}. ${remedy}`),
      [
        "contact is not known here. It is left out",
        "[OLD room test02] is not known. It is left out: a room is called [room NAME]",
        "[defaults] is not known. It is left out: a room is called [room NAME]",
        "[logging of 2014] is not known. It is left out: a room is called [room NAME]",
        "[xroom test03] is not known. It is left out: a room is called [room NAME]",
      ],
    );
  });

  it("keeps the upload commands until it is known how to log in", () => {
    const { configuration } = read(file(group("vms")));
    const [room] = configuration.rooms;
    assert.ok(room);
    const commands = toSettings(configuration, room, { path: written => written });
    assert.equal(commands.settings.sftp, undefined);
    assert.deepEqual(commands.settings.floppyCommands, {
      upload: "(echo put {0}; echo chmod 666 {1}; echo ls -l {1}) | sftp floppy@server:/floppy/",
      cleanup: "echo rm {0} | sftp floppy@server:/floppy/",
      folderOnHosts: "/rhev/data-center/mnt/share/floppy",
    });
    const sftp = { hostKeyFingerprint: `SHA256:${"a".repeat(43)}`, keyFile: "id_ed25519" };
    const moved = toSettings(configuration, room, { path: written => written, sftp });
    assert.equal(moved.settings.floppyCommands, undefined);
    assert.deepEqual(moved.settings.sftp, {
      host: "server",
      port: 22,
      username: "floppy",
      folder: "/floppy",
      folderOnHosts: "/rhev/data-center/mnt/share/floppy",
      ...sftp,
    });
    assert.deepEqual(parseSettings(moved.settings).faults, []);
  });

  it("takes a gateway outside the seats' network as it stands, and says so", () => {
    const { configuration, notes } = readConfiguration(
      file(group("vms", { default_gateway: "10.165.208.1" })),
    );
    const [room] = configuration?.rooms ?? [];
    assert.ok(configuration && room);
    assert.deepEqual(
      notes.map(({ path, message }) => `${path}: ${message}`),
      ["[room test01] [[vms]] default_gateway: 10.165.208.1 lies outside the network of the seats"],
    );
    const { settings } = toSettings(configuration, room, { path: written => written });
    assert.equal(settings.groups.vms?.gatewayOutside, true);
    const parsed = parseSettings(settings);
    assert.ok(parsed.settings);
    assert.deepEqual(checkSeats(seatsOf("test01", parsed.settings), parsed.settings), []);
  });

  it("inserts %(name)s, whose keys are then not unknown", () => {
    const text = `site = lab\n${file("    gold = win7\n", group("vms", { names: "%(site)s-${id}", template_name: "%(gold)s-%(v)s" }))}[DEFAULT]\nv = 01\n`;
    const [room] = read(text).configuration.rooms;
    assert.equal(room?.groups[0]?.names, "lab-${id}");
    assert.equal(room?.groups[0]?.templateName, "win7-01");
  });

  it("reads only the rooms that are wanted, as the old tool did", () => {
    const text = `${file(group("vms"))}[room broken]\n`;
    assert.deepEqual(told(text, ["test01"]), []);
    assert.deepEqual(readConfiguration(text, ["test01"]).roomNames, ["test01", "broken"]);
    assert.deepEqual(told(text), [
      "old.conf:38: [room broken]: has no group of VMs. Add [[GROUP]] with the keys of a group",
    ]);
    assert.deepEqual(told(text, ["other"]), [
      "old.conf:1: [room other]: is not there. There are test01, broken",
    ]);
  });

  it("leaves out a group without ids", () => {
    const { configuration, notes } = read(file(group("a"), group("b", { ids: "[]" })));
    assert.deepEqual(
      configuration.rooms[0]?.groups.map(({ name }) => name),
      ["a"],
    );
    assert.deepEqual(
      notes.map(({ path }) => path),
      ["[room test01] [[b]] ids"],
    );
  });
});

describe("values of an old group", () => {
  it("usb is on for enabled alone", () => {
    assert.equal(groupOf({ usb: "' enabled '" }).usb, true);
    assert.equal(groupOf({ usb: "disabled" }).usb, false);
    assert.equal(groupOf({ usb: "Enabled" }).usb, false);
    assert.deepEqual(notesOf({ usb: "Enabled" }), [
      '[room test01] [[vms]] usb: "Enabled" is neither enabled nor disabled. It means disabled, as it did',
    ]);
  });

  it("stateless and rollout_startvm are on for True alone", () => {
    assert.equal(groupOf({ stateless: "True" }).stateless, true);
    assert.equal(groupOf({ stateless: "true" }).stateless, false);
    assert.equal(groupOf({ rollout_startvm: "1" }).rolloutStartVm, false);
    assert.equal(notesOf({ stateless: "true", rollout_startvm: "1" }).length, 2);
  });

  it("reset_startvm is always or auto in any case, else never", () => {
    assert.equal(groupOf({ reset_startvm: "ALWAYS" }).resetStartVm, "always");
    assert.equal(groupOf({ reset_startvm: "auto" }).resetStartVm, "auto");
    assert.equal(groupOf({ reset_startvm: "Never" }).resetStartVm, "never");
    assert.equal(groupOf({ reset_startvm: "False" }).resetStartVm, "never");
    assert.equal(notesOf({ reset_startvm: "False" }).length, 1);
  });

  it("tc_user None is nobody", () => assert.equal(groupOf({ tc_user: "None" }).thinClientUser, "none"));

  it("memory is in bytes, down to whole MiB as the engine has it", () => {
    assert.equal(groupOf({ memory: "3 * 1024 * 1024 * 1024 // 2" }).memory, 1536 * 1024 ** 2);
    assert.equal(groupOf({ memory: "2000000000" }).memory, 1907 * 1024 ** 2);
    assert.equal(notesOf({ memory: "2000000000" }).length, 1);
  });

  it("an empty snapshot description and an empty description are what they are", () => {
    assert.equal(groupOf({ snapshot_description: '""' }).snapshotDescription, "");
    assert.equal(groupOf({ description: "" }).description, "");
  });

  it("the regular expression is JavaScript's", () => {
    assert.equal(
      groupOf({ reset_to_snapshot_regex: "'\\A(?P<what>auto).*\\Z'" }).resetToSnapshotRegex,
      "^(?<what>auto).*$",
    );
  });

  it("ids are written short, in their order", () => {
    assert.equal(writeIds([1, 2, 3, 7, 9, 10]), "1-3,7,9-10");
    assert.equal(writeIds([3, 2, 1]), "3,2,1");
    assert.equal(writeIds([]), "");
  });

  it("names of groups are made to fit, and stay different", () => {
    assert.deepEqual(groupNames(["student vms", "2nd row", "student-vms", "a_b", "ü"]), [
      "student-vms",
      "group-2nd-row",
      "student-vms-2",
      "a_b",
      "group--",
    ]);
  });
});

/** What is wrong, the changes to a group, and how it is told: the group is on line 14. */
