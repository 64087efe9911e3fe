/**
 * @module The end of this process when Pulumi's is gone. Pulumi ends its providers when it ends; killed, it cannot, and
 * the host of the providers would work on for nobody, with the passwords in its memory, beside the next run.
 */

import { connect } from "node:net";

/** Milliseconds before another connection: Pulumi closes one on which nothing is said for two minutes. */
const pause = 100;

/**
 * Holds a connection, which the system closes in the moment in which Pulumi's process ends, whatever ends it.
 *
 * @param address of Pulumi's engine, `127.0.0.1:41234`, which listens as long as its process lives
 */
export function endWithPulumi(address: string | undefined): void {
  const [, host, port] = /^(.+):(\d+)$/.exec(address ?? "") ?? [];
  if (!host || !port) return;
  const hold = () => {
    const socket = connect({ host, port: Number(port) });
    socket.resume();
    socket.once("error", (error: NodeJS.ErrnoException) => {
      // What is under way stops where it stands, as if this process had been killed too: every step can be repeated.
      if (error.code === "ECONNREFUSED") process.exit(1);
    });
    socket.once("close", () => setTimeout(hold, pause).unref());
    socket.unref();
  };
  hold();
}
