import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { obfuscatePassword } from "../../answer-file/password";
import { renderAnswerFile } from "../../answer-file/render";
import { loadTemplate } from "../../answer-file/template";
import { answerFileValues } from "../../answer-file/values";
import { buildFloppyImage } from "../../delivery/floppy-image";
import type { GuestMedia } from "../../simulator/guest/contract";
import { readFloppy } from "../../simulator/guest/fat12";
import { passwordOf } from "../../simulator/guest/password";
import { parseXml } from "../../simulator/guest/xml";
import { bench, MAC, onCdrom, powerEvents, settled } from "../support/guest-room";

/** Both sides are written apart, from the same facts. Here they meet without an engine in between. */
describe("what this project writes, as a guest reads it", () => {
  const seat = {
    room: "room01",
    group: "students",
    id: "07",
    computerName: "ROOM01-07",
    vmName: "room01-07",
    ip: "10.1.2.57",
    prefix: 24,
    netmask: "255.255.255.0",
    defaultGateway: "10.1.2.1",
    template: "win10-gold",
    cluster: "Default",
    description: "",
    memory: 4 * 2 ** 30,
    networkName: "room-net",
    os: "windows_10x64",
    timeZone: "W. Europe Standard Time",
    setupOs: "other",
    setupTimeZone: "Etc/GMT",
    usb: true,
    stateless: false,
    snapshotDescription: "",
    resetToSnapshotRegex: "",
    rolloutStartVm: false,
    resetStartVm: "auto",
    answerFileTemplate: "templates/win10.xml",
  };
  const plain = { locale: "de-CH", dnsServers: ["10.1.0.2", "10.1.0.3"] };
  const joining = { domain: "room.example.test", joinUser: "joiner", dnsDomain: "room.example.test" };
  const secrets = { administratorPassword: "a<&>\"'ä1", joinPassword: "join-pw" };

  const written = (file: string, values: object, secretValues: object = secrets) =>
    renderAnswerFile(
      loadTemplate(readFileSync(`templates/${file}`, "utf8"), file),
      answerFileValues(seat, MAC, "2026-11-24-0800", { ...plain, ...values }, { ...secretValues }),
    );
  const onFloppy = (content: string): GuestMedia => ({
    floppyImage: buildFloppyImage([{ name: "sysprep.inf", content: Buffer.from(content) }]),
  });

  for (const file of readdirSync("templates").filter(name => name.endsWith(".xml"))) {
    describe(file, () => {
      it("sets a guest up from a floppy: name, address, domain, power-off", () => {
        const { hardware, events, journal } = settled({
          media: onFloppy(written(file, joining)),
          disk: { unattendFile: "A:\\sysprep.inf" },
        });
        assert.equal(powerEvents(events).at(-1), "powered-off", journal().join("\n"));
        assert.deepEqual(
          [hardware.disk.computerName, hardware.disk.domain, hardware.disk.addresses],
          ["ROOM01-07", "room.example.test", [{ mac: MAC, address: "10.1.2.57", prefix: 24 }]],
        );
        assert.equal(journal("search")[0], "answer file for specialize: A:\\sysprep.inf");
      });

      it("sets one up outside any domain, with a local user and a command at first logon", () => {
        const values = { localUser: "pupil", firstLogonCommand: "net use x: \\\\server\\share" };
        const { hardware, events, journal } = settled({
          media: onCdrom(written(file, values, { ...secrets, localUserPassword: "p" })),
        });
        assert.equal(powerEvents(events).at(-1), "powered-off", journal().join("\n"));
        assert.equal(hardware.disk.domain, undefined);
        assert.ok(journal("oobeSystem").includes("account pupil"));
      });

      it("joins by the blob of djoin, without a password", () => {
        const room = bench();
        room.guest.cutPower();
        const accountData = room.domain.provision("ROOM01-07");
        const { administratorPassword } = secrets;
        room.bootAgain(onCdrom(written(file, {}, { administratorPassword, accountData })));
        room.settle();
        assert.equal(powerEvents(room.events).at(-1), "powered-off", room.journal().join("\n"));
        assert.equal(room.hardware.disk.domain, "room.example.test");
      });
    });
  }

  it("is any text on a floppy, byte for byte, under any of a few names", () => {
    const name = fc.constantFrom("sysprep.inf", "Unattend.xml", "first logon of the room.cmd", "A.B");
    fc.assert(
      fc.property(name, fc.uint8Array({ maxLength: 5000 }), (wanted, content) => {
        const files = readFloppy(buildFloppyImage([{ name: wanted, content: Buffer.from(content) }]));
        assert.equal(files?.length, 1);
        assert.equal(files[0]?.name, wanted);
        assert.deepEqual(Buffer.from(files[0]?.content ?? ""), Buffer.from(content));
      }),
      { numRuns: 40 },
    );
  });

  it("is any password, obfuscated", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), password => {
        const value = obfuscatePassword(password, "AdministratorPassword");
        const xml = `<AdministratorPassword><Value>${value}</Value><PlainText>false</PlainText></AdministratorPassword>`;
        assert.equal(passwordOf(parseXml(xml)), password);
      }),
    );
  });
});
