import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { checkAnswerFile } from "../../answer-file/check";
import { obfuscatePassword } from "../../answer-file/password";
import { renderAnswerFile } from "../../answer-file/render";
import { computerNameFault } from "../../answer-file/rules/identity";
import { loadTemplate } from "../../answer-file/template";
import { COMPONENT, changed, good, rulesOf, seat, usual, values } from "../support/good-answer-file";

describe("answer file check: a good file", () => {
  it("has nothing but the join's password to say, and where", () => {
    const findings = checkAnswerFile(good, seat);
    assert.deepEqual(rulesOf(findings), usual);
    assert.match(good.split("\n")[(findings[0]?.line ?? 0) - 1] ?? "", /<Password>marked-secret-2/);
  });

  it("may name the computer in other letters", () => {
    assert.deepEqual(rulesOf(checkAnswerFile(good, { computerName: "room01-vd07" })), usual);
  });

  it("may hold what Windows' own tools put in, and texts that may be empty", () => {
    const xml = changed(
      "</unattend>",
      '<cpi:offlineImage cpi:source="" xmlns:cpi="urn:schemas-microsoft-com:cpi"/></unattend>',
    ).replace("<RegisteredOwner>School", "<RegisteredOwner>");
    assert.deepEqual(rulesOf(checkAnswerFile(xml, seat)), usual);
  });

  it("may hold what Windows takes empty", () => {
    const group = changed(/<Group>.*<\/Group>/, "<Group></Group>");
    assert.deepEqual(rulesOf(checkAnswerFile(group, seat)), usual);
    for (const name of ["SupportPhone", "SupportHours", "SupportURL", "Logo", "Model", "Manufacturer"]) {
      const empty = changed("<TimeZone>", `<OEMInformation><${name}></${name}></OEMInformation><TimeZone>`);
      assert.deepEqual(rulesOf(checkAnswerFile(empty, seat)), usual, name);
    }
  });

  it("may power off in other ways", () => {
    for (const command of [
      "shutdown /p",
      "C:\\Windows\\System32\\shutdown.exe -s -f -t 0",
      "powershell -Command Stop-Computer -Force",
      '"%windir%\\system32\\shutdown.exe" /f /p',
      "wmic os where primary=1 call shutdown",
    ]) {
      const xml = changed(/<CommandLine>.*<\/CommandLine>/, `<CommandLine>${command}</CommandLine>`);
      // Without the commands of ours, the automatic logon is not taken back either.
      assert.deepEqual(rulesOf(checkAnswerFile(xml, seat)), [...usual, "logs-on-again"], command);
    }
  });

  it("may power off behind what looks like an end, a remark or a quotation mark, and is none", () => {
    for (const command of [
      "if errorlevel 1 exit",
      "call C:\\setup\\x.cmd || exit",
      "if errorlevel 1 (echo bad & exit)",
      "cmd /c exit",
      "echo exit",
      "rem",
      'echo 5^" disk',
      'net use "x: & exit & y"',
    ]) {
      const xml = changed("net use x:", `${command.replaceAll("&", "&amp;")} &amp; net use x:`);
      assert.deepEqual(rulesOf(checkAnswerFile(xml, seat)), usual, command);
    }
    const before = changed("net use x:", "shutdown /p &amp; exit &amp; net use x:");
    assert.deepEqual(rulesOf(checkAnswerFile(before, seat)), usual);
  });

  it("may leave the expiry of passwords to a domain, to another command or to a script, and of administrators alone", () => {
    const noJoin = /<component name="Microsoft-Windows-UnattendedJoin"[\s\S]*?<\/component>/;
    const expires = changed("/maxpwage:unlimited", "/minpwlen:0");
    assert.deepEqual(rulesOf(checkAnswerFile(expires, seat)), usual);
    for (const command of [
      "powershell -Command Set-LocalUser pupil -PasswordNeverExpires 1",
      "wmic useraccount where name='pupil' set PasswordExpires=false",
      "C:\\setup\\users.cmd",
    ]) {
      const other = expires.replace(noJoin, "").replace("net use x:", `${command} &amp; net use x:`);
      assert.deepEqual(rulesOf(checkAnswerFile(other, seat)), [], command);
    }
    const administrator = expires.replace(noJoin, "").replace("<Group>Users", "<Group>Administrators");
    assert.deepEqual(rulesOf(checkAnswerFile(administrator, seat)), []);
  });

  it("may say that it goes on as it would, or do otherwise in a pass that does not run", () => {
    const deployment = (reseal: string) =>
      `<component name="Microsoft-Windows-Deployment" processorArchitecture="amd64" publicKeyToken="31bf3856ad364e35" language="neutral" versionScope="nonSxS"><Reseal>${reseal}</Reseal></component>`;
    const asUsual = "<ForceShutdownNow>false</ForceShutdownNow><Mode>OOBE</Mode>";
    const goesOn = changed('<settings pass="oobeSystem">', `$&${deployment(asUsual)}`);
    assert.deepEqual(rulesOf(checkAnswerFile(goesOn, seat)), usual);
    const audit = `<settings pass="auditUser">${deployment("<ForceShutdownNow>true</ForceShutdownNow><Mode>OOBE</Mode>")}</settings>`;
    const elsewhere = changed('<settings pass="oobeSystem">', `${audit}$&`);
    assert.deepEqual(rulesOf(checkAnswerFile(elsewhere, seat)).sort(), [...usual, "unused-pass"]);
  });

  it("may log on others: of the domain, of the file, or made by a command of the setup", () => {
    const teacher = changed("<Username>Administrator", "<Username>teacher");
    const asPupil = changed("<Username>Administrator", "<Username>PUPIL")
      .replace("<Group>Users", "<Group>Administrators")
      .replace(
        /(<AutoLogon>\s*<Password>\s*<Value>)[^<]*/,
        `$1${obfuscatePassword(values.localUserPassword, "Password")}`,
      );
    for (const [who, xml] of Object.entries({
      "of the domain": teacher.replace("<Domain>ROOM01-VD07", "<Domain>EXAMPLE"),
      "of the file": asPupil,
      "of the file, on the computer itself": asPupil.replace("<Domain>ROOM01-VD07", "<Domain>"),
      "made by net user": teacher.replace("<Path>net.exe", "<Path>net user teacher x /add &amp; net.exe"),
      "made by a script": teacher.replace("<Path>net.exe", "<Path>C:\\setup\\users.cmd &amp; net.exe"),
      "the Administrator of a French Windows": changed("<Username>Administrator", "<Username>Administrateur"),
      "the Administrator of a Spanish one": changed("<Username>Administrator", "<Username>administrador"),
      "of the file, an administrator in Spanish": asPupil.replace(
        "<Group>Administrators",
        "<Group>Usuarios;Administradores",
      ),
      "the Administrator with a password of the image": changed(
        /<AdministratorPassword>[\s\S]*<\/AdministratorPassword>/,
        "",
      ),
      "with passwords that cannot be read": changed(
        /(<AutoLogon>[\s\S]*?<PlainText>)false/,
        "$1true",
      ).replace(/(<AdministratorPassword>[\s\S]*?<Value>)[^<]*/, "$1broken"),
    })) {
      const told = rulesOf(checkAnswerFile(xml, seat)).filter(rule => /^logon|^no-logon/.test(rule));
      assert.deepEqual(told, [], who);
    }
  });

  it("may join without DNS servers where they come in another way, and by an account that names its domain itself", () => {
    const dns = /<component name="Microsoft-Windows-DNS-Client"[\s\S]*?<\/component>/;
    const without = changed(dns, "");
    for (const [how, xml] of Object.entries({
      "by DHCP": without.replace("<DhcpEnabled>false", "<DhcpEnabled>true"),
      "by a command": without.replace(
        "<Path>net.exe",
        "<Path>netsh interface ip set dnsservers x &amp; net.exe",
      ),
      "by a script": without.replace("<Path>net.exe", "<Path>C:\\setup\\dns.cmd &amp; net.exe"),
      "not at all, by a blob": without
        .replace(
          /<Credentials>[\s\S]*<\/JoinDomain>/,
          "<Provisioning><AccountData>A</AccountData></Provisioning>",
        )
        .replace(/<MachineObjectOU>.*<\/MachineObjectOU>/, ""),
      "EXAMPLE\\join": changed(/<Domain>.*\s*<Username>join</, "<Username>EXAMPLE\\join<"),
      "join@example.test": changed(/<Domain>.*\s*<Username>join</, "<Username>join@example.test<"),
    })) {
      const told = rulesOf(checkAnswerFile(xml, seat)).filter(rule => !usual.includes(rule));
      assert.deepEqual(told, [], how);
    }
  });

  it("may put the computer into any folder that its distinguished name names", () => {
    for (const name of [
      "CN=Computers,DC=example,DC=test",
      "ou=R1, ou=Rooms, dc=example, dc=test",
      "OU=Rooms\\, old,DC=example,DC=test",
      "OU=R&amp;D (a=b),CN=x,DC=test",
      'OU="a, b",DC=test',
    ]) {
      const xml = changed("OU=Rooms,DC=example,DC=test", name);
      assert.deepEqual(rulesOf(checkAnswerFile(xml, seat)), usual, name);
    }
  });

  it("may have the computer switched off later, by a task or at the next start", () => {
    const evening = [
      'schtasks /create /tn off /sc daily /st 22:00 /ru SYSTEM /tr "shutdown.exe /s /f"',
      'schtasks.exe /create /tn off /sc daily /st 22:00 /tr "cmd /c echo bye & shutdown /s /f"',
      "reg add HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\RunOnce /v off /d shutdown /p",
      "at 22:00 shutdown /s",
      "powershell -Command Register-ScheduledTask off -Action (New-ScheduledTaskAction shutdown.exe '/s /f')",
    ];
    for (const command of evening.map(line => line.replaceAll("&", "&amp;"))) {
      const inOne = changed("net use x:", `${command} &amp; net use x:`);
      assert.deepEqual(rulesOf(checkAnswerFile(inOne, seat)), usual, command);
      const before = changed(
        "<FirstLogonCommands>",
        `<FirstLogonCommands><SynchronousCommand wcm:action="add"><Order>500</Order><CommandLine>${command}</CommandLine></SynchronousCommand>`,
      );
      const alone = rulesOf(checkAnswerFile(before, seat));
      assert.ok(alone.includes("no-power-off") && alone.includes("power-off-not-last"), command);
      const earlier = before.replace("<Order>500<", "<Order>0001<").replace("<Order>0001<", "<Order>1<");
      const swapped = earlier.replace(/<Order>1<\/Order>(?![\s\S]*<Order>1<)/, "<Order>2</Order>");
      assert.deepEqual(rulesOf(checkAnswerFile(swapped, seat)), [...usual, "commands-may-overlap"], command);
    }
  });

  it("may name no domain of the automatic logon, and a language that Microsoft writes with _", () => {
    const noDomain = changed("<Domain>ROOM01-VD07<", "<Domain><");
    assert.deepEqual(rulesOf(checkAnswerFile(noDomain, seat)), usual);
    const spanish = changed("<UserLocale>de-CH", "<UserLocale>es-ES_tradnl");
    assert.deepEqual(rulesOf(checkAnswerFile(spanish, seat)), usual);
  });

  it("is Microsoft's own example of a password without padding", () => {
    const xml = changed(/(<LocalAccount [\s\S]*?<Value>)[^<]*/, "$1cAB3AFAAYQBzAHMAdwBvAHIAZAA");
    assert.deepEqual(rulesOf(checkAnswerFile(xml, seat)), usual);
  });
});

