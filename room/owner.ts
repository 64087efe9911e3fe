/** @module Whose a VM is, as one text: `project/stack/seat`. Resources carry it in their inputs. */

import type { Owner } from "./marker";

export function formatOwner({ project, stack, seat }: Owner): string {
  return `${project}/${stack}/${seat}`;
}

export function parseOwner(text: string): Owner {
  const [project = "", stack = "", seat = ""] = text.split("/");
  return { project, stack, seat };
}
