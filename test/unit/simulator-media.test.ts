/**
 * @module What the simulated engine puts into a VM's drives at a start.
 */

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { ActionBody } from "../../simulator/api/types/action";
import type { VmBody } from "../../simulator/api/types/vm";
import { mediaFor } from "../../simulator/engine/media";
import { startVm } from "../../simulator/engine/vm-start";
import { updateVm } from "../../simulator/engine/vm-update";
import type { SimulatorOptions } from "../../simulator/index";
import { engineRoom, ensureFails } from "../support/engine-room";

const script = "<unattend>$ComputerName$</unattend>";
const sysprep: ActionBody = { use_sysprep: true, vm: { initialization: { custom_script: script } } };
const linux: VmBody = { os: { type: "other_linux" }, time_zone: { name: "Etc/GMT" } };
const payload = (type: "cdrom" | "floppy"): VmBody => ({
  payloads: [{ type, files: [{ name: "Unattend.xml", content: "of the payload" }] }],
});
const image = (file: string): VmBody => ({ custom_properties: [{ name: "floppy", value: file }] });

function media(options: SimulatorOptions, action: ActionBody, request: VmBody = {}) {
  const room = engineRoom(options);
  const seat = room.vm("room01-01-too-long-a-name", "win10-gold", request);
  return mediaFor(room.engine, seat, action);
}

describe("the media of a start on the simulated engine", () => {
  const cut = [{ name: "Unattend.xml", content: "<unattend>room01-01-too-l</unattend>" }];

  it("are a CD-ROM with Unattend.xml for sysprep since level 4.4, a floppy before", () => {
    assert.deepEqual(media({ clusterLevel: "4.8" }, sysprep).inserted, { cdromFiles: cut });
    assert.deepEqual(media({ clusterLevel: "4.3" }, sysprep).inserted, { floppyFiles: cut });
  });

  it("are none for sysprep when the stored OS is not Windows", () => {
    assert.deepEqual(media({ clusterLevel: "4.8" }, sysprep, linux).inserted, {});
  });

  it("are the stored payload; sysprep keeps its own drive", () => {
    const floppy = media({ clusterLevel: "4.8" }, sysprep, payload("floppy")).inserted;
    assert.deepEqual(Object.keys(floppy).sort(), ["cdromFiles", "floppyFiles"]);
    const cdrom = media({ clusterLevel: "4.8" }, { use_sysprep: false }, payload("cdrom")).inserted;
    assert.equal(cdrom.cdromFiles?.[0]?.content, "of the payload");
  });

  it("are sysprep's instead of a CD-ROM payload where initialization is stored and nothing is said", () => {
    const stored = { ...payload("cdrom"), initialization: { custom_script: script } };
    assert.deepEqual(media({ clusterLevel: "4.8" }, {}, stored).inserted, { cdromFiles: cut });
  });

  it("include a floppy of the engine's own at the first start of a Windows type, up to level 4.3", () => {
    assert.match(
      String(media({ clusterLevel: "4.3" }, {}).inserted.floppyFiles?.[0]?.content),
      /<ComputerName>/,
    );
    assert.deepEqual(media({ clusterLevel: "4.8" }, {}).inserted, {});
    assert.deepEqual(media({ clusterLevel: "4.3" }, {}, linux).inserted, {});
  });

  describe("by the custom property floppy", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "floppies-"));
    writeFileSync(path.join(folder, "seat.img"), "an image");
    after(() => rmSync(folder, { recursive: true }));
    const share = { localFolder: folder, folderOnHosts: "/rhev/floppies" };

    it("are the image in the folder that hosts mount", () => {
      const { inserted } = media(share, {}, { ...linux, ...image("/rhev/floppies/seat.img") });
      assert.equal(Buffer.from(inserted.floppyImage ?? []).toString(), "an image");
    });

    it("clash with the engine's own floppy when the VM is of a Windows type and starts for the first time", () => {
      const { failure } = media(share, {}, image("/rhev/floppies/seat.img"));
      assert.match(failure ?? "", /Duplicate ID 'drive-fdc0-0-0'/);
    });

    it("cannot be found outside that folder", () => {
      for (const file of ["/rhev/floppies/none.img", "/etc/passwd", "/rhev/floppies/../../etc/passwd"]) {
        const { failure } = media(share, {}, { ...linux, ...image(file) });
        assert.equal(failure, `Cannot access storage file '${file}': No such file or directory`);
      }
    });

    it("let the VM fail after the launch when the image is missing: the start itself was fine", () => {
      const { engine, admin, vm, until, codes } = engineRoom(share);
      const seat = vm("a", "win10-gold", { ...linux, ...image("/rhev/floppies/none.img") });
      startVm(engine, admin, seat, {});
      assert.equal(seat.status, "wait_for_launch");
      until(() => seat.status === "down", "it is down");
      assert.deepEqual(codes(seat).slice(-4), [153, 119, 151, 54]);
    });

    it("are refused where the property is not defined", () => {
      const { engine, admin, vm } = engineRoom({ ...share, clusterLevel: "4.8" });
      const seat = vm("a");
      const words = /not configured by the system\. The keys are: floppy\]/;
      ensureFails(() => updateVm(engine, admin, seat, image("/rhev/floppies/seat.img")), 400, words);
      ensureFails(() => startVm(engine, admin, seat, { vm: image("/rhev/floppies/seat.img") }), 400, words);
    });
  });
});
