/** @module The questions for a new room, one after the other, each with what the engine offers. */

import type { Cluster, GoldImage, VnicProfile } from "../../ovirt/catalog";
import type { Engine } from "../../ovirt/engine";
import { remedyForAccount } from "../../room/account-standing";
import { parseAddress } from "../../room/address";
import { inSameDataCenter } from "../../room/choose";
import type { NewRoom } from "../../room/settings/new-room";
import {
  answerFileFor,
  likelyTimeZone,
  parseFirstAddress,
  usualGateway,
} from "../../room/settings/new-room-defaults";
import { formatSize, parseSize } from "../../room/text/size";
import { ValueError } from "../../room/text/value-error";
import { fitsTimeZone, isWindows } from "../../room/time-zone";
import { UserError } from "../user-error";
import type { Questions } from "./questions";

/** The options of `virtroom init`, as they were given. */
export interface Given {
  readonly url?: string;
  readonly username?: string;
  readonly caFile?: string;
  readonly cluster?: string;
  readonly template?: string;
  readonly network?: string;
  readonly vnicProfile?: string;
  readonly seats?: string;
  readonly addresses?: string;
  readonly gateway?: string;
  readonly memory?: string;
  readonly os?: string;
  readonly timeZone?: string;
  readonly locale?: string;
  readonly domain?: string;
  readonly joinUser?: string;
  readonly dns?: string;
  readonly thinClientUser?: string;
  readonly thinClientRole?: string;
}

/** Everything about the room that is not about how to reach the engine. */
export async function interview(
  engine: Engine,
  given: Given,
  questions: Questions,
): Promise<Omit<NewRoom, "engine">> {
  return {
    ...(await askEngine(engine, given, questions)),
    ...(await askSeats(given, questions)),
    ...(await askWindows(given, questions)),
    ...(await askThinClient(engine, given, questions)),
  };
}

/** Where the seats are, and what they are made of: both are of one data center. */
async function askEngine(engine: Engine, given: Given, questions: Questions) {
  const [clusters, profiles] = await Promise.all([engine.catalog.clusters(), engine.catalog.vnicProfiles()]);
  const place = await askPlace(clusters, profiles, given, questions);
  const images = inSameDataCenter(await engine.catalog.goldImages(), place.cluster, clusters);
  const osTypes = await engine.catalog.osTypes();
  return { ...place, ...(await askImage(images, osTypes, given, questions)) };
}

async function askPlace(
  clusters: readonly Cluster[],
  profiles: readonly VnicProfile[],
  given: Given,
  questions: Questions,
) {
  const cluster = await questions.choose({
    option: "cluster",
    message: "Cluster",
    given: given.cluster,
    choices: clusters.map(({ name }) => name).sort(),
  });
  const dataCenterId = clusters.find(({ name }) => name === cluster)?.dataCenterId;
  const here = profiles.filter(profile => profile.dataCenterId === dataCenterId);
  const network = await questions.choose({
    option: "network",
    message: "Network",
    given: given.network,
    choices: [...new Set(here.map(({ networkName }) => networkName))].sort(),
  });
  return { cluster, network, ...(await askProfile(here, network, given, questions)) };
}

async function askProfile(
  profiles: readonly VnicProfile[],
  network: string,
  given: Given,
  questions: Questions,
) {
  const choices = profiles.filter(({ networkName }) => networkName === network).map(({ name }) => name);
  if (choices.length === 1 && given.vnicProfile === undefined) return {};
  const question = { option: "vnic-profile", message: "vNIC profile", given: given.vnicProfile, choices };
  return { vnicProfile: await questions.choose(question) };
}

