/**
 * @module `follow=nics,disk_attachments.disk`: links and references are replaced by what they lead to, as the engine does
 * it: by asking itself.
 */

import { type Body, isBody, plain, type Value } from "./body";
import type { Answer } from "./route";
import { type ObjectType, resolve } from "./schema";

/** Answers a GET of the engine to itself. */
export type Ask = (href: string) => Promise<Answer>;

/** The engine stumbles over a reference that is not there. */
export class NothingToFollow extends Error {
  constructor() {
    super(
      'java.lang.NullPointerException: Cannot invoke "org.ovirt.engine.api.model.BaseResource.getHref()" because "member" is null',
    );
  }
}

export async function follow(answer: Answer, paths: string, ask: Ask): Promise<Answer> {
  if (answer.kind === "bytes") {
    return answer;
  }
  const type = answer.noun.type;
  const found = answer.kind === "list" ? [...answer.bodies] : [answer.body];
  const bodies = found.map(body => ({ ...plain(body) }));
  for (const path of paths.split(",")) {
    for (const body of bodies) {
      await followPath(type, body, path.trim().split("."), ask);
    }
  }
  return answer.kind === "list" ? { ...answer, bodies } : { ...answer, body: bodies[0] ?? {} };
}

async function followPath(type: ObjectType<unknown>, body: Body, path: string[], ask: Ask): Promise<void> {
  const [name = "", ...rest] = path;
  const rel = name.replaceAll("_", "");
  const field = Object.keys(type.fields).find(candidate => candidate.replaceAll("_", "") === rel);
  const link = links(body).find(candidate => candidate.rel === rel);
  const shape = field === undefined ? undefined : type.fields[field];
  if (field === undefined || shape === undefined) {
    throw new NothingToFollow();
  }
  body.link ??= [];
  const followed = await fetched(body[field], link?.href, ask);
  body[field] = followed;
  const target = resolve(shape);
  const inner = target.kind === "list" ? resolve(target.of) : target;
  if (rest.length > 0 && inner.kind === "object") {
    for (const member of Array.isArray(followed) ? followed : [followed]) {
      if (isBody(member)) {
        await followPath(inner, member, rest, ask);
      }
    }
  }
}

function links(body: Body): { rel: Value; href: string }[] {
  const all = Array.isArray(body.link) ? body.link.filter(isBody) : [];
  return all.map(({ rel, href }) => ({ rel, href: String(href) }));
}

async function fetched(value: Value, linkHref: string | undefined, ask: Ask): Promise<Value> {
  if (Array.isArray(value)) {
    const members: Value[] = [];
    for (const member of value) {
      members.push(await fetched(member, undefined, ask));
    }
    return members;
  }
  const href = isBody(value) ? value.href : linkHref;
  if (typeof href !== "string") {
    throw new NothingToFollow();
  }
  const answer = await ask(href);
  switch (answer.kind) {
    case "list":
      return [...answer.bodies].map(body => ({ ...plain(body) }));
    case "entity":
      return { ...plain(answer.body) };
    default:
      throw new NothingToFollow();
  }
}
