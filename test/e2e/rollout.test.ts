import assert from "node:assert/strict";
import { copyFile, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { assertNoSecret } from "../support/has-no-secret";
import { Lab, secretWords } from "../support/lab";
import { rawGroup } from "../support/room-settings";

const template = resolve(__dirname, "../../templates/win10.xml");

describe("a room, from its settings to its end", function () {
  this.timeout(180_000);
  let lab: Lab;
  before(async () => {
    lab = await Lab.open();
  });
  after(() => lab.close());

  const students = (changes: Record<string, unknown> = {}) => ({ groups: { students: rawGroup(changes) } });
  const vm = (name: string) => lab.vm(name);

  it("is planned in a preview that makes nothing", async () => {
    const { exitCode, output } = await lab.project.preview();
    assert.equal(exitCode, 0, output);
    assert.match(output, /14 to create|\+ 1[0-9] to create/);
    assert.match(output, /pulumi-nodejs:dynamic\/ovirt:Sysprep/);
    assert.deepEqual(lab.vmNames(), []);
  });

  it("is rolled out: each VM set up once, final, with permission and snapshot, and running", async () => {
    const { exitCode, output } = await lab.project.up();
    assert.equal(exitCode, 0, output);
    assert.deepEqual(lab.vmNames(), ["demo-vd01", "demo-vd02"]);
    for (const [name, address] of [
      ["demo-vd01", "192.0.2.11"],
      ["demo-vd02", "192.0.2.12"],
    ] as const) {
      const { settings, status, nics, disks, snapshots } = vm(name);
      assert.equal(status, "up");
      assert.equal(settings.os.type, "windows_10x64");
      assert.equal(settings.time_zone.name, "W. Europe Standard Time");
      assert.equal(settings.usb.enabled, true);
      assert.equal(settings.memory, 4 * 1024 ** 3);
      assert.match(settings.comment, new RegExp(`^virtroom virtroom/demo/${name} ready `));
      assert.equal(nics.length, 1);
      const content = disks[0]?.content;
      assert.equal(content?.setupRuns, 1);
      assert.equal(content?.computerName?.toLowerCase(), name);
      assert.equal(content?.domain, "room.example.test");
      assert.deepEqual(
        content?.addresses.map(entry => entry.address),
        [address],
      );
      const taken = snapshots.filter(snapshot => snapshot.type === "regular");
      assert.equal(taken.length, 1);
      assert.match(
        taken[0]?.description ?? "",
        new RegExp(`^after rollout, IP=${address}/24, \\d{4}-\\d\\d-\\d\\d-\\d{4}$`),
      );
    }
  });

  it("leaves no floppy on the share", async () => assert.deepEqual(await lab.floppies(), []));

  it("has a state without any secret, of at most 6.5 KB a seat", async () => {
    const state = await lab.project.stateText();
    const secrets = [...Object.values(secretWords), lab.simulator.password, lab.simulator.sftp.password];
    assertNoSecret(state, secrets, "the state");
    const resources = await lab.project.resources();
    const seats = resources.filter(resource => resource.urn.includes("ovirt:Seat"));
    assert.ok(
      JSON.stringify(seats).length <= 2 * 6656,
      `${JSON.stringify(seats).length} bytes for two seats`,
    );
  });

  it("is not changed by a second up", async () => {
    const before = vm("demo-vd01").id;
    const { exitCode, output } = await lab.project.up("--expect-no-changes");
    assert.equal(exitCode, 0, output);
    assert.equal(vm("demo-vd01").id, before);
  });

  it("takes a new description in place", async () => {
    const before = vm("demo-vd01").id;
    await lab.configure(students({ description: "for the exam" }));
    const { exitCode, output } = await lab.project.up();
    assert.equal(exitCode, 0, output);
    assert.match(output, /~ 2 updated/);
    assert.equal(vm("demo-vd01").id, before);
    assert.equal(vm("demo-vd01").settings.description, "for the exam");
  });

  it("grows and shrinks by single seats, the others untouched", async () => {
    const before = vm("demo-vd02").id;
    await lab.configure(students({ ids: "2-3", description: "for the exam" }));
    const { exitCode, output } = await lab.project.up();
    assert.equal(exitCode, 0, output);
    assert.deepEqual(lab.vmNames(), ["demo-vd02", "demo-vd03"]);
    assert.equal(vm("demo-vd02").id, before);
  });

  it("plans a VM again that was deleted behind its back", async () => {
    const { engine } = lab.simulator;
    engine.vms.delete(vm("demo-vd03").id);
    const refreshed = await lab.project.refresh();
    assert.equal(refreshed.exitCode, 0, refreshed.output);
    const { exitCode, output } = await lab.project.up();
    assert.equal(exitCode, 0, output);
    assert.deepEqual(lab.vmNames(), ["demo-vd02", "demo-vd03"]);
    assert.equal(vm("demo-vd03").status, "up");
  });

  it("is made anew, seat by seat, when the answer file's template changes", async () => {
    const before = vm("demo-vd02").id;
    const file = join(lab.project.folder, "changed.xml");
    await copyFile(template, file);
    await writeFile(
      file,
      (await readFile(file, "utf8")).replace("<DhcpEnabled>", "<!-- changed --><DhcpEnabled>"),
    );
    const changed = { ids: "2-3", description: "for the exam", answerFileTemplate: "changed.xml" };
    await lab.configure(students(changed));
    const comment = await lab.project.up("--expect-no-changes");
    assert.equal(comment.exitCode, 0, `a comment changes no answer file: ${comment.output}`);
    await writeFile(
      file,
      (await readFile(file, "utf8")).replace("</OOBE>", "<NetworkLocation>Work</NetworkLocation></OOBE>"),
    );
    const { exitCode, output } = await lab.project.up();
    assert.equal(exitCode, 0, output);
    assert.notEqual(vm("demo-vd02").id, before);
    assert.deepEqual(lab.vmNames(), ["demo-vd02", "demo-vd03"]);
  });

  it("is gone after destroy, floppies included, and the engine is as before", async () => {
    const { exitCode, output } = await lab.project.destroy();
    assert.equal(exitCode, 0, output);
    assert.deepEqual(lab.vmNames(), []);
    assert.deepEqual(await lab.floppies(), []);
    assert.deepEqual(await lab.project.resources(), []);
  });
});
