/**
 * @module An option of the engine (`engine-config`), by cluster level.
 */

import { entity, list, part, text } from "../schema";

export const systemOption = entity("SystemOption", {
  values: list("system_option_value", part("SystemOptionValue", { value: text, version: text })),
});
