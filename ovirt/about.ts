/** @module What an engine says of itself and of the account: before, and after the login. */

import { once } from "node:events";
import tls from "node:tls";
import type { Api } from "./api";
import { hasCode } from "./errors";
import { createHttp, type HttpOptions } from "./handle-http";
import { object, text } from "./json";
import { tlsAddress } from "./tls-address";

export interface Greeting {
  /** The engine's time, to the second, and the local one in the middle of the request: epoch milliseconds. */
  readonly engineTime: number | undefined;
  readonly localTime: number;
  /** When the engine's certificate ends, epoch milliseconds. */
  readonly certificateEnds: number | undefined;
}

/**
 * One request without a login, not repeated.
 *
 * @throws EngineError: unreachable, tls, ...
 */
export async function greet(options: HttpOptions): Promise<Greeting> {
  const http = createHttp(options);
  try {
    const began = Date.now();
    const { date } = await http.send({ method: "GET", path: "/api", operation: "greeting the engine" });
    const localTime = (began + Date.now()) / 2;
    return { engineTime: date, localTime, certificateEnds: await certificateEnd(options) };
  } finally {
    http.close();
  }
}

async function certificateEnd({ base, ca }: HttpOptions): Promise<number | undefined> {
  // Said, so that no variable of the environment switches it off.
  const socket = tls.connect({ ...tlsAddress(base), ca, rejectUnauthorized: true });
  try {
    await once(socket, "secureConnect", { signal: AbortSignal.timeout(10_000) });
    const end = Date.parse(socket.getPeerCertificate().valid_to);
    return Number.isNaN(end) ? undefined : end;
  } finally {
    socket.destroy();
  }
}

export class About {
  constructor(private readonly api: Api) {}

  /** Like `4.5.7`; needs the login. */
  async version(): Promise<string> {
    const answer = await this.api.get("", {}, "reading the engine's version");
    const version = object(object(answer, "product_info"), "version");
    const parts = ["major", "minor"].map(part => text(version, part) ?? "?");
    return text(version, "full_version") ?? parts.join(".");
  }

  /** Whether the account is an administrator's, to whom the engine shows everything (exchange alice-vms-filter-false). */
  async seesEverything(): Promise<boolean> {
    try {
      const unfiltered = { Filter: "false" };
      await this.api.get("/vms", { max: 1 }, "asking for the account's rights", unfiltered);
      return true;
    } catch (error) {
      if (hasCode(error, "forbidden")) return false;
      throw error;
    }
  }
}
