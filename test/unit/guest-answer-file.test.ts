import assert from "node:assert/strict";
import {
  answerFile,
  type bench,
  component,
  firstLogonCommands,
  MAC,
  onCdrom,
  powerEvents,
  settled,
} from "../support/guest-room";

describe("guest: where Windows looks for its answer file", () => {
  const named = (computerName: string) => answerFile({ computerName, join: "" });
  const usedName = (options: Parameters<typeof bench>[0]) => settled(options).hardware.disk.computerName;

  it("takes the file that the registry names, whatever its name, before any other", () => {
    const media = {
      floppyFiles: [
        { name: "SYSPREP.INF", content: named("BY-REGISTRY") },
        { name: "Unattend.xml", content: named("BY-FLOPPY") },
      ],
      cdromFiles: [{ name: "Unattend.xml", content: named("BY-CDROM") }],
    };
    assert.equal(usedName({ media, disk: { unattendFile: "A:\\sysprep.inf" } }), "BY-REGISTRY");
  });

  it("takes no notice of sysprep.inf when the registry does not name it", () => {
    const { hardware, guest, events } = settled({
      media: { floppyFiles: [{ name: "sysprep.inf", content: named("NEVER") }] },
    });
    assert.match(guest.screen(), /^OOBE: Let's start with region/);
    assert.match(hardware.disk.computerName ?? "", /^WIN-[0-9A-F]{11}$/);
    assert.ok(!powerEvents(events).includes("powered-off"));
  });

  it("prefers what the gold image has cached to any medium", () => {
    const disk = { files: { "C:\\WINDOWS\\panther\\Unattend.xml": named("BY-CACHE") } };
    assert.equal(usedName({ disk, media: onCdrom(named("BY-CDROM")) }), "BY-CACHE");
  });

  it("passes over a cached file whose passes were processed before", () => {
    const done = named("BY-CACHE").replaceAll("<settings ", '<settings wasPassProcessed="true" ');
    const disk = { files: { "C:\\Windows\\Panther\\unattend.xml": done } };
    assert.equal(usedName({ disk, media: onCdrom(named("BY-CDROM")) }), "BY-CDROM");
  });

  it("prefers the floppy to the CD-ROM", () => {
    const media = {
      floppyFiles: [{ name: "unattend.XML", content: named("BY-FLOPPY") }],
      cdromFiles: [{ name: "Unattend.xml", content: named("BY-CDROM") }],
    };
    assert.equal(usedName({ media }), "BY-FLOPPY");
  });

  it("does not take Autounattend.xml, which is for other passes", () => {
    const media = { cdromFiles: [{ name: "Autounattend.xml", content: named("NEVER") }] };
    assert.match(settled({ media }).guest.screen(), /^OOBE: Let's start with region/);
  });

  it("goes on with the CD-ROM when the floppy cannot be read", () => {
    const media = { floppyImage: Buffer.alloc(1440 * 1024), ...onCdrom(named("BY-CDROM")) };
    assert.equal(usedName({ media }), "BY-CDROM");
  });

  it("writes down what it used", () => {
    assert.deepEqual(settled().journal("search"), [
      "answer file for specialize: D:\\Unattend.xml",
      "answer file for oobeSystem: C:\\Windows\\Panther\\unattend.xml",
    ]);
  });
});

describe("guest: an answer file that Setup refuses", () => {
  const tcpIp = (inside: string) =>
    component("TCPIP", `<Interfaces><Interface wcm:action="add">${inside}</Interface></Interfaces>`);
  const shell = (inside: string) => component("Shell-Setup", inside);
  const cases: Record<string, [string, RegExp]> = {
    "is not well-formed": [
      "<unattend><settings>",
      /\[D:\\Unattend\.xml\] for pass \[specialize\]. The answer file is invalid/,
    ],
    "is an old sysprep.inf": ["[Unattended]\r\nOemSkipEula=Yes\r\n", /The answer file is invalid/],
    "has no namespace": [
      answerFile().replace('xmlns="urn:schemas-microsoft-com:unattend"', ""),
      /root must be/,
    ],
    "has a pass that does not exist": [
      answerFile().replace("oobeSystem", "oobesystem"),
      /no pass "oobesystem"/,
    ],
    "has an unescaped & in a value": [answerFile({ computerName: "A&B" }), /The answer file is invalid/],
    "has a setting that does not exist": [
      answerFile({ specialize: shell("<Hostname>A</Hostname>") }),
      /no setting Hostname/,
    ],
    "has a setting twice": [
      answerFile({ specialize: shell("<TimeZone>UTC</TimeZone><TimeZone>UTC</TimeZone>") }),
      /TimeZone is specified more than once/,
    ],
    "has a component twice": [
      answerFile({ specialize: shell("<TimeZone>UTC</TimeZone>") + shell("<ComputerName>A</ComputerName>") }),
      /component is specified more than once/,
    ],
    "has first-logon commands in specialize": [
      answerFile({ specialize: shell(firstLogonCommands(["shutdown /p"])) }),
      /FirstLogonCommands does not exist in this pass/,
    ],
    "has an empty element": [
      answerFile({ specialize: shell("<ComputerName></ComputerName>") }),
      /ComputerName is empty/,
    ],
    "has the children of an Interface in another order": [
      answerFile({
        specialize: tcpIp(
          "<Identifier>00-1A-4A-16-01-51</Identifier><Ipv4Settings><DhcpEnabled>false</DhcpEnabled></Ipv4Settings>",
        ),
      }),
      /Ipv4Settings stands in the wrong place/,
    ],
    "has a list item without wcm:action": [
      answerFile({
        specialize: component(
          "TCPIP",
          "<Interfaces><Interface><Identifier>x</Identifier></Interface></Interfaces>",
        ),
      }),
      /Interface is an item of a list/,
    ],
    "has two addresses with one key": [
      answerFile({
        specialize: tcpIp(
          '<Identifier>x</Identifier><UnicastIpAddresses><IpAddress wcm:action="add" wcm:keyValue="1">10.0.0.1/8</IpAddress><IpAddress wcm:action="add" wcm:keyValue="1">10.0.0.2/8</IpAddress></UnicastIpAddresses>',
        ),
      }),
      /IpAddress needs a wcm:keyValue of its own/,
    ],
    "has an address that is none": [
      answerFile().replace("10.1.2.57/24", "10.1.2.257/24"),
      /"10.1.2.257\/24" is no address/,
    ],
    "has a truth value that is none": [
      answerFile().replace("<DhcpEnabled>false", "<DhcpEnabled>no"),
      /DhcpEnabled is true or false/,
    ],
    "has a computer name of 16 characters": [
      answerFile({ computerName: "ROOM01-STUDENT-7" }),
      /ComputerName cannot be/,
    ],
    "has a computer name of digits alone": [
      answerFile({ computerName: "0107" }),
      /ComputerName cannot be "0107"/,
    ],
    "has a computer name with a forbidden sign": [
      answerFile({ computerName: "ROOM&amp;7" }),
      /ComputerName cannot be/,
    ],
  };
  for (const [what, [content, message]] of Object.entries(cases)) {
    it(`stops in its error box and sits there: one that ${what}`, () => {
      const { guest, guests, events } = settled({ media: onCdrom(content) });
      assert.match(guest.screen(), message);
      assert.equal(guests.view()[0]?.phase, "stopped");
      assert.deepEqual(powerEvents(events), []);
    });
  }

  it("takes the texts empty that its own tool leaves empty, and goes on", () => {
    const file = answerFile({
      join: "",
      accounts:
        '<RegisteredOrganization /><RegisteredOwner /><UserAccounts><AdministratorPassword><Value>admin-pw</Value><PlainText>true</PlainText></AdministratorPassword><LocalAccounts><LocalAccount wcm:action="add"><Description /><DisplayName /><Group /><Name>pupil</Name></LocalAccount></LocalAccounts></UserAccounts>',
    })
      .replace("<UserLocale>", "<UILanguageFallback></UILanguageFallback><UserLocale>")
      .replace("<Order>1<", "<Description /><Order>1<")
      .replace("</ComputerName>", "</ComputerName><RegisteredOwner></RegisteredOwner>");
    const { guest, events } = settled({ media: onCdrom(file) });
    assert.equal(powerEvents(events).at(-1), "powered-off", guest.screen());
  });

  it("finds a fault of oobeSystem only when it gets there", () => {
    const file = answerFile({ commands: ["x".repeat(1025)] });
    const { guest, hardware, events } = settled({ media: onCdrom(file), guests: { restarts: 2 } });
    assert.match(guest.screen(), /for pass \[oobeSystem\].*CommandLine has more than 1024 characters/);
    assert.equal(hardware.disk.computerName, "ROOM01-07");
    assert.deepEqual(powerEvents(events), ["rebooting", "restarted", "rebooting", "restarted"]);
  });

  it("refuses a local account with the computer's name", () => {
    const accounts =
      '<UserAccounts><LocalAccounts><LocalAccount wcm:action="add"><Name>room01-07</Name><Group>Users</Group></LocalAccount></LocalAccounts></UserAccounts>';
    assert.match(
      settled({ media: onCdrom(answerFile({ accounts })) }).guest.screen(),
      /cannot have the computer's name/,
    );
  });

  it("passes over components that its image has not, or that are for another processor", () => {
    const x86 = component(
      "Shell-Setup",
      "<ComputerName>WRONG</ComputerName>",
      'processorArchitecture="x86" publicKeyToken="31bf3856ad364e35" language="neutral" versionScope="nonSxS"',
    );
    const specialize = x86 + component("SQMApi", "<CEIPEnabled>0</CEIPEnabled>");
    const { journal, hardware } = settled({ media: onCdrom(answerFile({ specialize })) });
    assert.deepEqual(journal("specialize").slice(0, 2), [
      "Microsoft-Windows-Shell-Setup passed over: it is for x86, this Windows is amd64",
      "Microsoft-Windows-SQMApi passed over: the image has no such component",
    ]);
    assert.match(hardware.disk.computerName ?? "", /^WIN-/);
  });

  it("takes the components for x86 on an x86 image", () => {
    const media = onCdrom(answerFile().replaceAll('"amd64"', '"x86"'));
    assert.equal(settled({ media, disk: { architecture: "x86" } }).hardware.disk.computerName, "ROOM01-07");
  });

  it("reads UTF-8 and UTF-16 with their marks, and no other bytes", () => {
    const file = answerFile({ join: "" });
    const bytes = (content: Uint8Array) => ({ cdromFiles: [{ name: "Unattend.xml", content }] });
    const utf16 = Buffer.from(`\uFEFF${file.replace("utf-8", "utf-16")}`, "utf16le");
    const latin1 = Buffer.from(file.replace("</unattend>", "<!-- Zürich --></unattend>"), "latin1");
    assert.equal(
      settled({ media: bytes(Buffer.from(`\uFEFF${file}`)) }).hardware.disk.computerName,
      "ROOM01-07",
    );
    assert.equal(settled({ media: bytes(utf16) }).hardware.disk.computerName, "ROOM01-07");
    assert.match(settled({ media: bytes(latin1) }).guest.screen(), /The answer file is invalid/);
  });

  it("sets no address when the identifier is not the MAC of an adapter", () => {
    const { hardware, journal } = settled({
      media: onCdrom(answerFile({ identifier: "00-1A-4A-16-01-99" })),
    });
    assert.deepEqual(hardware.disk.addresses, []);
    assert.ok(
      journal("specialize").includes("no network adapter is 00-1A-4A-16-01-99: its addresses are not set"),
    );
  });

  it("knows an adapter by the MAC in dashes only", () => {
    assert.deepEqual(
      settled({ media: onCdrom(answerFile({ identifier: MAC })) }).hardware.disk.addresses,
      [],
    );
  });
});
