import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { renderAnswerFile } from "../../answer-file/render";
import { loadTemplate } from "../../answer-file/template";
import type { Values } from "../../answer-file/values";
import { writeXml } from "../../answer-file/write";
import { accounts, autoLogon } from "../../scripts/docs/templates/parts/accounts";
import { buildTemplate, type Part } from "../../scripts/docs/templates/parts/build";
import { element, leaf, optional, value } from "../../scripts/docs/templates/parts/element";
import { firstLogon } from "../../scripts/docs/templates/parts/first-logon";
import { identity } from "../../scripts/docs/templates/parts/identity";
import { joinByBlob } from "../../scripts/docs/templates/parts/join";
import { dns, network } from "../../scripts/docs/templates/parts/network";
import { shippedTemplates } from "../../scripts/docs/templates/shipped-templates";

/** What parts come to, from code to the finished file. */
function built(parts: readonly Part[], values: Values = {}): string {
  return renderAnswerFile(loadTemplate(writeXml(buildTemplate(parts)), "built"), values);
}

describe("answer file: parts", () => {
  it("come together by pass and component, whatever their order", () => {
    const setting = (pass: "specialize" | "oobeSystem", component: string, name: string): Part => [
      { pass, component, elements: [leaf(name, "1")] },
    ];
    const xml = built([
      setting("oobeSystem", "B", "one"),
      setting("specialize", "A", "two"),
      setting("oobeSystem", "C", "three"),
      setting("oobeSystem", "B", "four"),
    ]);
    const order = [
      ...xml.matchAll(/(?<=pass="|name="|<)(specialize|oobeSystem|[ABC]|one|two|three|four)(?=["> ])/g),
    ].map(([found]) => found);
    assert.deepEqual(order, ["specialize", "A", "two", "oobeSystem", "B", "one", "four", "C", "three"]);
  });

  it("are for the architecture that is asked for", () => {
    const xml = writeXml(buildTemplate([firstLogon("commands")], "x86"));
    assert.match(xml, /processorArchitecture="x86"/);
  });

  it("give a computer several cards with several addresses each, keys apart", () => {
    const xml = built(
      [
        network([
          {
            mac: "00-1A-4A-16-01-51",
            addresses: ["192.0.2.7/24", "192.0.2.8/24"],
            moreAddresses: { each: "more" },
            gateway: "192.0.2.1",
          },
          { mac: "00-1A-4A-16-01-52", addresses: ["2001:db8::7/64"], gateway: "2001:db8::1" },
        ]),
      ],
      { more: ["192.0.2.9/24", "192.0.2.10/24"] },
    );
    const keys = [...xml.matchAll(/keyValue="(\d+)">([^<]+)/g)].map(([, key, address]) => [key, address]);
    assert.deepEqual(keys, [
      ["1", "192.0.2.7/24"],
      ["2", "192.0.2.8/24"],
      ["11", "192.0.2.9/24"],
      ["12", "192.0.2.10/24"],
      ["1", "2001:db8::7/64"],
    ]);
    assert.match(xml, /<NextHopAddress>192\.0\.2\.1<\/NextHopAddress>\s*<Prefix>0\.0\.0\.0\/0</);
    assert.match(xml, /<NextHopAddress>2001:db8::1<\/NextHopAddress>\s*<Prefix>::\/0</);
  });

  it("ask DNS servers one by one, of a list or written out", () => {
    const some = { mac: "00-1A-4A-16-01-51", servers: ["192.0.2.2", "192.0.2.3"], domain: "example.test" };
    assert.match(
      built([dns(some)]),
      /keyValue="1">192\.0\.2\.2<[\s\S]*keyValue="2">192\.0\.2\.3<[\s\S]*<DNSDomain>example\.test</,
    );
    const list = [
      dns({ mac: "00-1A-4A-16-01-51", servers: { each: "servers" } }),
      joinByBlob("ARAIAMzMzMw="),
    ];
    assert.match(built(list, { servers: "192.0.2.2" }), /192\.0\.2\.2/);
    assert.ok(!built(list).includes("DNS-Client"));
  });

  it("join by a blob without any password", () => {
    const xml = built([joinByBlob("ARAIAMzMzMw=")]);
    assert.match(xml, /<Provisioning>\s*<AccountData>ARAIAMzMzMw=</);
    assert.ok(!/Password|Credentials/.test(xml));
  });

  it("make local accounts, of which one may be left out, and none when all are", () => {
    const account = (name: string, when?: string) => ({
      name,
      passwordValue: "password",
      group: "Users",
      description: "Made by virtroom",
      ...(when !== undefined && { when }),
    });
    const parts = (...local: ReturnType<typeof account>[]) => [
      identity({ computerName: "X" }),
      accounts({ administratorPasswordValue: "password", local }),
    ];
    const given = { password: "pw" };
    assert.deepEqual(built(parts(account("a"), account("b", "b")), given).match(/(?<=<Name>)\w/g), ["a"]);
    assert.deepEqual(
      built(parts(account("a"), account("b", "b")), { ...given, b: "1" }).match(/(?<=<Name>)\w/g),
      ["a", "b"],
    );
    assert.ok(!built(parts(account("a", "x"), account("b", "x")), given).includes("LocalAccount"));
    assert.ok(!built(parts(), given).includes("LocalAccount"));
  });

  it("keep the passwords of local accounts from expiring, and touch nothing where there are none", () => {
    const local = [{ name: "pupil", passwordValue: "password", group: "Users", when: "pupil" }];
    const parts = [
      identity({ computerName: "X" }),
      accounts({ administratorPasswordValue: "password", local }),
    ];
    const given = { password: "pw" };
    assert.match(
      built(parts, { ...given, pupil: "1" }),
      /<settings pass="specialize">[\s\S]*<RunSynchronous>[\s\S]*<Path>net\.exe accounts \/maxpwage:unlimited<[\s\S]*<settings pass="oobeSystem">/,
    );
    assert.ok(!built(parts, given).includes("RunSynchronous"));
    assert.ok(
      !built([accounts({ administratorPasswordValue: "password" })], given).includes("RunSynchronous"),
    );
  });

  it("hide passwords from a glance", () => {
    const xml = built(
      [autoLogon({ user: "Administrator", passwordValue: "password", domain: "X", count: 1 })],
      {
        password: "pw",
      },
    );
    assert.match(xml, /<Value>cAB3AFAAYQBzAHMAdwBvAHIAZAA=<\/Value>\s*<PlainText>false</);
  });

  it("run the commands of the first logon in one script: no more logons by itself, no answer file left, these, the power-off last", () => {
    const line = (values: Values) => {
      const xml = built([firstLogon("commands")], { powerOff: "off", ...values });
      const all = /<CommandLine>(.*)<\/CommandLine>/.exec(xml)?.[1] ?? "";
      const [first, second, ...others] = all.split(" &amp; ");
      assert.match(
        first ?? "",
        /^cmd\.exe \/d \/c "\(for %v in \(AutoAdminLogon AutoLogonCount DefaultPassword\) do reg\.exe delete "HKLM\\[^"]*\\Winlogon" \/v %v \/f\)$/,
      );
      assert.equal(second, "del /f /q C:\\Windows\\Panther\\unattend*.xml");
      return others;
    };
    assert.deepEqual(line({ commands: ["a.cmd", "b, c"] }), ["a.cmd", "b, c", 'off"']);
    assert.deepEqual(line({ commands: "a, b" }), ["a, b", 'off"']);
    assert.deepEqual(line({}), ['off"']);
  });

  it("leave out what has no value", () => {
    const part: Part = [
      {
        pass: "specialize",
        component: "A",
        elements: [element("B", leaf("C", optional("c")), leaf("D", value("d")))],
      },
    ];
    assert.ok(!built([part], { d: "1" }).includes("<C>"));
    assert.match(built([part], { c: "2", d: "1" }), /<C>2<\/C>\s*<D>1</);
  });
});

describe("answer file: the templates that come along", () => {
  const folder = join(__dirname, "../../templates");

  it("are what the parts say: npm run docs writes them", () => {
    const files = new Map(readdirSync(folder).map(file => [file, readFileSync(join(folder, file), "utf8")]));
    const shipped = shippedTemplates();
    assert.deepEqual([...files.keys()].sort(), [...shipped.keys()].sort());
    for (const [file, text] of shipped) assert.equal(files.get(file), text, file);
  });
});
