/**
 * @module `/templates`.
 */

import { mayUseTemplate } from "../../engine/may";
import type { Template } from "../../engine/template";
import { createTemplate, deleteTemplate, updateTemplate } from "../../engine/templates";
import type { Fields } from "../../search/match";
import { complete } from "../action";
import { find, flag } from "../find";
import { emptyNoun, nouns } from "../nouns";
import { type Call, created, get, list, one, type Route, receive, remove } from "../route";
import { template as templateType } from "../types/template";
import { attachmentBody } from "../views/disk-view";
import { templateNicBody } from "../views/nic-view";
import { templateBody } from "../views/template-view";
import { templateOf } from "./lookup";

function fields({ engine }: Call<unknown>): Fields<Template> {
  /** Blank has no cluster, and can be used in every data center. */
  const centers = ({ cluster }: Template) =>
    cluster === undefined ? [...engine.dataCenters.values()] : [engine.dataCenterOf(engine.cluster(cluster))];
  return {
    name: template => template.settings.name,
    comment: template => template.settings.comment,
    description: template => template.settings.description,
    id: template => template.id,
    status: template => template.status,
    os: template => template.settings.os.type,
    version_number: template => template.versionNumber,
    datacenter: template => centers(template).map(center => center.name),
    "vm.name": template =>
      [...engine.vms.values()].filter(vm => vm.template === template.id).map(vm => vm.settings.name),
  };
}

export const templateRoutes: Route[] = [
  get("/templates", call => {
    const { engine, caller } = call;
    const seen = [...engine.templates.values()]
      .filter(template => mayUseTemplate(engine, caller, template))
      .sort((a, b) => (a.settings.name < b.settings.name ? -1 : 1));
    const all = flag(call, "all_content");
    return list(
      nouns.template,
      find(call, seen, fields(call)).map(template => templateBody(engine, template, all)),
    );
  }),
  receive("POST", "/templates", "templates add", templateType, call => {
    const template = createTemplate(call.engine, call.caller, call.body);
    return created(nouns.template, templateBody(call.engine, template, true));
  }),
  get("/templates/:template", call =>
    one(nouns.template, templateBody(call.engine, templateOf(call), flag(call, "all_content"))),
  ),
  receive("PUT", "/templates/:template", "template update", templateType, call => {
    const template = templateOf(call);
    updateTemplate(call.engine, call.caller, template, call.body);
    return one(nouns.template, templateBody(call.engine, template, true));
  }),
  remove("/templates/:template", call =>
    complete({}, deleteTemplate(call.engine, call.caller, templateOf(call))),
  ),
  get("/templates/:template/nics", call => {
    const template = templateOf(call);
    return list(
      nouns.nic,
      template.nics.map(nic => templateNicBody(template, nic)),
    );
  }),
  get("/templates/:template/diskattachments", call => {
    const template = templateOf(call);
    return list(
      nouns.diskAttachment,
      template.disks.map(disk => attachmentBody("templates", template.id, disk)),
    );
  }),
  ...["cdroms", "mediateddevices", "watchdogs", "graphicsconsoles", "permissions", "tags"].map(collection =>
    get(`/templates/:template/${collection}`, call => {
      templateOf(call);
      return list(emptyNoun(collection), []);
    }),
  ),
];
