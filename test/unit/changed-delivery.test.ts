import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { answerFileDigest } from "../../answer-file/for-seat";
import { loadTemplate } from "../../answer-file/template";
import { floppyOnHosts } from "../../delivery/floppy";
import { recordOf } from "../../delivery/floppy-commands";
import type { Context } from "../../dynamic-providers/conversation/context";
import { Conversation } from "../../dynamic-providers/conversation/conversation";
import { deliveryTo } from "../../dynamic-providers/deliveries/deliveries";
import { type Carrier, Floppies, floppiesOf } from "../../dynamic-providers/deliveries/floppies";
import { imageFile, writeImage } from "../../dynamic-providers/deliveries/image-file";
import { readerOf } from "../../dynamic-providers/host/handed-settings";
import { removeVm } from "../../dynamic-providers/steps/remove-vm";
import { sysprepProvider } from "../../dynamic-providers/sysprep";
import { type CustomProperty, toVm } from "../../ovirt/vm";
import type { VmChanges } from "../../ovirt/vm-request";
import type { DeliveryKind } from "../../room/delivery";
import { formatMarker, type Phase } from "../../room/marker";
import { rawGroup, rawSettings } from "../support/room-settings";

const owner = { project: "virtroom", stack: "demo", seat: "demo-vd01" };
const imageIn = (folder: string) => floppyOnHosts(folder, { ...owner, vmName: owner.seat });
const folder = "/mnt/floppy";
const kept = { name: "cihook", value: "on" };
const named = { name: "floppy", value: imageIn(folder) };

interface Found {
  readonly os?: string;
  readonly properties?: readonly CustomProperty[];
  readonly phase?: Phase;
  /** Whether this run has made the VM. */
  readonly born?: boolean;
  /** The share's folder as the settings name it to hosts; undefined when they have none. */
  readonly share?: string | undefined;
  readonly settings?: Record<string, unknown>;
}

/** A seat's VM as a run finds it, and what becomes of its floppy. */
function found({
  os = "windows_10x64",
  properties = [kept],
  phase = "setup",
  born,
  settings = {},
  ...site
}: Found = {}) {
  const { share } = { share: folder, ...site };
  const done: string[] = [];
  const warnings: string[] = [];
  const written: string[] = [];
  const note = (text: string) => void written.push(text);
  const log = { write: (_target: string, _level: string, text: string) => note(text), close: () => {} };
  const conversation = new Conversation(readerOf(settings), { show: () => {}, warn: () => {} }, log);
  const carrier: Carrier = {
    place: async () => {
      done.push("placed");
      return imageIn(share ?? "");
    },
    takeAway: async () => {
      done.push("taken away");
      return true;
    },
    close: async () => {},
  };
  Object.defineProperty(conversation, "floppies", {
    value: share === undefined ? floppiesOf({}) : new Floppies(carrier, share),
    configurable: true,
  });
  if (born) conversation.born.add("1");
  const warn = (text: string) => void warnings.push(text);
  const context: Context = { conversation, owner, seat: owner.seat, show: () => {}, warn };
  const vm = toVm({
    id: "1",
    name: owner.seat,
    status: "down",
    os: { type: os },
    custom_properties: { custom_property: properties },
  });
  const owned = { vm, marker: { ...owner, phase, make: "0" } };
  const delivery = (kind: DeliveryKind) => deliveryTo(owned, kind, context);
  return { owned, context, delivery, done, warnings, written };
}

