import assert from "node:assert/strict";
import fc from "fast-check";
import { readConfiguration } from "../../room/old-config/configuration";
import { describeFileFaults } from "../../room/old-config/fault";
import { writeIds } from "../../room/old-config/part-settings";
import { groupNames, toSettings } from "../../room/old-config/to-settings";
import { parseSettings } from "../../room/parse-settings";
import { seatsOf } from "../../room/seat";
import { checkSeats } from "../../room/seat-checks";

const GENERAL = `[general]
    sftp_floppy_upload_cmd = "(echo put {0}; echo chmod 666 {1}; echo ls -l {1}) | sftp floppy@server:/floppy/"
    sftp_floppy_cleanup_cmd = "echo rm {0} | sftp floppy@server:/floppy/"
    ovirt_worker_floppy_prefix = "/rhev/data-center/mnt/share/floppy"
    [[connect]]
    url = "https://engine.example.org/api"
    username = "admin@internal"
    password = "pa$$ #1, %"
    ca_file = "ca.crt"
[logging]
config_file=logging.conf
log_file=logs/rollout.log
`;

const STUDENTS: Readonly<Record<string, string>> = {
  ids: '"range(1,10+1)"',
  names: '"${roomname}-vd${id}"',
  network_name: '"TEST-NET-1"',
  ip_addresses: '"192.0.2.${suffix}"',
  ip_addresses_suffix: "1",
  netmask_suffix: "24",
  default_gateway: "192.0.2.254",
  cluster: "Default",
  template_name: '"win7-goldimage-01"',
  memory: "4 * 1024 * 1024 * 1024",
  os: '"windows_7x64"',
  description: '"student VM"',
  timezone: '"W. Europe Standard Time"',
  usb: "enabled",
  stateless: "False",
  autounattend_templatefile: '"Autounattend.xml.template"',
  workaround_os: '"rhel_7x64"',
  workaround_timezone: '"Etc/GMT"',
  tc_user: '"thinclient@example.org"',
  snapshot_description: '"Automatic snapshot, IP=${ip}/${netmask_as_suffix}, ${scripttime}"',
  reset_to_snapshot_regex: '"Automatic snapshot, .*"',
  rollout_startvm: "True",
  reset_startvm: "Auto",
};

/** A group as the file writes it; a key that is undefined is left out. */
function group(name: string, changes: Readonly<Record<string, string | undefined>> = {}): string {
  const keys = Object.entries({ ...STUDENTS, ...changes });
  const lines = keys.flatMap(([key, value]) => (value === undefined ? [] : [`    ${key} = ${value}`]));
  return [`  [[${name}]]`, ...lines, ""].join("\n");
}

function file(...parts: string[]): string {
  return `${GENERAL}[room test01]\n${parts.join("")}`;
}

const told = (text: string, rooms?: string[]) => {
  const { faults } = readConfiguration(text, rooms);
  return faults.length === 0 ? [] : describeFileFaults("old.conf", faults).split("\n");
};

const read = (text: string) => {
  const { configuration, faults, notes } = readConfiguration(text);
  assert.ok(configuration, describeFileFaults("old.conf", faults));
  return { configuration, notes };
};

const groupOf = (changes: Readonly<Record<string, string | undefined>>) => {
  const [room] = read(file(group("vms", changes))).configuration.rooms;
  const [first] = room?.groups ?? [];
  assert.ok(first);
  return first;
};

