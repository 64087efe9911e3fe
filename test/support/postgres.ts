/** @module A PostgreSQL server of its own on loopback, for tests that keep Pulumi's state in one. */

import { execFileSync, spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Postgres {
  /** As Pulumi's `PULUMI_BACKEND_URL` takes it. */
  readonly url: string;
  stop(): void;
}

export async function startPostgres(): Promise<Postgres> {
  const programs = programFolder();
  const account = serverAccount();
  const folder = mkdtempSync(join(tmpdir(), "virtroom-postgres-"));
  if (account) chownSync(folder, account.uid, account.gid);
  const run = (program: string, ...args: string[]) =>
    // A server that goes on would hold a pipe open.
    execFileSync(join(programs, program), args, { cwd: folder, stdio: "ignore", ...account });
  const data = join(folder, "data");
  const port = await freePort();
  run("initdb", "--pgdata", data, "--auth", "trust", "--username", "pulumi", "--no-sync");
  const listen = `-c listen_addresses=127.0.0.1 -c fsync=off -p ${port} -k ${folder}`;
  run("pg_ctl", "--pgdata", data, "--log", join(folder, "log"), "--options", listen, "--wait", "start");
  return {
    url: `postgres://pulumi@127.0.0.1:${port}/postgres?sslmode=disable`,
    stop: () => {
      run("pg_ctl", "--pgdata", data, "--mode", "immediate", "--wait", "stop");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Debian keeps the server's programs out of PATH. */
function programFolder(): string {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folder = versions
    .map(version => join(debian, version, "bin"))
    .find(bin => existsSync(join(bin, "initdb")));
  if (folder !== undefined) return folder;
  throw new Error("there is no PostgreSQL server: install Debian's package postgresql");
}

/** The server refuses to run as root: then it runs as the account that the package has made. */
function serverAccount(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (option: string) => Number(spawnSync("id", [option, "postgres"], { encoding: "utf8" }).stdout);
  return { uid: id("-u"), gid: id("-g") };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
