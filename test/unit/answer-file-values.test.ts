import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { AnswerFileError } from "../../answer-file/fault";
import { obfuscatePassword, revealPassword } from "../../answer-file/password";
import { itemsOf, renderAnswerFile } from "../../answer-file/render";
import { loadTemplate } from "../../answer-file/template";
import {
  type AddedValues,
  answerFileValues,
  builtInNames,
  type SeatFacts,
  scriptTimeOf,
} from "../../answer-file/values";

const facts: SeatFacts = {
  room: "test01",
  group: "students",
  id: "07",
  computerName: "TEST01-VD07",
  vmName: "test01-vd07",
  ip: "192.0.2.107",
  prefix: 24,
  netmask: "255.255.255.0",
  defaultGateway: "192.0.2.1",
  template: "win10-gold",
  cluster: "Default",
  description: 'Seat 7 of "test01" & more',
  memory: 4 * 1024 ** 3,
  networkName: "vlan42",
  os: "windows_10x64",
  timeZone: "W. Europe Standard Time",
  setupOs: "other",
  setupTimeZone: "Etc/GMT",
  usb: true,
  stateless: false,
  snapshotDescription: "rollout",
  resetToSnapshotRegex: "^rollout",
  rolloutStartVm: true,
  resetStartVm: "auto",
  answerFileTemplate: "templates/win10.xml",
};
const mac = "00:1a:4a:16:01:51";
const time = "2026-11-24-2312";

describe("answer file: the values of a seat", () => {
  it("have our names", () => {
    const values = answerFileValues(facts, mac, time);
    const { computerName, prefix, macWindows, memory, usb, stateless, thinClientUser, scriptTime } = values;
    assert.deepEqual(
      {
        computerName,
        prefix,
        macWindows,
        memory,
        usb,
        stateless,
        thinClientUser,
        scriptTime,
        mac: values.mac,
      },
      {
        computerName: "TEST01-VD07",
        prefix: "24",
        macWindows: "00-1A-4A-16-01-51",
        memory: "4294967296",
        usb: "True",
        stateless: "False",
        thinClientUser: "",
        scriptTime: time,
        mac,
      },
    );
  });

  it("are exactly those that are named as built in", () => {
    assert.deepEqual(Object.keys(answerFileValues(facts, mac, time)).sort(), builtInNames().sort());
  });

  it("fill a template of the old tool as it stands, with every name it knew", () => {
    const names =
      "ComputerName rhev_vm_name ip netmask_as_suffix default_gw mac MACwin scripttime template cluster description " +
      "memory network_name os timezone workaround_os workaround_timezone tc_user usb_enabled stateless " +
      "snapshot_description reset_to_snapshot_regex rollout_startvm reset_startvm autounattend_templatefile";
    const template = loadTemplate(`<a>${names.replaceAll(/\w+/g, name => `\${${name}}`)}</a>`, "old.xml");
    const written = renderAnswerFile(template, answerFileValues(facts, mac, time));
    assert.ok(
      written.includes(
        "<a>TEST01-VD07 test01-vd07 192.0.2.107 24 192.0.2.1 00:1a:4a:16:01:51 00-1A-4A-16-01-51 2026-11-24-2312 " +
          'win10-gold Default Seat 7 of "test01" &amp; more 4294967296 vlan42 windows_10x64 W. Europe Standard Time ' +
          "other Etc/GMT  True False rollout ^rollout True auto templates/win10.xml</a>",
      ),
      written,
    );
  });

  it("take a MAC address in Windows' form too", () => {
    const values = answerFileValues(facts, "00-1A-4A-16-01-51", time);
    assert.deepEqual([values.mac, values.macWindows], [mac, "00-1A-4A-16-01-51"]);
  });

  it("are joined by what the settings add, secret or not", () => {
    const values = answerFileValues(
      facts,
      mac,
      time,
      { domain: "example.test", dnsServers: ["192.0.2.2", "192.0.2.3"], retries: 3, kiosk: true },
      { joinPassword: "secret" },
    );
    assert.deepEqual(
      [values.domain, values.dnsServers, values.retries, values.kiosk, values.joinPassword],
      ["example.test", ["192.0.2.2", "192.0.2.3"], "3", "true", "secret"],
    );
  });

  for (const name of ["computerName", "ComputerName", "a b", "", "1st", "__proto__ x", "ä"]) {
    it(`cannot be given by the settings under the name ${JSON.stringify(name)}`, () => {
      assert.throws(() => answerFileValues(facts, mac, time, { [name]: "x" }), AnswerFileError);
    });
  }

  it("cannot be given twice, open and secret", () => {
    assert.throws(
      () => answerFileValues(facts, mac, time, { pin: "1" }, { pin: "2" }),
      /the name pin is taken already/,
    );
  });

  it("tell the time of the run in local time", () => {
    assert.equal(scriptTimeOf(new Date(2026, 0, 2, 3, 4, 5)), "2026-01-02-0304");
  });
});

describe("answer file: lists", () => {
  it("are lists, or texts with commas or semicolons between the items", () => {
    assert.deepEqual(itemsOf(["a,b", " c "]), ["a,b", "c"]);
    assert.deepEqual(itemsOf("192.0.2.2, 192.0.2.3;;192.0.2.4 "), ["192.0.2.2", "192.0.2.3", "192.0.2.4"]);
    assert.deepEqual(itemsOf(""), []);
  });
});

