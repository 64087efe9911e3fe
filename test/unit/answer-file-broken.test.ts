import assert from "node:assert/strict";
import fc from "fast-check";
import { checkAnswerFile } from "../../answer-file/check";
import { obfuscatePassword } from "../../answer-file/password";
import { COMPONENT, changed, good, rulesOf, seat, usual, values } from "../support/good-answer-file";

function resealed(how: string): string {
  const deployment = `<component name="Microsoft-Windows-Deployment" ${COMPONENT}>\n<Reseal>${how}</Reseal></component>`;
  return changed('<settings pass="oobeSystem">', `<settings pass="oobeSystem">\n${deployment}`);
}

/** A rule, what is done to the good file, the line where it is found, and whether it is an error. */
const broken: [
  rule: string,
  what: string,
  xml: () => string,
  at: string | RegExp | undefined,
  severity?: "warning",
][] = [
  ["well-formed", "is not XML", () => changed("</OOBE>", ""), undefined],
  ["doctype", "has a document type", () => changed("<unattend", "<!DOCTYPE unattend>\n<unattend"), undefined],
  ["mixed-content", "has text between elements", () => changed("<TimeZone>", "oops<TimeZone>"), "oops"],
  ["root", "is another kind of file", () => changed(/unattend(?=[ >])/g, "answers"), "<answers"],
  ["root", "has no namespace", () => changed(' xmlns="urn:schemas-microsoft-com:unattend"', ""), "<unattend"],
  [
    "namespace",
    "has an element of another namespace",
    () => changed("<TimeZone>", '<x xmlns="urn:other">1</x>\n<TimeZone>'),
    "urn:other",
    "warning",
  ],
  [
    "unknown-pass",
    "has a misspelt pass",
    () => changed('pass="oobeSystem"', 'pass="oobesystem"'),
    "oobesystem",
  ],
  [
    "doubled-pass",
    "has a pass twice",
    () =>
      changed(
        "</unattend>",
        `<settings pass="specialize"><component name="Microsoft-Windows-NetBT" ${COMPONENT}><x>1</x></component></settings></unattend>`,
      ),
    "NetBT",
  ],
  [
    "unused-pass",
    "has a pass that does not run on a sealed image",
    () =>
      changed(
        "</unattend>",
        `<settings pass="windowsPE"><component name="Microsoft-Windows-Setup" ${COMPONENT}><x>1</x></component></settings></unattend>`,
      ),
    "windowsPE",
    "warning",
  ],
  [
    "unknown-component",
    "has a misspelt component",
    () => changed('"Microsoft-Windows-DNS-Client"', '"Microsoft-Windows-DNSClient"'),
    "DNSClient",
    "warning",
  ],
  [
    "wrong-pass",
    "has a component in a pass where it cannot stand",
    () =>
      changed(
        '<settings pass="oobeSystem">',
        `<settings pass="oobeSystem">\n<component name="Microsoft-Windows-NetBT" ${COMPONENT}><EnableLMHOSTS>true</EnableLMHOSTS></component>`,
      ),
    "NetBT",
  ],
  [
    "wrong-pass",
    "has a setting in a pass where it does not count",
    () => changed("<TimeZone>", "<OOBE><HideEULAPage>true</HideEULAPage></OOBE>\n<TimeZone>"),
    "<OOBE><HideEULAPage>",
  ],
  [
    "component-attributes",
    "has a component without its token",
    () => changed(' publicKeyToken="31bf3856ad364e35"', ""),
    '"Microsoft-Windows-Shell-Setup"',
  ],
  [
    "doubled-component",
    "has a component twice in a pass",
    () =>
      changed(
        "</settings>",
        `<component name="Microsoft-Windows-Shell-Setup" ${COMPONENT}><CopyProfile>true</CopyProfile></component></settings>`,
      ),
    "<CopyProfile>",
  ],
  [
    "empty-element",
    "has an empty element",
    () => changed(/<ProductKey>.*<\/ProductKey>/, "<ProductKey></ProductKey>"),
    "<ProductKey>",
  ],
  [
    "empty-element",
    "has an element with a blank only",
    () => changed("<Enabled>true", "<Enabled> </Enabled><Enabled>true"),
    "<Enabled> ",
  ],
  [
    "empty-element",
    "joins by an account of an empty domain",
    () => changed(/(<Credentials>\s*)<Domain>.*<\/Domain>/, "$1<Domain></Domain>"),
    "<Domain></Domain>",
  ],
  [
    "list-item",
    "has an item of a list that says nothing",
    () => changed('<Route wcm:action="add">', "<Route>"),
    "<Route>",
    "warning",
  ],
  [
    "key-value",
    "has addresses with the same key",
    () => changed('wcm:keyValue="2"', 'wcm:keyValue="1"'),
    "2001:db8::2",
  ],
  ["key-value", "has an address without a key", () => changed(' wcm:keyValue="2"', ""), "2001:db8::2"],
  ["computer-name", "gives no name", () => changed(/<ComputerName>.*<\/ComputerName>/, ""), "<unattend"],
  [
    "computer-name-differs",
    "gives another name",
    () => changed("ROOM01-VD07<", "ROOM01-VD08<"),
    "ROOM01-VD08",
  ],
  ["computer-name-differs", "gives a random name", () => changed("ROOM01-VD07<", "*<"), ">*<"],
  [
    "computer-name-differs",
    "leaves the name to the engine",
    () => changed("ROOM01-VD07<", "$ComputerName$<"),
    "$ComputerName$",
  ],
  [
    "account-is-computer",
    "has an account with the name of the computer",
    () => changed("<Name>pupil<", "<Name>room01-vd07<"),
    "<Name>room01",
  ],
  [
    "account-name",
    "has an account with a name that Windows does not take",
    () => changed("<Name>pupil<", "<Name>pupil/1<"),
    "pupil/1",
  ],
  [
    "account-name",
    "has an account with a long name",
    () => changed("<Name>pupil<", `<Name>${"p".repeat(21)}<`),
    "ppppp",
  ],
  [
    "account-name",
    "has an account without a name",
    () => changed("<Name>pupil</Name>", ""),
    "<LocalAccount ",
  ],
  [
    "child-order",
    "has the settings of an interface in another order",
    () =>
      changed(
        /(<Identifier>00-1A-4A-16-01-51<\/Identifier>\s*)(<UnicastIpAddresses>[\s\S]*?<\/UnicastIpAddresses>)/,
        "$2$1",
      ),
    /<\/UnicastIpAddresses><Identifier>/,
    "warning",
  ],
  [
    "child-order",
    "has a setting of an interface twice",
    () => changed("<Routes>", "<Ipv4Settings><DhcpEnabled>false</DhcpEnabled></Ipv4Settings><Routes>"),
    "<Ipv4Settings><Dhcp",
  ],
  [
    "child-order",
    "has the settings of a route in another order",
    () => changed(/(<NextHop.*>)\s*(<Prefix>.*)/, "$2$1"),
    "<NextHopAddress>",
    "warning",
  ],
  [
    "child-order",
    "has a setting that an interface does not have",
    () => changed("<Routes>", "<Gateway>x</Gateway><Routes>"),
    "<Gateway>",
  ],
  [
    "interface-identifier",
    "writes a MAC address in another way",
    () => changed("00-1A-4A-16-01-51", "00:1a:4a:16:01:51"),
    "00:1a",
  ],
  [
    "interface-identifier",
    "looks an interface up by a name",
    () => changed("00-1A-4A-16-01-51", "Local Area Connection"),
    "Local Area",
    "warning",
  ],
  [
    "interface-identifier",
    "has an interface without identifier",
    () => changed("<Identifier>00-1A-4A-16-01-51</Identifier>", ""),
    "<Interface ",
  ],
  [
    "address",
    "has an address without prefix length",
    () => changed("192.0.2.107/24", "192.0.2.107"),
    ">192.0.2.107<",
  ],
  [
    "address",
    "has an address that is none",
    () => changed("192.0.2.107/24", "192.0.2.300/24"),
    "192.0.2.300",
  ],
  ["address", "has a prefix length that is none", () => changed("192.0.2.107/24", "192.0.2.107/33"), "/33"],
  [
    "address",
    "has a router that is none",
    () => changed("<NextHopAddress>192.0.2.1<", "<NextHopAddress>gateway<"),
    "gateway",
  ],
  [
    "address",
    "has two DNS servers in one element",
    () => changed(">192.0.2.2<", ">192.0.2.2 192.0.2.3<"),
    "192.0.2.3",
  ],
  ["address", "has a route to nowhere", () => changed("0.0.0.0/0", "default"), "default"],
  [
    "command-order",
    "has a command without order",
    () => changed(/<Order>1<\/Order>(?=\s*<\/Sync)/, ""),
    "<SynchronousCommand",
  ],
  [
    "command-order",
    "has a command with an order out of bounds",
    () => changed(/<Order>1<(?=\/Order>\s*<\/Sync)/, "<Order>501<"),
    "<SynchronousCommand",
  ],
  [
    "command-order",
    "has a command with order 0",
    () => changed(/<Order>1<(?=\/Order>\s*<\/Sync)/, "<Order>0<"),
    "<SynchronousCommand",
  ],
  [
    "command-length",
    "has a long command",
    () => changed("net use", `net use ${"x".repeat(1024)}`),
    "<CommandLine>",
  ],
  [
    "no-power-off",
    "has no commands",
    () => changed(/<FirstLogonCommands>[\s\S]*<\/FirstLogonCommands>/, ""),
    "<unattend",
    "warning",
  ],
  [
    "no-power-off",
    "does not power off",
    () => changed(" &amp; shutdown.exe /p /f", ""),
    "<SynchronousCommand",
    "warning",
  ],
  [
    "no-power-off",
    "restarts in the end",
    () => changed("shutdown.exe /p /f", "shutdown.exe /r /t 0"),
    "<SynchronousCommand",
    "warning",
  ],
  [
    "power-off-not-last",
    "powers off before the last command",
    () =>
      changed(
        "</FirstLogonCommands>",
        '<SynchronousCommand wcm:action="add"><Order>2</Order><CommandLine>C:\\setup\\more.cmd</CommandLine></SynchronousCommand></FirstLogonCommands>',
      ),
    "<SynchronousCommand",
  ],
  [
    "power-off-unseen",
    "runs a script in the end",
    () =>
      changed(
        /<CommandLine>.*<\/CommandLine>/,
        "<CommandLine>cmd /c C:\\setup\\first-logon.cmd</CommandLine>",
      ),
    "<SynchronousCommand",
    "warning",
  ],
  [
    "commands-may-overlap",
    "powers off in a command of its own",
    () =>
      changed(
        "<FirstLogonCommands>",
        '<FirstLogonCommands><SynchronousCommand wcm:action="add"><Order>0001</Order><CommandLine>x</CommandLine></SynchronousCommand>',
      )
        .replace("<Order>0001", "<Order>1")
        .replace(/<Order>1<\/Order>(?![\s\S]*<Order>1<)/, "<Order>2</Order>"),
    /<SynchronousCommand wcm:action="add">$/,
    "warning",
  ],
  [
    "no-logon",
    "logs nobody on",
    () => changed(/<AutoLogon>[\s\S]*<\/AutoLogon>/, ""),
    "<SynchronousCommand",
    "warning",
  ],
  [
    "logon-user",
    "logs on a user whom nothing makes",
    () => changed("<Username>Administrator", "<Username>teacher").replace("<Domain>ROOM01-VD07", "<Domain>."),
    "<Username>teacher",
    "warning",
  ],
  [
    "logon-user",
    "logs on nobody by name",
    () => changed("<Username>Administrator</Username>", ""),
    "<AutoLogon>",
    "warning",
  ],
  [
    "logon-user",
    "logs on a user for whom no command runs",
    () =>
      changed("<Username>Administrator", "<Username>pupil").replace(
        /(<AutoLogon>\s*<Password>\s*<Value>)[^<]*/,
        `$1${obfuscatePassword(values.localUserPassword, "Password")}`,
      ),
    "<Username>pupil",
    "warning",
  ],
  [
    "logon-password",
    "logs on with another password than the Administrator gets",
    () =>
      changed(
        /(<AutoLogon>\s*<Password>\s*<Value>)[^<]*/,
        `$1${obfuscatePassword("marked-secret-5", "Password")}`,
      ),
    /<Password>$/,
    "warning",
  ],
  [
    "logon-password",
    "logs on without the password that the account gets",
    () =>
      changed(/(<AutoLogon>)\s*<Password>[\s\S]*?<\/Password>/, "$1")
        .replace("<Username>Administrator", "<Username>pupil")
        .replace("<Group>Users", "<Group>Users;Administrators"),
    "<AutoLogon>",
    "warning",
  ],
  [
    "logon-domain",
    "logs on somebody of the domain without saying of which",
    () => changed("<Username>Administrator", "<Username>teacher").replace("<Domain>ROOM01-VD07</Domain>", ""),
    "<Username>teacher",
    "warning",
  ],
  [
    "logon-count",
    "does not say how often it logs on",
    () => changed("<LogonCount>1</LogonCount>", ""),
    "<AutoLogon>",
    "warning",
  ],
  [
    "logon-count",
    "logs on not once",
    () => changed("<LogonCount>1<", "<LogonCount>0<"),
    "<LogonCount>0",
    "warning",
  ],
  [
    "shutdown-in-setup",
    "powers off in the middle of setup",
    () =>
      changed(
        "<RunSynchronous>",
        '<RunSynchronous><RunSynchronousCommand wcm:action="add"><Order>2</Order><Path>shutdown /s</Path></RunSynchronousCommand>',
      ),
    "<RunSynchronousCommand",
  ],
  [
    "command-length",
    "has a long command during setup",
    () =>
      changed(
        "<RunSynchronous>",
        `<RunSynchronous><RunSynchronousCommand wcm:action="add"><Order>2</Order><Path>${"x".repeat(260)}</Path></RunSynchronousCommand>`,
      ),
    "<RunSynchronousCommand",
  ],
  [
    "reseal",
    "goes to audit mode instead of the first logon",
    () => resealed("<Mode>Audit</Mode>"),
    "<Reseal>",
  ],
  [
    "reseal",
    "switches itself off half set up",
    () => resealed("<ForceShutdownNow>true</ForceShutdownNow>\n<Mode>Audit</Mode>"),
    "<Reseal>",
  ],
  [
    "reseal",
    "restarts for ever",
    () => resealed("<ForceShutdownNow>true</ForceShutdownNow>\n<Mode>OOBE</Mode>"),
    "<Reseal>",
  ],
  [
    "clear-password",
    "holds a password in the clear",
    () =>
      changed(
        /(<AdministratorPassword>\s*<Value>)[^<]*(<\/Value>\s*<PlainText>)false/,
        `$1${values.administratorPassword}$2true`,
      ),
    "<AdministratorPassword>",
    "warning",
  ],
  [
    "password-form",
    "calls a password obfuscated that is not",
    () =>
      changed(obfuscatePassword(values.administratorPassword, "AdministratorPassword"), "marked-secret-1"),
    "<AdministratorPassword>",
  ],
  [
    "password-form",
    "has a password that is obfuscated for another element",
    () =>
      changed(
        obfuscatePassword(values.administratorPassword, "AdministratorPassword"),
        obfuscatePassword("x", "Password"),
      ),
    "<AdministratorPassword>",
  ],
  [
    "two-joins",
    "joins in two ways",
    () =>
      changed(
        "<Identification>",
        "<Identification>\n<Provisioning><AccountData>ARAIAMzMzMw=</AccountData></Provisioning>",
      ),
    "<Identification>",
    "warning",
  ],
  [
    "wrong-pass",
    "runs a command of setup in a pass that has none",
    () =>
      changed(
        '<settings pass="oobeSystem">',
        `<settings pass="oobeSystem">\n<component name="Microsoft-Windows-Deployment" ${COMPONENT}>\n<RunSynchronous><RunSynchronousCommand wcm:action="add"><Order>1</Order><Path>x</Path></RunSynchronousCommand></RunSynchronous></component>`,
      ),
    "<RunSynchronous>",
  ],
  [
    "no-power-off",
    "only talks about the power-off",
    () => changed("shutdown.exe", "echo shutdown"),
    "<SynchronousCommand",
    "warning",
  ],
  [
    "first-screen",
    "does not say which region",
    () => changed(/<SystemLocale>.*/, ""),
    'pass="oobeSystem"',
    "warning",
  ],
  [
    "first-screen",
    "does not accept the license",
    () => changed("<HideEULAPage>true", "<HideEULAPage>false"),
    'pass="oobeSystem"',
    "warning",
  ],
  [
    "first-screen",
    "does not say how to protect the PC",
    () => changed(/<ProtectYourPC>.*/, ""),
    'pass="oobeSystem"',
    "warning",
  ],
  [
    "first-screen",
    "says of no user",
    () =>
      changed(/<UserAccounts>[\s\S]*<\/UserAccounts>/, "").replace(
        /<component name="Microsoft-Windows-UnattendedJoin"[\s\S]*?<\/component>/,
        "",
      ),
    'pass="oobeSystem"',
    "warning",
  ],
  [
    "setting-value",
    "has a language that is none",
    () => changed(/<UserLocale>.*</, "<UserLocale>de_DE<"),
    "<UserLocale>de_DE",
  ],
  [
    "setting-value",
    "neither agrees nor disagrees",
    () => changed("<DhcpEnabled>false", "<DhcpEnabled>no"),
    "<DhcpEnabled>no",
  ],
  [
    "setting-value",
    "protects the PC in an unknown way",
    () => changed("<ProtectYourPC>3", "<ProtectYourPC>4"),
    "<ProtectYourPC>4",
  ],
  [
    "setting-value",
    "has a product key that is none",
    () => changed("<ProductKey>AAAAA-", "<ProductKey>AAAAA"),
    "<ProductKey>",
  ],
  [
    "architecture",
    "has a component for 32 bits on a system of 64",
    () => changed('processorArchitecture="amd64"', 'processorArchitecture="x86"'),
    'processorArchitecture="x86"',
    "warning",
  ],
  [
    "logs-on-again",
    "leaves the automatic logon to the seat's next start",
    () => changed("AutoAdminLogon AutoLogonCount", "Background"),
    "<Enabled>true",
    "warning",
  ],
  [
    "password-expires",
    "lets the password of an account expire",
    () =>
      changed("/maxpwage:unlimited", "/minpwlen:0").replace(
        /<component name="Microsoft-Windows-UnattendedJoin"[\s\S]*?<\/component>/,
        "",
      ),
    "<LocalAccount ",
    "warning",
  ],
  [
    "join-without-account",
    "joins a domain as nobody",
    () => changed(/<Credentials>[\s\S]*?<\/Credentials>/, ""),
    "<Identification>",
    "warning",
  ],
  [
    "join-without-dns",
    "asks nobody where the domain is",
    () => changed(/<component name="Microsoft-Windows-DNS-Client"[\s\S]*?<\/component>/, ""),
    "<JoinDomain>",
    "warning",
  ],
  [
    "join-user",
    "names the domain of the joining account twice",
    () => changed("<Username>join<", "<Username>EXAMPLE\\join<"),
    "<Username>EXAMPLE",
    "warning",
  ],
  [
    "join-user",
    "names it twice in the other form",
    () => changed("<Username>join<", "<Username>join@example.test<"),
    "<Username>join@",
    "warning",
  ],
  [
    "join-user",
    "names it nowhere",
    () => changed(/(<Credentials>\s*)<Domain>.*<\/Domain>/, "$1"),
    "<Username>join<",
    "warning",
  ],
  [
    "two-joins",
    "joins a domain and a workgroup",
    () => changed("<JoinDomain>", "<JoinWorkgroup>ROOM</JoinWorkgroup><JoinDomain>"),
    "<Identification>",
    "warning",
  ],
  ["join", "joins nothing", () => changed(/<JoinDomain>.*<\/JoinDomain>/, ""), "<Identification>"],
];

