import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Lab, labSettings } from "../support/lab";
import { rawGroup } from "../support/room-settings";
import { tableCells } from "../support/table-cells";

type Raw = Record<string, unknown>;

/** A group as a new room has it: nothing about floppies. */
function bareGroup(changes: Raw = {}): Raw {
  const { setupOs: _os, setupTimeZone: _zone, ...group } = rawGroup({ ids: [1], ...changes });
  return group;
}

/** Settings without any share. */
function bareSettings(simulator: Lab["simulator"], group: Raw): Raw {
  return { ...labSettings(simulator), sftp: undefined, groups: { students: group } };
}

describe("the answer file's way to Windows", function () {
  this.timeout(120_000);
  let lab: Lab;
  afterEach(() => lab.close());

  const disk = (name: string) => lab.simulator.vm(name)?.disks[0]?.content;
  const journal = (name: string) => (disk(name)?.journal ?? []).map(entry => entry.text).join("\n");

  it("needs no share on a cluster of level 4.7: Windows 10 by sysprep, on a CD-ROM", async () => {
    lab = await Lab.open({
      simulator: { clusterLevel: "4.7" },
      settings: ({ simulator }) => bareSettings(simulator, bareGroup({ templateName: "win11-gold" })),
    });
    const { exitCode, output } = await lab.project.up();
    assert.equal(exitCode, 0, output);
    assert.equal(disk("demo-vd01")?.setupRuns, 1);
    assert.equal(disk("demo-vd01")?.computerName?.toLowerCase(), "demo-vd01");
    assert.match(journal("demo-vd01"), /D:\\\\?Unattend\.xml|CD-ROM/i);
    assert.equal(lab.simulator.vm("demo-vd01")?.settings.os.type, "windows_10x64");
    const again = await lab.project.up("--expect-no-changes");
    assert.equal(again.exitCode, 0, again.output);
  });

  it("is refused in a preview, in one sentence, when it is the floppy on such a cluster", async () => {
    lab = await Lab.open({
      simulator: { clusterLevel: "4.7" },
      settings: () => ({ groups: { students: rawGroup({ delivery: "floppy" }) } }),
    });
    const { exitCode, output } = await lab.project.preview();
    assert.notEqual(exitCode, 0);
    const text = output.replaceAll(/[\s│]+/g, " ");
    assert.match(text, /groups.students.delivery/);
    assert.match(output, /4\.7/);
    assert.match(output, /sysprep/);
    assert.deepEqual(lab.vmNames(), []);
  });

  it("can be a payload of the VM, which is taken away afterwards", async () => {
    lab = await Lab.open({
      simulator: { clusterLevel: "4.7" },
      settings: ({ simulator }) =>
        bareSettings(simulator, bareGroup({ templateName: "win11-gold", delivery: "payload" })),
    });
    const { exitCode, output } = await lab.project.up();
    assert.equal(exitCode, 0, output);
    assert.equal(disk("demo-vd01")?.setupRuns, 1);
    const vm = lab.simulator.vm("demo-vd01");
    assert.deepEqual(vm?.settings.payloads ?? [], []);
    const [taken] = vm?.snapshots.filter(snapshot => snapshot.type === "regular") ?? [];
    assert.deepEqual(taken?.kept?.settings.payloads ?? [], [], "the snapshot keeps no payload");
  });

  it("is refused in a preview when it is a payload and the file is too long for one", async () => {
    lab = await Lab.open({
      simulator: { clusterLevel: "4.7" },
      settings: ({ simulator }) =>
        bareSettings(simulator, bareGroup({ delivery: "payload", answerFileTemplate: "long.xml" })),
    });
    await writeLongTemplate(lab);
    const { exitCode, output } = await lab.project.preview();
    assert.notEqual(exitCode, 0);
    assert.match(tableCells(output), /engine takes 8192 in a/);
    assert.deepEqual(lab.vmNames(), []);
  });

  it("is the floppy on level 4.3, left to auto", async () => {
    lab = await Lab.open({ settings: () => ({ groups: { students: rawGroup({ ids: [1] }) } }) });
    const { exitCode, output } = await lab.project.up();
    assert.equal(exitCode, 0, output);
    assert.match(journal("demo-vd01"), /A:\\sysprep\.inf/i);
    assert.deepEqual(lab.simulator.vm("demo-vd01")?.settings.custom_properties ?? [], []);
  });

  it("does not change a password that looks like one of the engine's own placeholders", async () => {
    lab = await Lab.open({
      simulator: { clusterLevel: "4.7" },
      settings: ({ simulator }) => ({
        ...bareSettings(simulator, bareGroup({ templateName: "win11-gold" })),
        values: { ...(labSettings(simulator).values as object), organization: "$AdminPassword$ & Sons" },
      }),
    });
    const { exitCode, output } = await lab.project.up();
    assert.equal(exitCode, 0, output);
    assert.equal(disk("demo-vd01")?.setupRuns, 1);
  });
});

/** A template with a hundred addresses: more than a payload holds. */
async function writeLongTemplate({ project }: Lab): Promise<void> {
  const text = await readFile(join(project.folder, "templates/win10.xml"), "utf8");
  const more = Array.from(
    { length: 100 },
    (_, index) =>
      `<IpAddress wcm:action="add" wcm:keyValue="${index + 2}">198.51.100.${index + 1}/24</IpAddress>`,
  );
  await writeFile(
    join(project.folder, "long.xml"),
    text.replace("</UnicastIpAddresses>", `${more.join("")}</UnicastIpAddresses>`),
  );
}
