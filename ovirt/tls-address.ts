/** @module Where an engine is connected to by TLS alone, as Node's sockets take it. */

import { isIP } from "node:net";

export interface TlsAddress {
  readonly host: string;
  readonly port: number;
  /** The name that the certificate has to be made out to; addresses are not sent as one (RFC 6066). */
  readonly servername?: string;
}

/** @param url of the engine; an IPv6 address stands in brackets there, which no socket knows */
export function tlsAddress(url: string): TlsAddress {
  const { hostname, port } = new URL(url);
  const host = hostname.replace(/^\[(.*)\]$/, "$1");
  return { host, port: Number(port || 443), ...(isIP(host) ? {} : { servername: host }) };
}
