/** @module A server that speaks HTTPS and answers as a test says: what no engine sends, and no simulator either. */

import { once } from "node:events";
import type { RequestListener } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { generate } from "selfsigned";

export interface Pem {
  readonly cert: string;
  readonly private: string;
}

type Names = readonly ({ type: 2; value: string } | { type: 7; ip: string })[];
const here: Names = [{ type: 7, ip: "127.0.0.1" }];

/** A certificate that is its own CA. @param ends the time that it ended at */
export function certificate(names: Names = here, ends?: Date): Promise<Pem> {
  return generate([{ name: "commonName", value: "engine" }], {
    keyType: "ec",
    algorithm: "sha256",
    ...(ends ? { notBeforeDate: new Date(ends.getTime() - 86_400_000), notAfterDate: ends } : {}),
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      { name: "subjectAltName", altNames: [...names] },
    ],
  });
}

export interface Served {
  /** Base of the engine. */
  readonly base: string;
  close(): void;
}

export async function serve(pem: Pem, listener: RequestListener): Promise<Served> {
  const server = createServer({ cert: pem.cert, key: pem.private }, listener);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    base: `https://127.0.0.1:${(server.address() as AddressInfo).port}/ovirt-engine`,
    close: () => [server.closeAllConnections(), server.close()],
  };
}

/** The token that everybody gets. */
const token = "T0ken-Marked";

/** Logs everybody in, and leaves the rest to another. */
export function loggedIn(rest: RequestListener): RequestListener {
  return (request, response) => {
    if (!request.url?.includes("/sso/")) return rest(request, response);
    request.resume();
    response
      .writeHead(200, { "Content-Type": "application/json" })
      .end(JSON.stringify({ access_token: token }));
  };
}

/** Logs everybody in, and gives this answer to whatever else is asked. */
export function answering(status: number, type: string, body: string | Buffer): RequestListener {
  return loggedIn((request, response) => {
    request.resume();
    response.writeHead(status, { "Content-Type": type }).end(body);
  });
}
