/**
 * @module A template.
 */

import {
  entity,
  integer,
  later,
  list,
  type ObjectType,
  type Of,
  part,
  type Reference,
  text,
} from "../schema";
import { diskAttachment } from "./disk-attachment";
import { nic } from "./nic";
import { permission } from "./permission";
import { reference } from "./reference";
import { vm } from "./vm";
import { vmBaseFields } from "./vm-base";

export const template = entity("Template", {
  ...vmBaseFields,
  status: text,
  version: part("TemplateVersion", {
    version_name: text,
    version_number: integer,
    base_template: reference("Template"),
  }),
  disk_attachments: list(
    "disk_attachment",
    later(() => diskAttachment),
  ),
  nics: list(
    "nic",
    later(() => nic),
  ),
  permissions: list(
    "permission",
    later(() => permission),
  ),
  vm: later((): ObjectType<Reference> => vm),
});

export type TemplateBody = Of<typeof template>;