const notesOf = (changes: Readonly<Record<string, string>>) =>
  read(file(group("vms", changes))).notes.map(note => `${note.path}: ${note.message}. ${note.remedy}`);

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
    assert.deepEqual(checkSeats(seatsOf("test01", parsed.settings)), []);
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
const groupMistakes: [what: string, changes: Record<string, string | undefined>, told: RegExp][] = [
  [
    "a missing key",
    { memory: undefined },
    /^old.conf:14: \[room test01\] \[\[vms\]\] memory: is missing\. Add memory = /,
  ],
  [
    "an unknown key",
    { usbb: "x" },
    /^old.conf:38: \[room test01\] \[\[vms\]\] usbb: is not known here\. Take it out/,
  ],
  [
    "a key written otherwise",
    { "network-name": "x", network_name: undefined },
    /network-name: is not known here\. Did you mean network_name\?/,
  ],
  [
    "a comma outside of quotes",
    { ids: "range(1, 5)" },
    /^old.conf:15: .* ids: is a list, for it holds a comma outside of quotes/,
  ],
  [
    "an expression that cannot be worked out",
    { ids: '"range(1, n)"' },
    /ids: "n" is not taken \(column 10 of the value\)/,
  ],
  ["one id without brackets", { ids: "5" }, /ids: is a number and no list\. Write "\[5\]"/],
  ["an id below 0", { ids: '"[-1]"' }, /ids: -1 is no id from 0 to 9999/],
  ["an id that is there twice", { ids: '"[1, 2, 1]"' }, /ids: the id 1 is there twice/],
  ["far too many ids", { ids: '"range(5000)"' }, /ids: the list has more than 1000 numbers/],
  ["memory that is a list", { memory: "[1]" }, /memory: is a list/],
  ["hardly any memory", { memory: "4096" }, /memory: 4096 bytes are too few/],
  [
    "a name of 16 characters",
    { names: "${roomname}-student${id}" },
    /names: the name "test01-student01" has 16 characters\. Windows takes up to 15/,
  ],
  [
    "an octet over 255",
    { ip_addresses_suffix: "250" },
    /ip_addresses: the address "192\.0\.2\.256" of id 7 is none/,
  ],
  [
    "an unknown name in an address",
    { ip_addresses: "192.0.2.${sufix}" },
    /ip_addresses: id 2 gets .* which id 1 of \[\[vms\]\] has already/,
  ],
  [
    "a suffix that is no number",
    { ip_addresses_suffix: "one" },
    /ip_addresses_suffix: "one" is no whole number/,
  ],
  ["a network without room", { netmask_suffix: "31" }, /netmask_suffix: is more than 30/],
  [
    "a regular expression that does not compile",
    { reset_to_snapshot_regex: '"auto(.*"' },
    /reset_to_snapshot_regex: "\(" is not closed \(character 5 of the value\)/,
  ],
  ["an empty cluster", { cluster: '""' }, /^old.conf:22: \[room test01\] \[\[vms\]\] cluster: is empty/],
  ["an account without a domain", { tc_user: "thinclient" }, /tc_user: is no user@domain/],
  ["a description over two lines", { description: "'''a\nb'''" }, /description: holds a control character/],
  ["a name that is nowhere", { os: "%(no)s" }, /os: there is no no for %\(no\)s/],
];