describe("answer file check: a file that", () => {
  for (const [rule, what, make, at, severity = "error"] of broken) {
    it(`${what}: ${rule}`, () => {
      const xml = make();
      const findings = checkAnswerFile(xml, seat);
      const found = findings.filter(finding => finding.rule === rule && finding.severity === severity);
      assert.ok(found.length > 0, JSON.stringify(findings));
      assert.ok(found.every(({ message, remedy }) => message !== "" && remedy !== ""));
      if (at === undefined) return;
      const lines = found.map(({ line }) => xml.split("\n")[line - 1] ?? "");
      assert.ok(
        lines.some(line => (typeof at === "string" ? line.includes(at) : at.test(line))),
        lines.join("\n"),
      );
    });
  }

  it("misspells a pass or a component is told which was probably meant", () => {
    for (const [right, wrong] of [
      ["oobeSystem", "oobesystem"],
      ["Microsoft-Windows-DNS-Client", "Microsoft-Windows-DNSClient"],
      ["Microsoft-Windows-TCPIP", "Microsoft-Windows-TCIPP"],
    ] as const) {
      const told = checkAnswerFile(changed(`"${right}"`, `"${wrong}"`), seat).map(({ message }) => message);
      assert.match(told.join(), new RegExp(`did you mean ${right}\\?`));
    }
  });

  it("is broken in any of these ways is told without its passwords and commands", () => {
    for (const [, what, make] of broken) {
      assert.doesNotMatch(JSON.stringify(checkAnswerFile(make(), seat)), /marked-secret/, what);
    }
  });

  it("is broken in one way only is told nothing else", () => {
    for (const [rule, what, make] of broken) {
      if (["root", "unknown-pass", "well-formed", "doctype", "mixed-content"].includes(rule)) continue;
      const others = rulesOf(checkAnswerFile(make(), seat)).filter(
        one =>
          one !== rule &&
          !usual.includes(one) &&
          !(rule === "power-off-not-last" && one === "power-off-unseen"),
      );
      assert.deepEqual(others, [], what);
    }
  });

  it("is anything at all never throws", () => {
    const pieces = fc.constantFrom(...good.split(/(?<=>)/), "<", ">", "&", "\0", "<!DOCTYPE a [", "]>");
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 60 }), parts => {
        assert.ok(Array.isArray(checkAnswerFile(parts.join(""), seat)));
      }),
      { numRuns: 500 },
    );
  });

  it("lost any of its lines never throws", () => {
    const lines = good.split("\n");
    for (const index of lines.keys()) {
      assert.ok(Array.isArray(checkAnswerFile(lines.filter((_, other) => other !== index).join("\n"), seat)));
    }
  });
});
