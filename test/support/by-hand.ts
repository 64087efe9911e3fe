/** @module What another administrator does to the engine while a room is looked after: requests of its own making. */

import assert from "node:assert/strict";
import type { Simulator } from "../../simulator";
import { EngineClient } from "./engine-client";

export async function byHand(
  simulator: Simulator,
  method: string,
  path: string,
  body?: object,
): Promise<void> {
  const client = new EngineClient(simulator);
  await client.logIn();
  const answer = await client.ask(method, path, body);
  assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${answer.body}`);
}