describe("the answer file of a run that went another way", () => {
  it("leaves the VM with the payload and the floppy that it may have, before Windows is started and after it", async () => {
    const { delivery, done, written } = found({ properties: [kept, named] });
    const sysprep = delivery("sysprep");
    const both = { payload: [], customProperties: [kept] };
    const { changes } = await sysprep.place("<unattend/>");
    assert.deepEqual(changes, both);
    assert.deepEqual(done, ["taken away"]);
    assert.deepEqual(sysprep.cleared, both);
    await sysprep.takeAway();
    assert.equal(written.at(-1), "nothing of the answer file is left outside demo-vd01");
  });

  it("leaves the share, when the VM's system tells that its floppy may have come so far", async () => {
    const { delivery, done } = found({ os: "rhel_7x64", phase: "cloning" });
    const { changes } = await delivery("payload").place("<unattend/>");
    assert.deepEqual(done, ["taken away"]);
    assert.deepEqual(Object.keys(changes), ["payload"]);
    assert.notDeepEqual(changes.payload, []);
  });

  it("is no reason to ask the share where nothing tells of a floppy", async () => {
    const { delivery, done } = found({ properties: [{ name: "floppy", value: "/mnt/of-the-template.img" }] });
    const sysprep = delivery("sysprep");
    await sysprep.place("<unattend/>");
    await sysprep.takeAway();
    assert.deepEqual(done, []);
    assert.deepEqual(sysprep.cleared, { payload: [] }, "the template's own floppy stays");
  });

  it("is replaced by the floppy of now, which was uploaded before, and its payload goes", async () => {
    const { delivery, done } = found({ os: "rhel_7x64" });
    const floppy = delivery("floppy");
    const { changes } = await floppy.place("<unattend/>");
    assert.deepEqual(done, ["placed"]);
    assert.deepEqual(changes, { payload: [], customProperties: [kept, named] });
    assert.deepEqual(floppy.cleared, { payload: [], customProperties: [kept] });
  });

  it("is told by the VM's system before a floppy is placed, so that a run killed there leaves none behind", async () => {
    const folder = mkdtempSync(join(tmpdir(), "virtroom-template-"));
    const file = join(folder, "small.xml");
    writeFileSync(file, "<unattend/>");
    const group = rawGroup({ ids: "1", delivery: "floppy", answerFileTemplate: file });
    const { owned, context, done } = found({ settings: rawSettings({ groups: { students: group } }) });
    const { conversation } = context;
    const floppies = {
      place: async () => {
        done.push("placed");
        throw new Error("killed here");
      },
      takeAway: async () => true,
    };
    const vms = {
      recent: async () => ({ ...owned.vm, comment: formatMarker(owned.marker) }),
      change: async (_id: string, _name: string, { os }: VmChanges) => void done.push(`${os}`),
    };
    Object.defineProperty(conversation, "engine", { value: { vms, events: { ofVm: async () => [] } } });
    Object.defineProperty(conversation, "floppies", { value: floppies });
    Object.defineProperty(conversation, "waiter", { value: () => ({ now: async () => 0 }) });
    conversation.macs.set("1", "56:6f:00:01:00:22");
    const seat = conversation.seat(owner);
    const template = loadTemplate(readFileSync(file, "utf8"), file);
    const answerFile = answerFileDigest(seat, conversation.settings, template);
    const { os, timeZone, usb, stateless } = seat.settings;
    const inputs = { owner: "virtroom/demo/demo-vd01", vmId: "1", answerFile, os, timeZone, usb, stateless };
    const setUp = sysprepProvider.create({ ...inputs, delivery: "floppy" }, context);
    await assert.rejects(setUp, /killed here/);
    rmSync(folder, { recursive: true });
    assert.deepEqual(done, [seat.settings.setupOs, "placed"]);
  });

  it("costs a VM that this run has made nothing", async () => {
    const { delivery, done } = found({ os: "rhel_7x64", born: true });
    const sysprep = delivery("sysprep");
    assert.deepEqual((await sysprep.place("<unattend/>")).changes, {});
    assert.deepEqual(sysprep.cleared, {});
    assert.deepEqual(done, []);
  });

  it("leaves this machine, where it waited for commands to carry it", async () => {
    const { TMPDIR } = process.env;
    process.env.TMPDIR = mkdtempSync(join(tmpdir(), "virtroom-image-"));
    try {
      writeImage(owner, "<unattend/>");
      writeFileSync(recordOf(imageFile(owner)), "");
      const { delivery, done } = found();
      await delivery("sysprep").place("<unattend/>");
      assert.ok(!existsSync(imageFile(owner)));
      assert.deepEqual(done, ["taken away"], "and the share, where it had brought it");
    } finally {
      rmSync(process.env.TMPDIR, { recursive: true });
      if (TMPDIR === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = TMPDIR;
    }
  });

  it("is told of once, with its path, where the settings have no share any more or another folder of it", async () => {
    for (const share of [undefined, "/mnt/other"]) {
      const { delivery, warnings, written } = found({ properties: [named], share });
      const sysprep = delivery("sysprep");
      await sysprep.place("<unattend/>");
      await sysprep.takeAway();
      assert.equal(warnings.length, 1);
      assert.ok(warnings[0]?.includes(`on the share as ${named.value}, where these settings do not reach`));
      assert.ok(!written.some(text => text.startsWith("nothing of the answer file is left")));
    }
  });

  it("is told of as well when a floppy in another folder takes its place", async () => {
    const { delivery, warnings } = found({ os: "rhel_7x64", properties: [named], share: "/mnt/other" });
    await delivery("floppy").place("<unattend/>");
    assert.equal(warnings.length, 1);
  });

  it("stays for a Windows that goes on with it, which is told when the run of now ends before", () => {
    assert.match(found({ properties: [named] }).delivery("sysprep").staying ?? "", /stays on the share/);
    assert.equal(found().delivery("sysprep").staying, undefined);
  });

  it("leaves the share with the VM that still names it, although the setup is done with", async () => {
    for (const [properties, expected] of [
      [[named], ["taken away", "deleted"]],
      [[kept], ["deleted"]],
    ] as const) {
      const { owned, context, done } = found({ properties, phase: "ready" });
      const deleted = async () => void done.push("deleted");
      const waiter = () => ({ now: async () => 0, wait: async () => undefined });
      Object.defineProperty(context.conversation, "engine", { value: { vms: { delete: deleted } } });
      Object.defineProperty(context.conversation, "connection", { value: { limits: {} } });
      Object.defineProperty(context.conversation, "waiter", { value: waiter });
      await removeVm(owned, context);
      assert.deepEqual(done, expected);
    }
  });
});
