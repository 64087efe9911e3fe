/**
 * @module A simulated oVirt engine with a host, storage, guests and an SFTP server, in this process: for tests, the demo
 * and the bench. It stands in for a real engine; it is never a reason to believe that the real one agrees.
 */

import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { makeCertificate } from "./certificate";
import { RealClock } from "./clock";
import { Interference } from "./control/interference";
import { type ControlServer, startControlServer } from "./control/server";
import type { Durations } from "./engine/durations";
import { Engine } from "./engine/engine";
import type { LoggedEvent } from "./engine/events";
import type { Vm } from "./engine/vm";
import { failCreation } from "./engine/vm-create";
import { SimulatedDomain } from "./guest/domain";
import { Guests } from "./guest/guests";
import { api } from "./http/handler-api";
import { login } from "./http/handler-login";
import { pkiResource } from "./http/handler-pki";
import { sso } from "./http/handler-sso";
import { HttpServer } from "./http/server";
import { makeLevers, type PauseReason, pauseVm, stopResponding } from "./levers";
import { defaultDomain, type SimulatorOptions, setUp } from "./options";
import { type SftpServer, startSftpServer } from "./sftp/server";

export type { SimulatorOptions } from "./options";

export interface SimulatorSftp {
  host: string;
  port: number;
  username: string;
  password: string;
  /** `SHA256:...` */
  hostKeyFingerprint: string;
  /** As clients of SFTP name it. */
  folder: string;
  /** As hosts see the same folder. */
  folderOnHosts: string;
  /** As this machine sees it. */
  localFolder: string;
  server: SftpServer;
}

export interface Simulator {
  /** `https://127.0.0.1:PORT/ovirt-engine/api` */
  url: string;
  /** PEM, to verify the engine by. */
  caFile: string;
  username: string;
  password: string;
  sftp: SimulatorSftp;
  /** Of the control interface, when there is one. */
  controlUrl: string | undefined;
  engine: Engine;
  guests: Guests;
  domain: SimulatedDomain;
  interference: Interference;
  vms(): Vm[];
  /** By name. */
  vm(name: string): Vm | undefined;
  /** Oldest first. */
  events(): LoggedEvent[];
  /** How many requests of each kind came: `{ "GET /vms?search": 3 }`. */
  requests(): Record<string, number>;
  setDuration(name: keyof Durations, milliseconds: number): void;
  pause(vmName: string, reason: PauseReason): void;
  stopResponding(vmName: string): void;
  /** A creation that is under way dies inside the engine. */
  failCreation(vmName: string): void;
  stop(): Promise<void>;
}

export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const clock = options.clock ?? new RealClock();
  const certificate = await makeCertificate();
  const { settings, inventory, localFolder, ownFolder } = setUp(options, certificate.cert);
  const domain = new SimulatedDomain(options.domain ?? defaultDomain);
  const guests = new Guests({ domain, ...options.guests });
  const engine = new Engine(settings, inventory, clock, options.boot ?? guests.boot);
  const interference = new Interference(clock);
  const server = new HttpServer({
    certificate,
    handlers: [pkiResource(certificate.cert), sso(engine), login(engine), api(engine)],
    wrap: listener => interference.wrap(listener),
  });
  const sftp = await startSftp(localFolder, settings.floppies?.folderOnHosts ?? "");
  const port = await server.listen(options.port ?? 0);
  const levers = makeLevers(engine, async listening => {
    await (listening ? server.listen() : server.close());
  });
  let control: ControlServer | undefined;
  if (options.controlPort !== undefined) {
    const controlled = { interference, engine: levers, guests, domain, sftp: sftp.server, clock };
    control = await startControlServer(controlled, options.controlPort);
  }
  const named = (name: string): Vm => {
    const vm = engine.vmNamed(name);
    if (vm === undefined) {
      throw new Error(`the simulated engine has no VM ${name}`);
    }
    return vm;
  };
  const [account] = settings.accounts;
  return {
    url: `https://127.0.0.1:${port}/ovirt-engine/api`,
    caFile: certificate.caFile,
    username: account?.name ?? "",
    password: account?.password ?? "",
    sftp,
    controlUrl: control?.url,
    engine,
    guests,
    domain,
    interference,
    vms: () => [...engine.vms.values()],
    vm: name => engine.vmNamed(name),
    events: () => engine.events.list().toReversed(),
    requests: () => interference.requests.byKind(),
    setDuration: (name, milliseconds) => {
      engine.durations[name] = milliseconds;
    },
    pause: (name, reason) => pauseVm(engine, named(name), reason),
    stopResponding: name => stopResponding(engine, named(name)),
    failCreation: name => failCreation(engine, named(name)),
    stop: async () => {
      await Promise.all([server.end(), sftp.server.stop(), control?.stop()]);
      certificate.remove();
      if (ownFolder) {
        rmSync(localFolder, { recursive: true, force: true });
      }
    },
  };
}

async function startSftp(localFolder: string, folderOnHosts: string): Promise<SimulatorSftp> {
  const username = "floppies";
  const password = randomBytes(9).toString("base64url");
  const server = await startSftpServer({ folder: localFolder, username, password });
  return {
    host: server.host,
    port: server.port,
    username,
    password,
    hostKeyFingerprint: server.hostKeyFingerprint,
    folder: "/",
    folderOnHosts,
    localFolder,
    server,
  };
}
