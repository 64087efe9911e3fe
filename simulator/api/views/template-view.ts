/**
 * @module How templates are shown.
 */

import type { Engine } from "../../engine/engine";
import { zeroId } from "../../engine/ids";
import type { Template } from "../../engine/template";
import type { TemplateBody } from "../types/template";
import { actionsOf, linksOf, ref } from "./address";

const links = [
  "cdroms",
  "mediateddevices",
  "diskattachments",
  "watchdogs",
  "graphicsconsoles",
  "permissions",
  "tags",
  "nics",
];

export function templateBody(engine: Engine, template: Template, all = false): TemplateBody {
  const self = ref("templates", template.id);
  const { settings } = template;
  const blank = template.id === zeroId;
  const body: TemplateBody = {
    ...settings,
    ...self,
    actions: actionsOf(self.href, ["export"]),
    link: linksOf(self.href, links),
    creation_time: template.created,
    large_icon: ref("icons", settings.large_icon.id ?? ""),
    small_icon: ref("icons", settings.small_icon.id ?? ""),
    status: template.status,
    version: {
      version_name: template.versionName,
      version_number: template.versionNumber,
      base_template: ref("templates", template.baseTemplate),
    },
  };
  if (blank) {
    body.time_zone = undefined;
  } else {
    body.cluster = template.cluster === undefined ? undefined : ref("clusters", template.cluster);
    body.cpu_profile = ref("cpuprofiles", engine.fixed.cpuProfile);
    body.quota = { id: engine.fixed.quota };
  }
  if (!all) {
    body.console = undefined;
    body.rng_device = undefined;
    body.soundcard_enabled = undefined;
    body.tpm_enabled = undefined;
    body.virtio_scsi = undefined;
  }
  return body;
}
