import assert from "node:assert/strict";
import fc from "fast-check";
import { plainCommand } from "../../room/old-config/floppies/command-format";
import { recognizeSftp } from "../../room/old-config/floppies/sftp-command";
import { soon } from "../support/soon";

const sftp = { user: "floppy", host: "server", port: 22, folder: "/floppy" };
const putAndList = "(echo put {0}; echo chmod 666 {1}; echo ls -l {1})";

/** How the server is called, and the settings that come of it. */
const calls: [call: string, target: object][] = [
  ["sftp floppy@server:/floppy/", sftp],
  ["/usr/bin/sftp -q -b - floppy@server:/floppy", sftp],
  ["sftp -P 2222 -i ~/.ssh/floppy floppy@server:/floppy/", { ...sftp, port: 2222, keyFile: "~/.ssh/floppy" }],
  ["sftp -P2222 -i'/etc/a key' floppy@server:/floppy/", { ...sftp, port: 2222, keyFile: "/etc/a key" }],
  [
    'sftp -o Port=2222 -oIdentityFile=/k -o "User floppy" server:/floppy',
    { ...sftp, port: 2222, keyFile: "/k" },
  ],
  ["sftp -o BatchMode=yes -o StrictHostKeyChecking=no -C floppy@server:/floppy", sftp],
  ["sftp -o UserKnownHostsFile=~/hosts floppy@server:/floppy", { ...sftp, knownHostsFile: "~/hosts" }],
  ["sftp sftp://floppy@server:2222/floppy/", { ...sftp, port: 2222, folder: "floppy" }],
  ["sftp sftp://floppy@server//floppy", sftp],
  ["sftp floppy@server", { ...sftp, folder: "." }],
  ["sftp 'floppy@[2001:db8::1]:/floppy'", { ...sftp, host: "2001:db8::1" }],
  ["sftp me@domain@server:/", { ...sftp, user: "me@domain", folder: "/" }],
];

/** What keeps a pair of commands from becoming settings. */
const kept: [what: string, upload: string, cleanup: string][] = [
  [
    "another program",
    `${putAndList} | lftp floppy@server:/floppy/`,
    "echo rm {0} | sftp floppy@server:/floppy/",
  ],
  ["no user", `${putAndList} | sftp server:/floppy/`, "echo rm {0} | sftp server:/floppy/"],
  [
    "a configuration file",
    `${putAndList} | sftp -F x floppy@server:/`,
    "echo rm {0} | sftp -F x floppy@server:/",
  ],
  ["a jump host", `${putAndList} | sftp -J j floppy@server:/`, "echo rm {0} | sftp -J j floppy@server:/"],
  [
    "an unknown ssh setting",
    `${putAndList} | sftp -o HostName=x f@s:/`,
    "echo rm {0} | sftp -o HostName=x f@s:/",
  ],
  ["two servers", `${putAndList} | sftp floppy@server:/a`, "echo rm {0} | sftp floppy@server:/b"],
  ["another mode", "(echo put {0}; echo chmod 600 {1}) | sftp f@s:/", "echo rm {0} | sftp f@s:/"],
  ["no upload", "echo ls | sftp f@s:/", "echo rm {0} | sftp f@s:/"],
  ["no removal", `${putAndList} | sftp f@s:/`, "true"],
  ["a change of folder", "(echo cd x; echo put {0}) | sftp f@s:/", "echo rm {0} | sftp f@s:/"],
  ["a further command", `logger {0}; ${putAndList} | sftp f@s:/`, "echo rm {0} | sftp f@s:/"],
  ["a further pipe", `${putAndList} | sftp f@s:/ | cat`, "echo rm {0} | sftp f@s:/"],
  ["a redirection", `${putAndList} | sftp f@s:/ > /dev/null`, "echo rm {0} | sftp f@s:/"],
  ["a variable", `${putAndList} | sftp $USER@s:/`, "echo rm {0} | sftp $USER@s:/"],
  ["a port that is none", `${putAndList} | sftp -P x f@s:/`, "echo rm {0} | sftp -P x f@s:/"],
  ["two hosts", `${putAndList} | sftp f@s:/ f@t:/`, "echo rm {0} | sftp f@s:/ f@t:/"],
  ["quotes that are not closed", `${putAndList} | sftp 'f@s:/`, "echo rm {0} | sftp f@s:/"],
];

describe("upload commands of an old configuration", () => {
  for (const [call, target] of calls) {
    it(`become settings: ${call}`, () => {
      assert.deepEqual(recognizeSftp(`${putAndList} | ${call}`, `echo rm {0} | ${call}`), target);
    });
  }

  it("become settings in other ways to say the same", () => {
    for (const [upload, cleanup] of [
      ["echo put {0} | sftp floppy@server:/floppy/", "echo -rm {0} | sftp floppy@server:/floppy/"],
      [
        "(echo 'put \"{0}\" {1}' && echo bye) | sftp floppy@server:/floppy",
        "(echo rm {0}\necho quit) | sftp floppy@server:/floppy",
      ],
    ] as const) {
      assert.deepEqual(recognizeSftp(upload, cleanup), sftp);
    }
  });

  for (const [what, upload, cleanup] of kept) {
    it(`stay commands for ${what}`, () => assert.equal(recognizeSftp(upload, cleanup), undefined));
  }

  it("have their doubled braces taken back", () => {
    assert.deepEqual(plainCommand("put {0} {1} | awk '{{print $1}}'", 2), {
      command: "put {0} {1} | awk '{print $1}'",
    });
    assert.deepEqual(plainCommand("put {} {} {{}}", 2), { command: "put {0} {1} {}" });
  });

  for (const [what, written] of [
    ["a brace alone", "put {0} }"],
    ["a number without a file", "rm {1}"],
    ["a name", "rm {file}"],
    ["numbers and none", "rm {} {0}"],
    ["a field that is meant literally", "rm {0} {{0}}"],
  ] as const) {
    it(`are refused with ${what}`, () => {
      const plain = plainCommand(written, 1);
      assert.ok("message" in plain);
      assert.notEqual(plain.remedy, "");
    });
  }

  it("any text is read at once", () => {
    const marks = fc.constantFrom(
      "echo ",
      "put {0}",
      "|",
      "sftp ",
      "-P ",
      "-o ",
      "a@b:/",
      "'",
      '"',
      "(",
      ")",
      ";",
      "$",
      "[",
      " ",
    );
    const commands = fc.array(marks, { maxLength: 30 }).map(parts => parts.join(""));
    fc.assert(
      fc.property(fc.oneof(commands, fc.string({ unit: "binary" })), text => {
        recognizeSftp(text, text);
        plainCommand(text, 2);
      }),
      { numRuns: 1000 },
    );
    soon(() => {
      for (const unit of ["{", "}", "{{", "{0}", "'", "/", "@", "(", "a ", "-o ", "\n"]) {
        recognizeSftp(unit.repeat(100_000), unit.repeat(100_000));
        recognizeSftp(`echo put {0} | sftp a@b:${unit.repeat(1000)}x`, "");
        plainCommand(unit.repeat(100_000), 2);
      }
    });
  });
});