describe("answer file check: a file of the old tool's kind", () => {
  const errorsOf = (xml: string) => checkAnswerFile(xml, seat).filter(({ severity }) => severity === "error");

  /** What the old tool's rooms have had for Windows PE, which never ran there. */
  const windowsPe = `<settings pass="windowsPE">
    <component name="Networking-MPSSVC-Svc" ${COMPONENT}><DomainProfile_EnableFirewall>false</DomainProfile_EnableFirewall></component>
    <component name="Microsoft-Windows-International-Core-WinPE" ${COMPONENT}>
      <SetupUILanguage><UILanguage>807:00000807</UILanguage></SetupUILanguage>
      <SystemLocale>807:00000807</SystemLocale>
    </component>
    <component name="Microsoft-Windows-Setup" ${COMPONENT}><UserData><FullName></FullName></UserData></component>
    <component name="Microsoft-Windows-UnattendedJoin" ${COMPONENT}><Identification><JoinWorkgroup>ROOM</JoinWorkgroup></Identification></component>
  </settings>`;

  it("is warned of what is wrong in a pass that does not run, and not refused", () => {
    const xml = changed("<settings", `${windowsPe}<settings`);
    const found = checkAnswerFile(xml, seat).filter(({ line }) => line < 11);
    assert.deepEqual(errorsOf(xml), []);
    assert.deepEqual(rulesOf(found).sort(), [
      "empty-element",
      "setting-value",
      "setting-value",
      "unused-pass",
      "wrong-pass",
      "wrong-pass",
    ]);
  });

  it("is refused for the same in a pass that does, even on the same line", () => {
    const both = changed(/\n/g, "").replace("<settings", `${windowsPe.replaceAll("\n", "")}<settings`);
    assert.deepEqual(errorsOf(both), []);
    const wrong = both.replace("<Enabled>true", "<Enabled>maybe");
    assert.deepEqual(rulesOf(errorsOf(wrong)), ["setting-value"]);
  });

  it("is refused for a computer's name that stands only in a pass that does not run", () => {
    const name = /<ComputerName>.*<\/ComputerName>/;
    const xml = changed(name, "").replace(
      "<settings",
      `<settings pass="offlineServicing"><component name="Microsoft-Windows-Shell-Setup" ${COMPONENT}>${name.exec(good)?.[0]}</component></settings><settings`,
    );
    assert.deepEqual(rulesOf(errorsOf(xml)), ["computer-name"]);
  });

  it("is warned of an order that Windows' reference asks for and Windows 7 does not", () => {
    const xml = changed(/(<Ipv4Settings>[\s\S]*?)(<Identifier>00-1A-4A-16-01-51<\/Identifier>)/, "$2$1");
    assert.deepEqual(errorsOf(xml), []);
    const found = checkAnswerFile(xml, seat).filter(({ rule }) => rule === "child-order");
    assert.ok(found.length > 0);
    assert.match(found[0]?.message ?? "", /stands too late/);
    assert.match(found[0]?.remedy ?? "", /may ask for the order Ipv4Settings, Ipv6Settings, Identifier/);
  });

  it("may have gadgets", () => {
    const xml = changed(
      /<\/settings>(?![\s\S]*<\/settings>)/,
      `<component name="Microsoft-Windows-Sidebar" ${COMPONENT}><SidebarOnByDefault>false</SidebarOnByDefault></component></settings>`,
    );
    assert.deepEqual(rulesOf(checkAnswerFile(xml, seat)), usual);
  });
});

