import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { renderAnswerFile } from "../../answer-file/render";
import { loadTemplate } from "../../answer-file/template";
import { answerFileValues, type SeatFacts } from "../../answer-file/values";
import { payloadContent } from "../../delivery/payload";
import { sysprepScript } from "../../delivery/sysprep";
import { MAC, onCdrom, powerEvents, settled } from "../support/guest-room";

const facts: SeatFacts = {
  room: "room01",
  group: "students",
  id: "07",
  computerName: "room01-07",
  vmName: "room01-07",
  ip: "10.1.2.57",
  prefix: 24,
  netmask: "255.255.255.0",
  defaultGateway: "10.1.2.1",
  template: "gold",
  cluster: "Default",
  description: "",
  memory: 4 * 1024 ** 3,
  networkName: "vlan42",
  os: "windows_10x64",
  timeZone: "W. Europe Standard Time",
  setupOs: "windows_10x64",
  setupTimeZone: "W. Europe Standard Time",
  usb: false,
  stateless: false,
  snapshotDescription: "",
  resetToSnapshotRegex: "",
  rolloutStartVm: true,
  resetStartVm: "auto",
  answerFileTemplate: "templates/win10.xml",
};

const added = {
  locale: "de-CH",
  uiLanguage: "de-DE",
  dnsServers: ["10.1.0.2"],
  moreAddresses: ["10.1.3.57/24"],
  domain: "room.example.test",
  joinUser: "joiner",
  localUser: "pupil",
  firstLogonCommands: ["net use Z: \\\\server\\logs", "echo done & echo $ComputerName$"],
};
const secrets = {
  administratorPassword: "admin-<&>-pw",
  joinPassword: "join-pw",
  localUserPassword: "pupil-pw",
};

/** The simulator's guests were written apart from the templates, to what Microsoft says of answer files. */
describe("the templates that come along, in a guest", () => {
  for (const file of readdirSync("templates")) {
    const template = loadTemplate(readFileSync(`templates/${file}`, "utf8"), file);

    for (const [delivery, make] of [
      ["as it was rendered", (text: string) => text],
      ["for sysprep", sysprepScript],
      ["in a payload", payloadContent],
    ] as const) {
      it(`${file} ${delivery}: name, address, domain, accounts, commands, then off`, () => {
        const rendered = renderAnswerFile(
          template,
          answerFileValues(facts, MAC, "2026-11-24-2312", added, secrets),
        );
        const { hardware, events, journal } = settled({
          media: onCdrom(make(rendered)),
          guests: { restarts: 1 },
        });
        assert.equal(hardware.disk.computerName?.toLowerCase(), "room01-07");
        assert.equal(hardware.disk.domain, "room.example.test");
        assert.deepEqual(hardware.disk.addresses?.[0], { mac: MAC, address: "10.1.2.57", prefix: 24 });
        assert.equal(powerEvents(events).at(-1), "powered-off");
        const told = journal().join("\n");
        assert.match(told, /account pupil$/m, "whose password does not expire");
        assert.match(
          told,
          /ran .*net use Z: \\\\server\\logs & echo done & echo \$ComputerName\$ & powershell\.exe .*PartOfDomain\) \{ shutdown\.exe \/p \/f \}/,
        );
        assert.doesNotMatch(told, /passed over|nobody knows/);
        assert.deepEqual(hardware.disk.files, {}, "no answer file is left, and no password of its commands");
      });
    }

    it(`${file} stays on, and says why, when the domain was not joined`, () => {
      const rendered = renderAnswerFile(
        template,
        answerFileValues(facts, MAC, "2026-11-24-2312", added, { ...secrets, joinPassword: "wrong" }),
      );
      const { events, guest } = settled({ media: onCdrom(rendered), guests: { restarts: 1, joinTries: 1 } });
      assert.ok(!powerEvents(events).includes("powered-off"));
      assert.match(guest.screen(), /has not joined its domain/);
    });

    it(`${file} logs on the Administrator of a gold image that calls him otherwise, and without his name nobody`, () => {
      const endOf = (values: Record<string, string>) => {
        const given = { locale: "fr-FR", ...values };
        const rendered = renderAnswerFile(
          template,
          answerFileValues(facts, MAC, "2026-11-24-2312", given, { administratorPassword: "x" }),
        );
        const french = { administrator: "Administrateur" };
        return powerEvents(settled({ media: onCdrom(rendered), disk: french }).events).at(-1);
      };
      assert.equal(endOf({ administratorName: "Administrateur" }), "powered-off");
      assert.notEqual(endOf({}), "powered-off");
    });

    it(`${file} with the least: name and address, then off`, () => {
      const values = answerFileValues(
        facts,
        MAC,
        "2026-11-24-2312",
        { locale: "de-CH" },
        { administratorPassword: "x" },
      );
      const { hardware, events } = settled({ media: onCdrom(renderAnswerFile(template, values)) });
      assert.equal(hardware.disk.domain, undefined);
      assert.equal(powerEvents(events).at(-1), "powered-off");
    });
  }
});
