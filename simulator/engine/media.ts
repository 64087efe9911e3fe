/**
 * @module Which media a VM has in its drives when it is started: sysprep, payload, or the floppy image that a custom
 * property names.
 */

import { readFileSync } from "node:fs";
import path from "node:path";
import type { ActionBody } from "../api/types/action";
import type { VmBody } from "../api/types/vm";
import type { GuestMedia, MediaFile } from "../guest/contract";
import type { Engine } from "./engine";
import { isWindows } from "./os-types";
import { atLeast, type EngineSettings } from "./settings";
import { answerFile } from "./sysprep";
import type { Vm } from "./vm";

export interface Media {
  inserted: GuestMedia;
  /** The host cannot start the machine, in its words. */
  failure?: string;
}

/** Sysprep goes on a CD-ROM since this level, on a floppy before. */
const cdromSince = "4.4";

export function mediaFor(engine: Engine, vm: Vm, action: ActionBody): Media {
  const { level } = engine.cluster(vm.cluster);
  const inserted: GuestMedia = {};
  const payload = vm.settings.payloads?.[0];
  const files = (payload?.files ?? []).map(file => ({ name: file.name ?? "", content: file.content ?? "" }));
  const answer = sysprepFor(vm, action, level);
  if (answer !== undefined) {
    const medium: MediaFile[] = [{ name: "Unattend.xml", content: answer }];
    if (atLeast(level, cdromSince)) {
      inserted.cdromFiles = medium;
    } else {
      inserted.floppyFiles = medium;
    }
  }
  if (payload?.type === "floppy") {
    inserted.floppyFiles ??= files;
  } else if (payload?.type === "cdrom") {
    inserted.cdromFiles ??= files;
  }
  return withFloppyProperty(engine.settings, inserted, floppyPath(vm, action));
}

function sysprepFor(vm: Vm, action: ActionBody, level: string): string | undefined {
  if (!isWindows(vm.settings.os.type ?? "")) {
    return undefined;
  }
  const stored = vm.settings.initialization;
  const given: VmBody["initialization"] = { ...stored, ...action.vm?.initialization };
  if (action.use_sysprep === true || action.use_initialization === true) {
    return answerFile(vm, given);
  }
  const silent = action.use_sysprep === undefined && action.use_cloud_init !== true;
  const ownFloppy = vm.settings.payloads?.[0]?.type === "floppy";
  if (!silent || vm.initialized || ownFloppy) {
    return undefined;
  }
  // Old engines prepare the first start of every Windows type; newer ones only when there is something to prepare.
  return stored !== undefined || !atLeast(level, cdromSince) ? answerFile(vm, given) : undefined;
}

function floppyPath(vm: Vm, action: ActionBody): string {
  const properties = action.vm?.custom_properties ?? vm.settings.custom_properties ?? [];
  return properties.find(property => property.name === "floppy")?.value ?? "";
}

function withFloppyProperty(settings: EngineSettings, inserted: GuestMedia, image: string): Media {
  if (image === "") {
    return { inserted };
  }
  if (inserted.floppyFiles !== undefined) {
    return {
      inserted,
      failure:
        "internal error: process exited while connecting to monitor: Duplicate ID 'drive-fdc0-0-0' for drive",
    };
  }
  const content = readImage(settings, image);
  return content === undefined
    ? { inserted, failure: `Cannot access storage file '${image}': No such file or directory` }
    : { inserted: { ...inserted, floppyImage: content } };
}

/** The folder that hosts mount is a folder of this machine. */
function readImage({ floppies }: EngineSettings, image: string): Uint8Array | undefined {
  if (floppies === undefined) {
    return undefined;
  }
  const inside = path.posix.relative(floppies.folderOnHosts, path.posix.normalize(image));
  if (inside.startsWith("..") || path.posix.isAbsolute(inside)) {
    return undefined;
  }
  try {
    return readFileSync(path.join(floppies.localFolder, inside));
  } catch {
    return undefined;
  }
}
