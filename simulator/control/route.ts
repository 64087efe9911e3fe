/** @module A route of the control interface, and all that it may reach. */

import type { Clock } from "../clock";
import type { SimulatedDomain } from "../guest/domain";
import type { Guests } from "../guest/guests";
import type { SftpServer } from "../sftp/server";
import type { Interference } from "./interference";
import type { EngineLevers } from "./levers";

export interface Controlled {
  interference: Interference;
  engine: EngineLevers;
  guests: Guests;
  domain: SimulatedDomain;
  sftp?: SftpServer;
  clock: Clock;
}

/** The caller's fault: told with status 400. */
export class BadOrder extends Error {}

export interface Route {
  method: "GET" | "POST" | "DELETE";
  path: string;
  does: string;
  /** A body that makes sense. */
  example?: unknown;
  carryOut(controlled: Controlled, body: unknown, query: URLSearchParams): unknown;
}
