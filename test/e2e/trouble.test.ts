import assert from "node:assert/strict";
import { stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { byHand } from "../support/by-hand";
import { Lab, labSettings } from "../support/lab";
import { rawGroup } from "../support/room-settings";
import { tableCells } from "../support/table-cells";
import { until } from "../support/until";

/** A template whose answer file sets Windows up but never powers it off. */
const noPowerOff = `<?xml version="1.0" encoding="utf-8"?>
<unattend xmlns="urn:schemas-microsoft-com:unattend">
  <settings pass="specialize">
    <component name="Microsoft-Windows-Shell-Setup" processorArchitecture="amd64" publicKeyToken="31bf3856ad364e35" language="neutral" versionScope="nonSxS">
      <ComputerName>\${computerName}</ComputerName>
    </component>
  </settings>
</unattend>
`;

describe("trouble with a room", function () {
  this.timeout(180_000);
  let lab: Lab;
  afterEach(() => lab.close());

  const group = (changes: Record<string, unknown>) => ({ groups: { students: rawGroup(changes) } });
  const vmId = (name: string) => lab.simulator.vm(name)?.id;

  it("a VM of a seat's name that is somebody else's is left alone, and nothing is made", async () => {
    lab = await Lab.open();
    await makeStranger(lab, "demo-vd02");
    const { exitCode, output } = await lab.project.up();
    assert.notEqual(exitCode, 0);
    assert.match(tableCells(output), /VM demo-vd02 exists and is not/);
    assert.doesNotMatch(output, /\n\s+at .*:\d+/, "no stack trace");
    assert.deepEqual(lab.vmNames(), ["demo-vd02"]);
    assert.equal(lab.simulator.vm("demo-vd02")?.settings.comment, "the janitor's");
  });

  it("a stranger's VM that comes between preview and creation is not taken either", async () => {
    lab = await Lab.open();
    const up = lab.project.up();
    await until(() => Object.keys(lab.simulator.requests()).some(kind => kind.startsWith("GET /options")));
    await makeStranger(lab, "demo-vd02");
    const { exitCode, output } = await up;
    assert.notEqual(exitCode, 0);
    assert.match(output, /demo-vd02/);
    assert.equal(lab.simulator.vm("demo-vd02")?.settings.comment, "the janitor's");
  });

  it("a wrong password is told as that, in a preview", async () => {
    lab = await Lab.open();
    await lab.configure({}, { "engine.password": "wrong" });
    const { exitCode, output } = await lab.project.preview();
    assert.notEqual(exitCode, 0);
    assert.match(output, /logging in as admin@internal: the engine refuses these credentials/);
    assert.match(output, /pulumi config set --secret/);
    assert.doesNotMatch(output, /\n\s+at .*:\d+/, "no stack trace");
  });

  it("wrong settings are told all at once, before the engine is asked anything", async () => {
    lab = await Lab.open();
    await lab.configure(group({ memory: "lots", usb: "perhaps", ipAddresses: "198.51.100.${suffix}" }));
    const { exitCode, output } = await lab.project.preview();
    assert.notEqual(exitCode, 0);
    assert.match(output, /groups.students.memory/);
    assert.match(output, /groups.students.usb/);
    assert.deepEqual(lab.simulator.requests(), {});
  });

  it("an answer file without power-off costs only its seats, by name, and the next run makes them anew", async () => {
    lab = await Lab.open({
      simulator: { guests: { durations: { specialize: 100, oobe: 100, restart: 50 } } },
    });
    await writeFile(join(lab.project.folder, "no-power-off.xml"), noPowerOff);
    const good = rawGroup({ ids: [1] });
    const bad = rawGroup({ ids: [2], answerFileTemplate: "no-power-off.xml" });
    await lab.configure({ ...limited(lab.simulator, { setup: "8 s" }), groups: { good, bad } });
    const first = await lab.project.up();
    assert.notEqual(first.exitCode, 0);
    assert.match(
      first.output,
      /seat demo-vd02: waiting for Windows setup of demo-vd02: not done after \d+ s, the limit/,
    );
    assert.match(first.output, /Likely: Setup/);
    const [, picture] = /its console is in (logs\/demo-demo-vd02-\S+\.(?:png|ppm))/.exec(first.output) ?? [];
    assert.ok(picture, first.output);
    assert.ok((await stat(join(lab.project.folder, picture))).size > 100);
    assert.match(lab.simulator.vm("demo-vd02")?.settings.comment ?? "", / failed /);
    assert.equal(lab.simulator.vm("demo-vd01")?.status, "up");
    assert.deepEqual(await lab.floppies(), []);
    const [kept, spoilt] = [vmId("demo-vd01"), vmId("demo-vd02")];
    await lab.configure({
      ...limited(lab.simulator, { setup: "30 s" }),
      groups: { good, bad: rawGroup({ ids: [2] }) },
    });
    const second = await lab.project.up();
    assert.equal(second.exitCode, 0, second.output);
    assert.equal(vmId("demo-vd01"), kept);
    assert.notEqual(vmId("demo-vd02"), spoilt);
    assert.equal(lab.simulator.vm("demo-vd02")?.status, "up");
  });

  it("a setup that failed is planned anew by the next preview, although no setting has changed", async () => {
    lab = await Lab.open({ settings: () => group({ ids: [1] }) });
    const up = lab.project.up();
    await inSetup(lab, "demo-vd01");
    lab.simulator.pause("demo-vd01", "I/O");
    const first = await up;
    assert.notEqual(first.exitCode, 0);
    assert.match(first.output, /seat demo-vd01: .*the VM is paused/);
    assert.deepEqual(await lab.floppies(), []);
    const preview = await lab.project.preview();
    assert.match(preview.output, /replace/);
    assert.match(preview.output, /rebuild/);
    const second = await lab.project.up();
    assert.equal(second.exitCode, 0, second.output);
    const third = await lab.project.up("--expect-no-changes");
    assert.equal(third.exitCode, 0, third.output);
  });

  it("a pause that passes, as when a thin disk grows, is none", async () => {
    lab = await Lab.open({ settings: () => group({ ids: [1] }) });
    const up = lab.project.up();
    await inSetup(lab, "demo-vd01");
    lab.simulator.pause("demo-vd01", "no space");
    await new Promise(resolve => setTimeout(resolve, 2000));
    await byHand(lab.simulator, "POST", `/vms/${vmId("demo-vd01")}/start`, {});
    const { exitCode, output } = await up;
    assert.equal(exitCode, 0, output);
    assert.equal(lab.simulator.vm("demo-vd01")?.disks[0]?.content.setupRuns, 1);
  });

  it("an engine that stays away takes no floppy from a setup that goes on, and the next run finishes it", async () => {
    lab = await Lab.open({
      simulator: { guests: { durations: { specialize: 10_000 } } },
      settings: ({ simulator }) => ({ ...limited(simulator, { outage: "2 s" }), ...group({ ids: [1] }) }),
    });
    const up = lab.project.up();
    await inSetup(lab, "demo-vd01");
    lab.simulator.interference.away = true;
    const first = await up;
    lab.simulator.interference.away = false;
    assert.notEqual(first.exitCode, 0);
    assert.match(first.output, /seat demo-vd01: waiting for Windows setup of demo-vd01/);
    assert.match(
      first.output,
      /Way out: .*\. Until the next rollout or deletion its floppy stays on the share/,
    );
    assert.equal((await lab.floppies()).length, 1, "Windows has its floppy while it is set up");
    const second = await lab.project.up();
    assert.equal(second.exitCode, 0, second.output);
    assert.deepEqual(await lab.floppies(), []);
    assert.equal(lab.simulator.vm("demo-vd01")?.disks[0]?.content.setupRuns, 1);
    assert.equal(lab.simulator.vm("demo-vd01")?.status, "up");
  });

  it("a lost answer leaves one snapshot, whatever dollar signs are in its description", async () => {
    const snapshotDescription = "after rollout for $$5 at ${scriptTime}: ${description}";
    lab = await Lab.open({
      settings: () => group({ ids: [1], snapshotDescription, description: "$$ ${scriptTime}" }),
    });
    lab.simulator.interference.add({ method: "POST", path: "*/snapshots", fault: "cut-after", times: 1 });
    const { exitCode, output } = await lab.project.up();
    assert.equal(exitCode, 0, output);
    const taken = lab.simulator.vm("demo-vd01")?.snapshots.filter(({ type }) => type === "regular") ?? [];
    assert.equal(taken.length, 1);
    assert.match(
      taken[0]?.description ?? "",
      /^after rollout for \$5 at \d{4}-\d\d-\d\d-\d{4}: \$\$ \$\{scriptTime\}$/,
    );
  });

  it("a machine that somebody stops in its setup is an error that says so", async () => {
    lab = await Lab.open({ settings: () => group({ ids: [1] }) });
    const up = lab.project.up();
    await inSetup(lab, "demo-vd01");
    await stopByHand(lab, "demo-vd01");
    const { exitCode, output } = await up;
    assert.notEqual(exitCode, 0);
    assert.match(
      output,
      /seat demo-vd01: .*Windows did not power itself off.*shut ?down|seat demo-vd01: .*Admin/i,
    );
  });

  it("a VM whose marker is gone is not deleted", async () => {
    lab = await Lab.open({ settings: () => group({ ids: [1] }) });
    const up = await lab.project.up();
    assert.equal(up.exitCode, 0, up.output);
    const vm = lab.vm("demo-vd01");
    vm.settings.comment = "now the teacher's";
    const { exitCode, output } = await lab.project.destroy();
    assert.notEqual(exitCode, 0);
    assert.match(
      output,
      /seat demo-vd01: .*is not the marker of seat virtroom\/demo\/demo-vd01, so the VM is not touched/,
    );
    assert.deepEqual(lab.vmNames(), ["demo-vd01"]);
  });

  it("a certificate of another CA is refused by name", async () => {
    lab = await Lab.open();
    const other = await Lab.open({ room: "other" });
    try {
      const engine = { ...(labSettings(lab.simulator).engine as object), caFile: other.simulator.caFile };
      await lab.configure({ engine });
      const { exitCode, output } = await lab.project.preview();
      assert.notEqual(exitCode, 0);
      assert.match(output, /the certificate of 127.0.0.1:\d+ is not trusted/);
      assert.match(output, /engine.caFile/);
    } finally {
      await other.close();
    }
  });
});

function limited(simulator: Lab["simulator"], changes: Record<string, string>) {
  const { limits } = labSettings(simulator);
  return { limits: { ...(limits as object), ...changes } };
}

async function inSetup(lab: Lab, name: string): Promise<void> {
  await until(() => lab.simulator.vm(name)?.status === "up");
}

function makeStranger(lab: Lab, name: string): Promise<void> {
  const body = {
    name,
    comment: "the janitor's",
    cluster: { name: "Default" },
    template: { name: "tpl-linux" },
  };
  return byHand(lab.simulator, "POST", "/vms", body);
}

function stopByHand(lab: Lab, name: string): Promise<void> {
  return byHand(lab.simulator, "POST", `/vms/${lab.simulator.vm(name)?.id}/stop`, {});
}