describe("mistakes in an old configuration", () => {
  for (const [what, changes, message] of groupMistakes) {
    it(`${what} is found`, () => {
      const faults = told(file(group("vms", changes)));
      assert.ok(
        faults.some(fault => message.test(fault)),
        faults.join("\n"),
      );
    });
  }

  it("names and addresses that two groups share are found", () => {
    assert.deepEqual(told(file(group("a"), group("b", { ids: '"[10, 11]"', names: "TEST01-VD${id}" }))), [
      'old.conf:40: [room test01] [[b]] names: id 10 gets "TEST01-VD10", which id 10 of [[a]] has already. Give every seat of the room its own',
      'old.conf:42: [room test01] [[b]] ip_addresses: id 10 gets "192.0.2.10", which id 10 of [[a]] has already. Give every seat of the room its own',
    ]);
  });

  it("all are told at once, in the order of the file", () => {
    const faults = told(file(group("a", { usb: undefined, memory: "x" }), group("b", { ids: "[" })));
    assert.deepEqual(
      faults.map(fault => fault.split(": ")[1]),
      ["[room test01] [[a]] usb", "[room test01] [[a]] memory", "[room test01] [[b]] ids"],
    );
  });

  it("a line that cannot be read does not make a key seem to be missing", () => {
    const faults = told(file(group("a", { memory: '"4' })));
    assert.deepEqual(faults, [
      "old.conf:24: [room test01] [[a]] memory: quotes are not closed, or an item of a list is empty. Put the whole value into quotes: \"...\" or '...'",
    ]);
  });

  for (const [what, text, message] of [
    ["no [general]", file(group("a")).slice(GENERAL.indexOf("[logging]")), /\[general\]: is missing/],
    [
      "no [[connect]]",
      file(group("a")).replace("[[connect]]", "# "),
      /\[general\] \[\[connect\]\]: is missing/,
    ],
    ["no [logging]", file(group("a")).replace("[logging]", "# "), /\[logging\]: is missing/],
    ["no url", file(group("a")).replace("    url", "    ur"), /\[\[connect\]\] url: is missing/],
    ["no https", file(group("a")).replace("https:", "http:"), /\[\[connect\]\] url: .*https/],
    [
      "a switch that is none",
      file(group("a")).replace("    url", "    insecure = maybe\n    url"),
      /insecure: "maybe" is neither true nor false/,
    ],
    [
      "a command with other fields",
      file(group("a")).replace("rm {0}", "rm {1}"),
      /sftp_floppy_cleanup_cmd: braces hold something else/,
    ],
    [
      "an unknown section",
      `${file(group("a"))}[rooms b]`,
      /\[rooms b\]: is not known\. A room is called \[room NAME\]/,
    ],
    [
      "a section misspelt",
      file(group("a")).replace("[general]", "[General]"),
      /\[General\]: is not known\. Did you mean \[general\]\?/,
    ],
    ["an unknown key of its own", `x = 1\n${file(group("a"))}`, /^old.conf:1: x: is not known here/],
    ["a key of a room itself", file("    x = 1\n", group("a")), /\[room test01\] x: is not known here/],
    ["a section within a group", file(group("a"), "[[[b]]]\n"), /\[\[a\]\] \[\[\[b\]\]\]: is not known here/],
    ["no room", GENERAL, /there is no room/],
    ["a room without groups", file(), /\[room test01\]: has no group of VMs/],
    ["a room without VMs", file(group("a", { ids: "[]" })), /\[room test01\]: has no VMs/],
    [
      "a room with a name that a stack cannot have",
      file(group("a")).replace("room test01", "room ä b"),
      /cannot be the name of a stack/,
    ],
    [
      "a syntax error besides",
      `${file(group("a", { usb: undefined }))}?\n`,
      /usb: is missing|neither a section nor a key/,
    ],
  ] as const) {
    it(`${what} is found`, () => {
      const faults = told(text);
      assert.ok(
        faults.some(fault => message.test(fault)),
        faults.join("\n"),
      );
    });
  }

  it("never holds the password", () => {
    const text = file(group("a"))
      .replace('password = "pa$$ #1, %"', "password = geheim, geheim")
      .replace("admin@internal", "");
    assert.match(told(text).join("\n"), /password: is a list/);
    assert.doesNotMatch(told(text).join("\n"), /geheim/);
  });

  it("any file is read in bounded time", () => {
    const whole = file(group("a"), group("b", { ids: "[1]", names: "x$id", ip_addresses_suffix: "99" }));
    const change = fc.record({
      at: fc.nat({ max: whole.length }),
      length: fc.nat({ max: 40 }),
      text: fc.oneof(
        fc.constantFrom('"', "'''", "[", "]", "\n", "=", ",", "%(ids)s", "${", "range("),
        fc.string({ unit: "binary" }),
      ),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 4 }), changes => {
        const text = changes.reduce(
          (text, { at, length, text: put }) => text.slice(0, at) + put + text.slice(at + length),
          whole,
        );
        const { configuration, faults } = readConfiguration(text);
        assert.equal(configuration === undefined, faults.length > 0);
        assert.notEqual(describeFileFaults("x", faults), undefined);
      }),
      { numRuns: 300 },
    );
  });

  for (const [what, text] of [
    ["rooms", "[room a]\n[[b]]\nids = range(1000)\nnames = x\n"],
    ["groups", "[[b]]\nids = range(999)\nnames = $id\nip_addresses = $suffix\nip_addresses_suffix = 1\n"],
    ["unknown keys", "k = 1\n"],
    ["lists of ids", "[[b]]\nids = range(9999)+range(9999)+range(9999)\n"],
  ] as const) {
    it(`a file full of ${what} is read at once`, () => {
      let count = 0;
      const numbered = () =>
        text.replaceAll(/\[room a\]|\[\[b\]\]|^k/gm, mark => mark.replace(/[abk]/, letter => letter + count));
      const parts = [GENERAL, "[room test01]\n"];
      for (let length = 0; length < 300_000; count++)
        length += parts[parts.push(numbered()) - 1]?.length ?? 0;
      const started = performance.now();
      const { faults } = readConfiguration(parts.join(""));
      describeFileFaults("x", faults);
      assert.ok(performance.now() - started < 5000, `${performance.now() - started} ms`);
    });
  }
});
