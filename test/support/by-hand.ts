/** @module What another administrator does to the engine while a room is looked after: requests of its own making. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { Agent } from "node:https";
import fetch from "node-fetch";
import type { Simulator } from "../../simulator";

export async function byHand(
  simulator: Simulator,
  method: string,
  path: string,
  body?: unknown,
): Promise<void> {
  const agent = new Agent({ ca: readFileSync(simulator.caFile) });
  const answer = await fetch(`${simulator.url}${path}`, {
    method,
    agent,
    headers: {
      Authorization: `Bearer ${await token(simulator, agent)}`,
      Accept: "application/json",
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
    },
    body: body === undefined ? null : JSON.stringify(body),
  });
  assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${await answer.text()}`);
}

async function token(simulator: Simulator, agent: Agent): Promise<string> {
  const form = {
    grant_type: "password",
    scope: "ovirt-app-api",
    username: simulator.username,
    password: simulator.password,
  };
  const answer = await fetch(simulator.url.replace(/\/api$/, "/sso/oauth/token"), {
    method: "POST",
    agent,
    headers: { Accept: "application/json" },
    body: new URLSearchParams(form),
  });
  const { access_token: granted } = (await answer.json()) as { access_token: string };
  return granted;
}