describe("answer file: passwords", () => {
  it("are obfuscated as Windows does it", () => {
    assert.equal(obfuscatePassword("pw", "Password"), "cAB3AFAAYQBzAHMAdwBvAHIAZAA=");
  });

  it("can be read from the obfuscated form, for its element only", () => {
    const hidden = obfuscatePassword("pä&\u{1F600}", "AdministratorPassword");
    assert.equal(revealPassword(hidden, "AdministratorPassword"), "pä&\u{1F600}");
    assert.equal(revealPassword(obfuscatePassword("pw", "Password"), "AdministratorPassword"), undefined);
    for (const wrong of ["pw", "", "cAB3AA==", "not base64!"])
      assert.equal(revealPassword(wrong, "Password"), undefined);
  });
});

describe("answer file: the command that ends a setup", () => {
  const powerOff = (added: AddedValues, secrets: Record<string, string> = {}) =>
    String(answerFileValues(facts, mac, time, added, secrets).powerOff);

  it("switches a seat without a domain off, as the parts of templates that join one are left out", () => {
    for (const added of [{}, { domain: "" }, { domain: false }] as AddedValues[]) {
      assert.equal(powerOff(added), "shutdown.exe /p /f", JSON.stringify(added));
    }
  });

  it("switches a seat with a domain off only when it is in it, however it joins", () => {
    for (const command of [
      powerOff({ domain: "room.example.test" }),
      powerOff({}, { accountData: "blob" }),
    ]) {
      assert.match(command, /^powershell\.exe .*if \(.*\.PartOfDomain\) \{ shutdown\.exe \/p \/f \}/);
    }
  });

  it("is nothing that settings can say otherwise", () => {
    assert.throws(() => powerOff({ powerOff: "echo" }), /the name powerOff is taken already/);
  });
});

describe("answer file: the templates that come along", () => {
  const needed = { locale: "de-CH" };
  const secret = { administratorPassword: "Adm<1>&n" };

  for (const name of ["win7", "win10"]) {
    const template = loadTemplate(readFileSync(`templates/${name}.xml`, "utf8"), `templates/${name}.xml`);

    it(`${name}: takes a seat with nothing but a locale and a password`, () => {
      const written = renderAnswerFile(template, answerFileValues(facts, mac, time, needed, secret));
      assert.match(written, /<ComputerName>TEST01-VD07<\/ComputerName>/);
      assert.match(written, /<Identifier>00-1A-4A-16-01-51<\/Identifier>/);
      assert.match(written, /<IpAddress wcm:action="add" wcm:keyValue="1">192\.0\.2\.107\/24<\/IpAddress>/);
      assert.match(
        written,
        /<CommandLine>cmd\.exe \/d \/c "\(for [^<]*\) &amp; del [^<]*unattend\*\.xml &amp; shutdown\.exe \/p \/f"<\/CommandLine>/,
      );
      assert.ok(!/Adm&lt;|UnattendedJoin|DNS-Client|ProductKey|LocalAccount>/.test(written));
    });

    it(`${name}: takes everything that may be there`, () => {
      const all = {
        ...{
          ...needed,
          dnsServers: "192.0.2.2, 192.0.2.3",
          dnsDomain: "example.test",
          domain: "example.test",
        },
        ...{ domainOu: "OU=Room <1> & 2,DC=example,DC=test", joinUser: "join", inputLocale: "0807:00000807" },
        ...{
          productKey: "AAAAA-BBBBB-CCCCC-DDDDD-EEEEE",
          owner: "School",
          organization: "School",
          localUser: "pupil",
        },
        firstLogonCommands: 'echo "a & b" > C:\\log.txt',
      };
      const secrets = { ...secret, joinPassword: "p&w", localUserPassword: "pupil" };
      const written = renderAnswerFile(template, answerFileValues(facts, mac, time, all, secrets));
      assert.match(written, /keyValue="1">192\.0\.2\.2</);
      assert.match(written, /keyValue="2">192\.0\.2\.3</);
      assert.match(written, /<JoinDomain>example\.test</);
      assert.match(written, /<Password>p&amp;w</);
      assert.match(written, /<MachineObjectOU>OU=Room &lt;1&gt; &amp; 2,DC=example,DC=test</);
      assert.match(written, /<InputLocale>0807:00000807<\/InputLocale>\s*<SystemLocale>de-CH</);
      assert.match(
        written,
        /<CommandLine>cmd\.exe \/d \/c "\(for [^<]*\) &amp; del [^<]*unattend\*\.xml &amp; echo "a &amp; b" &gt; C:\\log\.txt &amp; powershell\.exe -NoProfile -Command "if \(.*\.PartOfDomain\) \{ shutdown\.exe \/p \/f \}[^<]*"</,
      );
      assert.match(written, /<Name>pupil<\/Name>/);
    });

    it(`${name}: joins by the blob of djoin when there is one, and leaves the join password out`, () => {
      const all = { ...needed, accountData: "ARAIAMzMzMw=", domain: "example.test", joinUser: "join" };
      const written = renderAnswerFile(
        template,
        answerFileValues(facts, mac, time, all, { ...secret, joinPassword: "hidden" }),
      );
      assert.match(written, /<Provisioning>\s*<AccountData>ARAIAMzMzMw=<\/AccountData>/);
      assert.ok(!/hidden|Credentials/.test(written));
    });

    it(`${name}: says what is missing`, () => {
      assert.throws(
        () => renderAnswerFile(template, answerFileValues(facts, mac, time)),
        /\$\{locale\} is not known[\s\S]*\$\{administratorPassword\} is not known/,
      );
    });
  }
});
