/**
 * @module Making templates of VMs, and removing them.
 */

import type { TemplateBody } from "../api/types/template";
import type { Caller } from "./caller";
import { userName } from "./directory";
import type { Engine } from "./engine";
import { conflict, entityNotFound, incomplete } from "./fault";
import { zeroId } from "./ids";
import type { Job } from "./jobs";
import type { Template } from "./template";
import { busy } from "./vm";
import { changed } from "./vm-change";

export function createTemplate(engine: Engine, caller: Caller, request: TemplateBody): Template {
  const { name } = request;
  if (name === undefined || name === "") {
    throw incomplete("Template", "name", "add");
  }
  const { id, name: vmName } = request.vm ?? {};
  if (id === undefined && vmName === undefined) {
    throw incomplete("Template", "vm.id|name", "add");
  }
  const vm = id === undefined ? engine.vmNamed(vmName ?? "") : engine.vms.get(id);
  if (vm === undefined) {
    throw entityNotFound("Vm");
  }
  const base = request.version?.base_template?.id;
  const versions = [...engine.templates.values()].filter(other => other.baseTemplate === base);
  const { dataCenter } = engine.cluster(vm.cluster);
  const namesake = [...engine.templates.values()].some(
    other =>
      other.settings.name === name &&
      other.cluster !== undefined &&
      engine.cluster(other.cluster).dataCenter === dataCenter,
  );
  if (namesake && base === undefined) {
    throw conflict(
      "Cannot add Template. The Template name is already in use, please choose a unique name and try again.",
    );
  }
  if (vm.lock !== undefined || vm.status !== "down") {
    throw conflict(
      "Cannot add Template. VM is locked or still running, try again once VM is in the Down state.",
    );
  }
  const templateId = engine.ids.next();
  const settings = changed(vm.settings, { description: "", comment: "", ...request, name }, false);
  const template: Template = {
    id: templateId,
    settings: { ...settings, initialization: undefined, payloads: undefined },
    status: vm.disks.length === 0 ? "ok" : "locked",
    created: engine.clock.now(),
    cluster: vm.cluster,
    versionName: request.version?.version_name ?? "base version",
    versionNumber: base === undefined ? 1 : versions.length + 1,
    baseTemplate: base ?? templateId,
    nics: vm.nics.map(nic => ({ ...nic, id: engine.ids.next() })),
    disks: vm.disks.map(disk => ({
      ...structuredClone(disk),
      id: engine.ids.next(),
      imageId: engine.ids.next(),
      status: "locked" as const,
    })),
  };
  engine.templates.set(template.id, template);
  const job = engine.openJob(caller, `Creating Template ${name} from VM ${vm.settings.name}`);
  const text = `Creation of Template ${name} from VM ${vm.settings.name}`;
  engine.log({ code: 48, description: `${text} was initiated by ${userName(caller.user)}.` }, vm, caller);
  vm.lock = busy;
  engine.after("createTemplate", () => {
    vm.lock = undefined;
    template.status = "ok";
    for (const disk of template.disks) {
      disk.status = "ok";
    }
    engine.log({ code: 51, description: `${text} has been completed.` }, vm, caller);
    engine.jobs.end(job);
  });
  return template;
}

export function updateTemplate(
  engine: Engine,
  caller: Caller,
  template: Template,
  request: TemplateBody,
): void {
  const { name } = template.settings;
  if (template.id === zeroId) {
    throw conflict("Cannot edit Template. Editing Blank Template is not allowed.");
  }
  const wanted = request.name ?? name;
  if ([...engine.templates.values()].some(other => other !== template && other.settings.name === wanted)) {
    throw conflict(
      "Cannot edit Template. The Template name is already in use, please choose a unique name and try again.",
    );
  }
  template.settings = changed(template.settings, request, false);
  engine.events.add({
    code: 49,
    severity: "normal",
    description: `Template ${name} configuration was updated by ${userName(caller.user)}.`,
    correlationId: caller.correlationId,
    template: { id: template.id, name: template.settings.name },
  });
}

export function deleteTemplate(engine: Engine, caller: Caller, template: Template): Job {
  const { name } = template.settings;
  const users = [...engine.vms.values()].filter(vm => vm.template === template.id);
  if (template.id === zeroId) {
    throw conflict("Cannot remove Template. Removing Blank Template is not allowed.");
  }
  if (template.status === "locked") {
    throw conflict(`Cannot remove Template: Template ${name} is locked. Please try again in a few minutes.`);
  }
  if (users.length > 0) {
    const names = users.map(vm => vm.settings.name).join(", ");
    throw conflict(`Cannot delete Template. Template is being used by the following VMs: ${names}.`);
  }
  const job = engine.openJob(caller, `Removing Template ${name}`);
  template.status = "locked";
  engine.after("deleteVm", () => {
    engine.templates.delete(template.id);
    engine.events.add({
      code: 251,
      severity: "normal",
      description: `Removal of Template ${name} has been completed.`,
      correlationId: caller.correlationId,
    });
    engine.jobs.end(job);
  });
  return job;
}
