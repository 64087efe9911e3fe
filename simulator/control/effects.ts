/** @module What takes the control interface more than one step. */

import { away, parse, sftp } from "./orders";
import { BadOrder, type Controlled } from "./route";

export async function restartEngine({ engine, interference, clock }: Controlled, body: unknown) {
  const { seconds, how = "refuse" } = parse(away, body);
  engine.revokeTokens();
  if (how === "proxy") {
    interference.away = true;
  } else {
    await engine.setListening(false);
  }
  clock.after(seconds * 1000, () => {
    interference.away = false;
    void engine.setListening(true);
  });
  return { back: new Date(clock.now() + seconds * 1000).toISOString() };
}

export async function changeSftp({ sftp: server }: Controlled, body: unknown) {
  if (server === undefined) {
    throw new BadOrder("this simulator runs without an SFTP server");
  }
  const { away: gone, freeBytes, cut, delay } = parse(sftp, body);
  if (freeBytes !== undefined) {
    setOrDelete(server.faults, "freeBytes", freeBytes);
  }
  if (cut !== undefined) {
    setOrDelete(server.faults, "cut", cut);
  }
  if (delay !== undefined) {
    server.faults.delay = delay;
  }
  if (gone !== undefined) {
    await (gone ? server.goAway() : server.comeBack());
  }
  return server.faults;
}

function setOrDelete<T extends object, K extends keyof T>(target: T, key: K, value: T[K] | null): void {
  if (value === null) {
    delete target[key];
  } else {
    target[key] = value;
  }
}

export async function reset({ interference, engine, guests, sftp: server }: Controlled) {
  interference.clear();
  interference.requests.clear();
  guests.faults.clear();
  guests.settingUp.max = guests.settingUp.now;
  engine.restoreAll();
  await engine.setListening(true);
  await server?.heal();
  return { done: true };
}

export function state({ interference, engine, guests, domain, sftp: server }: Controlled) {
  return {
    vms: engine.vmsByStatus(),
    guests: { settingUp: guests.settingUp, faults: guests.faults.list() },
    requests: {
      inFlight: interference.requests.inFlight,
      byKind: interference.requests.byKind(),
      rules: interference.rules,
      tokenLasts: interference.tokenLasts ?? null,
    },
    domain: { joining: domain.joining, computers: domain.computers.size },
    ...(server === undefined ? {} : { sftp: { connections: server.connections, faults: server.faults } }),
  };
}
