/** @module A TCP proxy on loopback that can cut its connections, and that can be gone. */

import { once } from "node:events";
import { createConnection, createServer, type Server, type Socket } from "node:net";

export class SeverableProxy {
  /** Connections so far. */
  connections = 0;
  /** Whether a connection is cut as soon as it has carried this many bytes from the client; never by default. */
  cutAfter: (connection: number) => number = () => Number.POSITIVE_INFINITY;
  private readonly sockets = new Set<Socket>();
  private server: Server | undefined;

  private constructor(private readonly target: number) {}

  /** Starts a proxy for a port of this machine. */
  static async start(target: number): Promise<SeverableProxy> {
    const proxy = new SeverableProxy(target);
    await proxy.resume();
    return proxy;
  }

  /** The port to connect to; the same after a pause. */
  port = 0;

  /** Cuts all connections, and takes no more. */
  async pause(): Promise<void> {
    const { server } = this;
    if (server === undefined) return;
    this.server = undefined;
    const closed = once(server, "close");
    server.close();
    this.cut();
    await closed;
  }

  /** Takes connections again. */
  async resume(): Promise<void> {
    const server = createServer(client => this.join(client)).listen(this.port, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    this.port = address.port;
    this.server = server;
  }

  /** Cuts all connections that there are. */
  cut(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  private join(client: Socket): void {
    const limit = this.cutAfter(this.connections++);
    const server = createConnection({ port: this.target, host: "127.0.0.1", noDelay: true });
    client.setNoDelay();
    for (const [socket, other] of [
      [client, server],
      [server, client],
    ] as const) {
      this.sockets.add(socket);
      socket.on("error", () => socket.destroy());
      socket.on("close", () => {
        this.sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
    client.on("data", () => {
      if (client.bytesRead > limit) client.destroy();
    });
  }
}
