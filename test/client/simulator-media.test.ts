import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildFloppyImage } from "../../delivery/floppy-image";
import { sealedWindows } from "../../simulator/guest/contract";
import { type Simulator, startSimulator } from "../../simulator/index";
import { EngineClient } from "../support/engine-client";
import { answerFile } from "../support/guest-room";

/** Whichever way the answer file goes, what the guest finds in its drives is what Windows would find. */
describe("simulator: the medium with the answer file", function () {
  this.timeout(30_000);
  let simulator: Simulator;
  let engine: EngineClient;
  let number = 0;

  async function start(clusterLevel: string): Promise<void> {
    simulator = await startSimulator({
      clusterLevel,
      templates: [
        {
          name: "tpl-win",
          os: "windows_10x64",
          disk: sealedWindows({ unattendFile: "A:\\sysprep.inf" }),
        },
      ],
      durations: { createThin: 10, poweringUp: 10, waitForLaunch: 10 },
      guests: {
        restarts: 1,
        durations: { boot: 10, specialize: 10, restart: 30, oobe: 10, shutdown: 10, command: 10 },
      },
    });
    engine = new EngineClient(simulator);
    await engine.logIn();
  }
  afterEach(async () => {
    engine.close();
    await simulator.stop();
  });

  async function until(name: string, done: () => boolean): Promise<void> {
    const end = Date.now() + 10_000;
    while (!done()) {
      assert.ok(
        Date.now() < end,
        `${name} is ${simulator.vm(name)?.status}; ${JSON.stringify(journalOf(name))}`,
      );
      await new Promise(resolve => setTimeout(resolve, 5));
    }
  }
  const journalOf = (name: string) =>
    (simulator.vm(name)?.disks[0]?.content.journal ?? []).map(({ text }) => text);

  /** A VM that is down, with what the answer file is to be found by. */
  async function makeVm(details: object = {}): Promise<{ id: string; name: string }> {
    const name = `seat-${++number}`;
    const body = { name, cluster: { name: "Default" }, template: { name: "tpl-win" }, ...details };
    const { id } = (await engine.ask("POST", "/vms", body)).json<{ id: string }>();
    await until(name, () => simulator.vm(name)?.status === "down");
    return { id, name };
  }
  async function boot({ id, name }: { id: string; name: string }, body: object): Promise<void> {
    const started = await engine.ask("POST", `/vms/${id}/start`, body);
    assert.equal(started.status, 200, started.body);
    await until(
      name,
      () => simulator.vm(name)?.run?.agent !== undefined || simulator.vm(name)?.status === "down",
    );
  }
  const unattend = (commands: string[] = []) => answerFile({ join: "", computerName: "FOUND", commands });
  const files = (...list: [name: string, content: string][]) => ({
    file: list.map(([name, content]) => ({ name, content })),
  });
  const nameOf = (name: string) => simulator.vm(name)?.disks[0]?.content.computerName;

  it("is a CD-ROM when the engine makes it, from level 4.4 on", async () => {
    await start("4.4");
    const vm = await makeVm();
    await boot(vm, { use_sysprep: true, vm: { initialization: { custom_script: unattend() } } });
    assert.equal(journalOf(vm.name)[0], "answer file for specialize: D:\\Unattend.xml");
    assert.equal(nameOf(vm.name), "FOUND");
  });

  it("is a floppy when the engine makes it, up to level 4.3", async () => {
    await start("4.3");
    const vm = await makeVm();
    await boot(vm, { use_sysprep: true, vm: { initialization: { custom_script: unattend() } } });
    assert.equal(journalOf(vm.name)[0], "answer file for specialize: A:\\Unattend.xml");
  });

  it("is a CD-ROM when the VM has it for a payload", async () => {
    await start("4.8");
    const payload = [{ type: "cdrom", volume_id: "CFG", files: files(["Unattend.xml", unattend()]) }];
    const vm = await makeVm({ payloads: { payload } });
    await boot(vm, { use_sysprep: false });
    assert.equal(journalOf(vm.name)[0], "answer file for specialize: D:\\Unattend.xml");
  });

  describe("with a script that switches the power off", () => {
    const payload = [
      {
        type: "cdrom",
        files: files(["Unattend.xml", unattend(["D:\\finish.cmd"])], ["finish.cmd", "shutdown /p\r\n"]),
      },
    ];

    it("is still there after Setup has restarted the guest", async () => {
      await start("4.8");
      const vm = await makeVm({ payloads: { payload } });
      await boot(vm, { use_sysprep: false });
      await until(vm.name, () => simulator.vm(vm.name)?.status === "down");
    });

    it("is gone after the restart when the run is volatile", async () => {
      await start("4.8");
      const vm = await makeVm({ payloads: { payload } });
      await boot(vm, { use_sysprep: false, volatile: true });
      await until(vm.name, () => journalOf(vm.name).at(-1) === "ran D:\\finish.cmd");
      await new Promise(resolve => setTimeout(resolve, 200));
      assert.equal(simulator.vm(vm.name)?.status, "up");
    });
  });

  it("is the image that a custom property names, from the folder that hosts share with SFTP", async () => {
    await start("4.3");
    const image = buildFloppyImage([
      { name: "sysprep.inf", content: Buffer.from(unattend(["shutdown /p"])) },
    ]);
    writeFileSync(join(simulator.sftp.localFolder, "seat.img"), image);
    const vm = await makeVm({ os: { type: "other" }, time_zone: { name: "Etc/GMT" } });
    const property = { name: "floppy", value: `${simulator.sftp.folderOnHosts}/seat.img` };
    await engine.ask("PUT", `/vms/${vm.id}`, { custom_properties: { custom_property: [property] } });
    await boot(vm, {});
    await until(vm.name, () => simulator.vm(vm.name)?.status === "down");
    assert.equal(journalOf(vm.name)[0], "answer file for specialize: A:\\sysprep.inf");
    rmSync(join(simulator.sftp.localFolder, "seat.img"));
  });
});
