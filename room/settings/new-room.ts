/** @module The settings file of a new room, written out with comments for whoever opens it next. */

import { pulumiYaml } from "./pulumi-yaml";

export interface NewRoom {
  readonly engine: { readonly url: string; readonly username: string; readonly caFile: string };
  readonly seats: number;
  readonly cluster: string;
  readonly template: string;
  readonly network: string;
  /** Only where the network has more than one. */
  readonly vnicProfile?: string;
  readonly memory: string;
  readonly os: string;
  readonly timeZone: string;
  readonly answerFileTemplate: string;
  readonly addresses: FirstAddress;
  readonly gateway: string;
  readonly thinClient?: { readonly user: string; readonly role: string };
  readonly locale: string;
  /** Without it the seats stay in a workgroup. */
  readonly join?: { readonly domain: string; readonly user: string };
  readonly dnsServers: readonly string[];
}

/** `192.0.2.11/24`, taken apart. */
export interface FirstAddress {
  /** `192.0.2.${suffix}` */
  readonly pattern: string;
  readonly suffix: number;
  readonly prefix: number;
}

/** Paths of the secrets that the room needs besides the engine's password. */
export function secretsOf({ join }: NewRoom): string[] {
  return ["secretValues.administratorPassword", ...(join ? ["secretValues.joinPassword"] : [])];
}

/** @param project name of the project, which is the namespace of the settings */
export function newRoomText(project: string, room: string, settings: NewRoom): string {
  const { engine, join, addresses, thinClient } = settings;
  const secrets = secretsOf(settings).map(path => path.replace("secretValues.", ""));
  return `# yaml-language-server: $schema=settings.schema.json
# Room ${room}. Every setting is explained in docs/settings.md.
# What is secret is added by: pulumi config set --secret --path ${project}:NAME --stack ${room}
config:
  ${project}:engine: # and its password, as a secret
    url: ${scalar(engine.url)}
    username: ${scalar(engine.username)}
    caFile: ${scalar(engine.caFile)}
  ${project}:rollout:
    canary: 1 # this many seats are finished before the others start
    wave: 10 # at most so many set themselves up at once
  # Values for the answer file. Secret ones (${secrets.join(", ")}) belong to ${project}:secretValues.
  ${project}:values:
    locale: ${scalar(settings.locale)}
${join ? `    domain: ${scalar(join.domain)}\n    joinUser: ${scalar(join.user)}\n` : "    # domain and joinUser: without them the seats stay in a workgroup\n"}    dnsServers: ${JSON.stringify(settings.dnsServers)}
  ${project}:groups:
    seats:
      # Which seats there are
      ids: 1-${settings.seats}
      names: \${room}-vd\${id}
      description: ""
      # Where they are
      cluster: ${scalar(settings.cluster)}
      networkName: ${scalar(settings.network)}
${settings.vnicProfile === undefined ? "" : `      vnicProfile: ${scalar(settings.vnicProfile)}\n`}      ipAddresses: ${scalar(addresses.pattern)}
      ipAddressesSuffix: ${addresses.suffix} # of id 1; the others follow
      netmaskSuffix: ${addresses.prefix}
      defaultGateway: ${scalar(settings.gateway)}
      # What they are made of
      templateName: ${scalar(settings.template)} # the newest version; templateVersion pins one
      answerFileTemplate: ${scalar(settings.answerFileTemplate)}
      os: ${scalar(settings.os)}
      timeZone: ${scalar(settings.timeZone)}
      memory: ${scalar(settings.memory)}
      usb: true
      stateless: false
      # Who may use them
      thinClientUser: ${thinClient ? scalar(thinClient.user) : "none"}
${thinClient ? `      thinClientRole: ${scalar(thinClient.role)}\n` : ""}      # What happens after the setup, and at a reset
      snapshotDescription: after rollout, \${ip}/\${prefix}, \${scriptTime} # empty for no snapshot
      resetToSnapshotRegex: ^after rollout
      rolloutStartVm: true
      resetStartVm: auto # always, auto (those that ran) or never
      verify: none # guest: a seat counts only when its guest agent reports name and address
`;
}

/** A value as YAML writes it on one line, whatever the engine calls its things. */
function scalar(value: string): string {
  return pulumiYaml(value, { blockQuote: false }).trimEnd();
}
