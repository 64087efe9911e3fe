/**
 * @module The end of this process when Pulumi's is gone. Pulumi ends its providers when it ends; killed, it cannot, and
 * Pulumi's host of dynamic providers would work on for nobody, with the passwords in its memory, beside the next run.
 */

import { connect } from "node:net";

const between = 1_000;

/** @param address of Pulumi's engine, `127.0.0.1:41234`, which listens as long as its process lives */
export function endWithPulumi(address: string | undefined): void {
  const [, host, port] = /^(.+):(\d+)$/.exec(address ?? "") ?? [];
  if (!host || !port) return;
  const look = setInterval(() => {
    const socket = connect({ host, port: Number(port) });
    socket.once("connect", () => socket.destroy());
    socket.once("error", (error: NodeJS.ErrnoException) => {
      // What is under way stops where it stands, as if this process had been killed too: every step can be repeated.
      if (error.code === "ECONNREFUSED") process.exit(1);
    });
    socket.unref();
  }, between);
  look.unref();
}
