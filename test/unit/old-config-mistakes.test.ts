import assert from "node:assert/strict";
import fc from "fast-check";
import { readConfiguration } from "../../room/old-config/configuration";
import { describeFileFaults } from "../../room/old-config/fault";
import { file, GENERAL, group, told } from "../support/old-groups";
import { soon } from "../support/soon";

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
  [
    "a description over two lines",
    { description: "'''a\nb'''" },
    /description: holds U\+000A, which the engine refuses in descriptions/,
  ],
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
      /\[rooms b\]: is not known\. A room is called \[room NAME\], one that is switched off \[OLD room NAME\]/,
    ],
    ["a room in other letters", `${file(group("a"))}[Room b]`, /\[Room b\]: is not known\. A room is called/],
    [
      "a section misspelt",
      file(group("a")).replace("[general]", "[General]"),
      /\[General\]: is not known\. Did you mean \[general\]\?/,
    ],
    ["a key of a room itself", file("    x = 1\n", group("a")), /\[room test01\] x: is not known here/],
    ["a section within a group", file(group("a"), "[[[b]]]\n"), /\[\[a\]\] \[\[\[b\]\]\]: is not known here/],
    ["no room", GENERAL, /there is no room/],
    [
      "what groups share in a section of the room",
      file("  [[DEFAULT]]\n    net = 192.0.2\n", group("a", { ip_addresses: "%(net)s.${suffix}" })),
      /\[room test01\] \[\[DEFAULT\]\]: would be a group of VMs, and has no ids\. Put what groups share into \[DEFAULT\]/,
    ],
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

  it("a [[DEFAULT]] of a room is one of them, not one for each key of a group", () => {
    assert.equal(told(file("  [[DEFAULT]]\n    net = 192.0.2\n", group("a"))).length, 1);
  });

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
      soon(() => {
        const { faults } = readConfiguration(parts.join(""));
        describeFileFaults("x", faults);
      }, 10_000);
    });
  }
});
