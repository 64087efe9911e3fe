import assert from "node:assert/strict";
import { checkAnswerFile } from "../../answer-file/check";
import { COMPONENT, changed, good, rulesOf, seat, usual } from "../support/good-answer-file";

/** What Windows' own tool writes for images of both kinds: each component twice. */
const forBoth = good.replace(
  /<component [\s\S]*?<\/component>/g,
  component => `${component}\n${component.replace('"amd64"', '"x86"')}`,
);

describe("answer file check: a file for several processors", () => {
  it("may be for 32 bits where the system's type does not say, or beside one for 64", () => {
    const both = changed(/<component name="Microsoft-Windows-TCPIP"[\s\S]*?<\/component>/, "$&$&").replace(
      'name="Microsoft-Windows-TCPIP" processorArchitecture="amd64"',
      'name="Microsoft-Windows-TCPIP" processorArchitecture="x86"',
    );
    assert.deepEqual(rulesOf(checkAnswerFile(both, seat)), usual);
    const old = good.replaceAll('"amd64"', '"x86"');
    assert.deepEqual(rulesOf(checkAnswerFile(old, { ...seat, os: "windows_10" })), usual);
  });

  it("for 32 bits alone is an error on each system that has 64, by whatever name", () => {
    const old = good.replaceAll('"amd64"', '"x86"');
    for (const os of ["windows_7x64", "windows_2019x64", "windows_11", "windows_2022", "windows_2025"]) {
      const found = checkAnswerFile(old, { ...seat, os }).filter(({ rule }) => rule === "architecture");
      assert.deepEqual(
        found.map(({ severity }) => severity),
        ["error"],
        os,
      );
    }
    const some = changed('processorArchitecture="amd64"', 'processorArchitecture="x86"');
    const found = checkAnswerFile(some, { ...seat, os: "windows_11" }).filter(
      ({ rule }) => rule === "architecture",
    );
    assert.deepEqual(
      found.map(({ severity }) => severity),
      ["warning"],
    );
  });

  it("may be for both processors as a whole, and each part is judged for itself", () => {
    assert.deepEqual(rulesOf(checkAnswerFile(forBoth, seat)), usual);
    const told = checkAnswerFile(forBoth, { ...seat, os: "windows_10" });
    assert.deepEqual(
      told.map(({ rule, message }) => `${rule} ${/^for \w+/.exec(message)?.[0]}`),
      ["clear-password for amd64", "clear-password for x86"],
    );
  });

  it("may have less for a processor that is not the seat's, or that has no file of its own here", () => {
    const commands = /<FirstLogonCommands>[\s\S]*?<\/FirstLogonCommands>/g;
    const inX86 = forBoth.lastIndexOf("<FirstLogonCommands>");
    const without = forBoth.slice(0, inX86) + forBoth.slice(inX86).replace(commands, "");
    assert.deepEqual(rulesOf(checkAnswerFile(without, seat)), usual);
    const stray = good.replace(
      "</settings>",
      `<component name="Microsoft-Windows-NetBT" ${COMPONENT.replace("amd64", "x86")}><EnableLMHOSTS>true</EnableLMHOSTS></component></settings>`,
    );
    assert.deepEqual(rulesOf(checkAnswerFile(stray, { ...seat, os: "windows_10" })), usual);
  });

  it("is not one that switches off on another processor than the seat's only", () => {
    const amd64 = changed(/<FirstLogonCommands>[\s\S]*?<\/FirstLogonCommands>/, "");
    const inX86 = forBoth.lastIndexOf("<FirstLogonCommands>");
    const commands = forBoth.slice(inX86).replace(/(<\/FirstLogonCommands>)[\s\S]*/, "$1");
    const x86 = `<component name="Microsoft-Windows-Shell-Setup" ${COMPONENT.replace("amd64", "x86")}>${commands}</component></settings></unattend>`;
    const xml = amd64.replace(/<\/settings>\s*<\/unattend>/, x86);
    for (const os of ["windows_10x64", "windows_10"]) {
      const found = checkAnswerFile(xml, { ...seat, os }).filter(({ rule }) => rule === "no-power-off");
      assert.match(found[0]?.message ?? "", /^for amd64: no command is run at the first logon/, os);
    }
  });
});
