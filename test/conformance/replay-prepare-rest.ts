/**
 * @module Templates and people.
 */

import { nouns } from "../../simulator/api/nouns";
import { bodiesIn } from "./replay-dossier";
import type { Exchange } from "./replay-exchange";
import type { Stage } from "./replay-stage";

/** A template that is to be made is not there yet; one that a path names is. */
export function prepareTemplates(
  stage: Stage,
  exchange: Exchange,
  id: string,
  name: string | undefined,
): void {
  if (exchange.method === "POST") {
    freeTemplate(stage, name);
  } else if (id !== "" && !stage.engine.templates.has(stage.ids.here(id) ?? id)) {
    const wanted = stage.dossier.nameOf("templates", id) ?? "tpl-win";
    const template = [...stage.engine.templates.values()].find(({ settings }) => settings.name === wanted);
    stage.ids.bind(id, template?.id ?? id);
  }
}

function freeTemplate(stage: Stage, name: string | undefined): void {
  for (const template of stage.engine.templates.values()) {
    if (template.settings.name === name) {
      stage.engine.templates.delete(template.id);
    }
  }
}

/** People are in the engine once an answer shows them, and before they are given something. */
export function preparePeople(stage: Stage, exchange: Exchange, collection: string): void {
  const people = [...stage.engine.users.values()].filter(user => !user.administrator);
  const shown = bodiesIn(exchange, "user", nouns.user.type).map(user => user.principal);
  for (const user of people) {
    if (collection === "users" && exchange.method === "GET") {
      user.added = shown.includes(user.principal);
    } else if (exchange.target.includes("/permissions")) {
      user.added = true;
    }
  }
}