describe("answer file check: names of computers", () => {
  for (const name of ["A", "ROOM01-VD07", "x".repeat(15), "1A", "room-_1", "Zimmer-ä"]) {
    it(`takes ${name}`, () => assert.equal(computerNameFault(name), undefined));
  }
  for (const name of [
    "",
    "x".repeat(16),
    "123",
    "a b",
    "a.b",
    "a\tb",
    "a\\b",
    "a/b",
    "*",
    "a`b",
    'a"b',
    "a,b",
    "a&b",
    "a'b",
  ]) {
    it(`does not take ${JSON.stringify(name)}`, () => assert.notEqual(computerNameFault(name), undefined));
  }
});

describe("answer file check: the templates that come along", () => {
  const {
    dnsServers: _1,
    dnsDomain: _2,
    domain: _3,
    domainOu: _4,
    joinUser: _5,
    joinPassword: _6,
    ...some
  } = values;
  const {
    productKey: _7,
    owner: _8,
    organization: _9,
    localUser: _10,
    firstLogonCommands: _11,
    ...least
  } = some;

  for (const file of readdirSync("templates")) {
    const template = loadTemplate(readFileSync(`templates/${file}`, "utf8"), file);
    it(`${file} is good with all its parts, with some, and with the least`, () => {
      assert.deepEqual(rulesOf(checkAnswerFile(renderAnswerFile(template, values), seat)), usual);
      assert.deepEqual(checkAnswerFile(renderAnswerFile(template, some), seat), []);
      assert.deepEqual(checkAnswerFile(renderAnswerFile(template, least), seat), []);
      assert.deepEqual(
        checkAnswerFile(renderAnswerFile(template, { ...values, accountData: "ARAIAMzMzMw=" }), seat),
        [],
      );
    });
  }
});