async function askImage(
  images: readonly GoldImage[],
  osTypes: readonly string[],
  given: Given,
  questions: Questions,
) {
  const template = await questions.choose({
    option: "template",
    message: "Template: the gold image",
    given: given.template,
    choices: [...new Set(images.map(({ name }) => name))].sort(),
  });
  const image = images.filter(({ name }) => name === template).sort((a, b) => b.version - a.version)[0];
  const known = image?.os !== undefined && isWindows(image.os) ? image.os : undefined;
  const os = await questions.choose({
    option: "os",
    message: "Operating system",
    given: given.os,
    usual: known,
    choices: osTypes.filter(isWindows).sort(),
  });
  const zone = likelyTimeZone(os, image?.timeZone, Intl.DateTimeFormat().resolvedOptions().timeZone);
  const timeZone = await questions.text({
    option: "time-zone",
    message: "Time zone",
    given: given.timeZone,
    usual: zone ?? "W. Europe Standard Time",
    check: answer => {
      if (!fitsTimeZone(os, answer))
        throw new ValueError(`${answer} is none that Windows knows`, "Like GMT Standard Time");
    },
  });
  const memory = await questions.text({
    option: "memory",
    message: "Memory of a seat",
    given: given.memory,
    usual: image?.memory === undefined ? "4 GiB" : formatSize(image.memory),
    check: parseSize,
  });
  return { template, os, timeZone, memory, answerFileTemplate: answerFileFor(os) };
}

async function askSeats(given: Given, questions: Questions) {
  const seats = await questions.text({
    option: "seats",
    message: "Number of seats",
    given: given.seats,
    usual: "1",
    check: answer => {
      if (!/^[1-9]\d{0,2}$/.test(answer))
        throw new ValueError(`${answer} is no number from 1 to 999`, "Like 10");
    },
  });
  const first = await questions.text({
    option: "addresses",
    message: "Address of the first seat, with its prefix, like 192.0.2.11/24",
    given: given.addresses,
    check: parseFirstAddress,
  });
  const addresses = parseFirstAddress(first);
  const gateway = await questions.text({
    option: "gateway",
    message: "Gateway",
    given: given.gateway,
    usual: usualGateway(addresses),
    check: isAddress,
  });
  return { seats: Number(seats), addresses, gateway };
}

async function askWindows(given: Given, questions: Questions) {
  const usual = Intl.DateTimeFormat().resolvedOptions().locale;
  const locale = await questions.text({
    option: "locale",
    message: "Language and region of Windows",
    given: given.locale,
    usual: /^[a-z]{2}-[A-Z]{2}$/.test(usual) ? usual : "en-US",
  });
  const dns = await questions.text({
    option: "dns",
    message: "DNS servers, with commas between them",
    given: given.dns,
    check: answer => listed(answer).forEach(isAddress),
  });
  const domain = await questions.text({
    option: "domain",
    message: "Windows domain to join (empty: stay in a workgroup)",
    given: given.domain,
    usual: "",
  });
  if (domain === "") return { locale, dnsServers: listed(dns) };
  const user = await questions.text({
    option: "join-user",
    message: "Account that may join computers to it",
    given: given.joinUser,
  });
  return { locale, dnsServers: listed(dns), join: { domain, user } };
}

async function askThinClient(engine: Engine, given: Given, questions: Questions) {
  const user = await questions.text({
    option: "thin-client-user",
    message: "Account that thin clients log in with (empty: none)",
    given: given.thinClientUser,
    usual: "",
  });
  if (user === "" || user === "none") return {};
  const [roles, standing] = await Promise.all([
    engine.permissions.roles(),
    engine.permissions.standing(user),
  ]);
  if (standing !== "known") {
    throw new UserError(
      `neither the engine nor a directory behind it knows ${user}`,
      remedyForAccount(standing),
    );
  }
  const role = await questions.choose({
    option: "thin-client-role",
    message: "Role of that account on each seat",
    given: given.thinClientRole,
    usual: "UserRole",
    choices: roles.map(({ name }) => name).sort(),
  });
  return { thinClient: { user, role } };
}

function listed(text: string): string[] {
  return text.split(/[,\s]+/).filter(part => part !== "");
}

function isAddress(text: string): void {
  if (parseAddress(text) === undefined)
    throw new ValueError(`${JSON.stringify(text)} is no IPv4 address`, "Like 192.0.2.254");
}
