/**
 * @module A guest on a bench: one machine, a domain, a clock that stands still, and an answer file that a real Windows
 * would take from beginning to end.
 */

import { ManualClock } from "../../simulator/clock";
import {
  type GuestDisk,
  type GuestEvent,
  type GuestHardware,
  type GuestMedia,
  type RunningGuest,
  sealedWindows,
} from "../../simulator/guest/contract";
import { type DomainOptions, SimulatedDomain } from "../../simulator/guest/domain";
import { Guests, type GuestsOptions } from "../../simulator/guest/guests";

export const MAC = "00:1a:4a:16:01:51";

const COMPONENT =
  'processorArchitecture="amd64" publicKeyToken="31bf3856ad364e35" language="neutral" versionScope="nonSxS"';

/** Each part can be replaced; `null` leaves it out. */
export interface AnswerParts {
  specialize?: string;
  computerName?: string;
  identifier?: string;
  join?: string;
  oobeSystem?: string;
  oobe?: string;
  /** What stands in Reseal. */
  reseal?: string;
  autoLogon?: string;
  accounts?: string;
  /** Commands of RunSynchronous. */
  deployment?: string[];
  commands?: string[];
}

export function component(name: string, body: string, attributes = COMPONENT): string {
  return `<component name="Microsoft-Windows-${name}" ${attributes}>${body}</component>`;
}

export function firstLogonCommands(lines: string[]): string {
  const commands = lines.map(
    (line, index) =>
      `<SynchronousCommand wcm:action="add"><Order>${index + 1}</Order><CommandLine>${line}</CommandLine></SynchronousCommand>`,
  );
  return lines.length === 0 ? "" : `<FirstLogonCommands>${commands.join("")}</FirstLogonCommands>`;
}

function runSynchronous(lines: string[]): string {
  const commands = lines.map(
    (line, index) =>
      `<RunSynchronousCommand wcm:action="add"><Order>${index + 1}</Order><Path>${line}</Path></RunSynchronousCommand>`,
  );
  return `<RunSynchronous>${commands.join("")}</RunSynchronous>`;
}

export const JOIN =
  "<Identification><Credentials><Domain>room.example.test</Domain><Username>joiner</Username><Password>join-pw</Password></Credentials><JoinDomain>room.example.test</JoinDomain></Identification>";

export function answerFile(parts: AnswerParts = {}): string {
  const identifier = parts.identifier ?? "00-1A-4A-16-01-51";
  const join = parts.join ?? JOIN;
  const specialize = [
    component("Shell-Setup", `<ComputerName>${parts.computerName ?? "ROOM01-07"}</ComputerName>`),
    component(
      "TCPIP",
      `<Interfaces><Interface wcm:action="add"><Ipv4Settings><DhcpEnabled>false</DhcpEnabled></Ipv4Settings><Identifier>${identifier}</Identifier><UnicastIpAddresses><IpAddress wcm:action="add" wcm:keyValue="1">10.1.2.57/24</IpAddress></UnicastIpAddresses><Routes><Route wcm:action="add"><Identifier>0</Identifier><NextHopAddress>10.1.2.1</NextHopAddress><Prefix>0.0.0.0/0</Prefix></Route></Routes></Interface></Interfaces>`,
    ),
    component(
      "DNS-Client",
      `<Interfaces><Interface wcm:action="add"><Identifier>${identifier}</Identifier><DNSServerSearchOrder><IpAddress wcm:action="add" wcm:keyValue="1">10.1.0.2</IpAddress></DNSServerSearchOrder></Interface></Interfaces>`,
    ),
    join === "" ? "" : component("UnattendedJoin", join),
    parts.deployment === undefined ? "" : component("Deployment", runSynchronous(parts.deployment)),
  ].join("");
  const oobeSystem = [
    component(
      "International-Core",
      "<InputLocale>de-CH</InputLocale><SystemLocale>de-CH</SystemLocale><UILanguage>de-DE</UILanguage><UserLocale>de-CH</UserLocale>",
    ),
    component(
      "Shell-Setup",
      [
        parts.oobe ?? "<OOBE><HideEULAPage>true</HideEULAPage><ProtectYourPC>3</ProtectYourPC></OOBE>",
        parts.accounts ??
          "<UserAccounts><AdministratorPassword><Value>admin-pw</Value><PlainText>true</PlainText></AdministratorPassword></UserAccounts>",
        parts.autoLogon ??
          "<AutoLogon><Enabled>true</Enabled><LogonCount>1</LogonCount><Username>Administrator</Username><Password><Value>admin-pw</Value><PlainText>true</PlainText></Password></AutoLogon>",
        firstLogonCommands(parts.commands ?? ["shutdown /p /f"]),
      ].join(""),
    ),
    parts.reseal === undefined ? "" : component("Deployment", `<Reseal>${parts.reseal}</Reseal>`),
  ].join("");
  return `<?xml version="1.0" encoding="utf-8"?>
<unattend xmlns="urn:schemas-microsoft-com:unattend" xmlns:wcm="http://schemas.microsoft.com/WMIConfig/2002/State">
<settings pass="specialize">${parts.specialize ?? specialize}</settings>
<settings pass="oobeSystem">${parts.oobeSystem ?? oobeSystem}</settings>
</unattend>
`;
}

export interface Bench {
  clock: ManualClock;
  domain: SimulatedDomain;
  guests: Guests;
  hardware: GuestHardware;
  events: GuestEvent[];
  guest: RunningGuest;
  /** The texts of the journal, of one stage or of all. */
  journal(stage?: string): string[];
  /** Lets a minute of the guest's time go by. */
  settle(): void;
  /** Switches the machine on again, with other media if they are given. */
  bootAgain(media?: GuestMedia): void;
}

export interface BenchOptions {
  vmName?: string;
  media?: GuestMedia;
  disk?: Partial<GuestDisk>;
  nics?: GuestHardware["nics"];
  domain?: Partial<DomainOptions>;
  guests?: Partial<GuestsOptions>;
  /** Called before the power comes on. */
  before?: (guests: Guests, domain: SimulatedDomain) => void;
}

/** A machine that has just been switched on, its answer file on a CD-ROM unless the media say otherwise. */
export function bench(options: BenchOptions = {}): Bench {
  const clock = new ManualClock();
  const domain = new SimulatedDomain({
    name: "room.example.test",
    accounts: [
      { username: "joiner", password: "join-pw" },
      { username: "colleague", password: "colleague-pw" },
      { username: "boss", password: "boss-pw", admin: true },
    ],
    ...options.domain,
  });
  const guests = new Guests({ domain, ...options.guests });
  options.before?.(guests, domain);
  const hardware: GuestHardware = {
    vmName: options.vmName ?? "room01-07",
    osType: "windows_10x64",
    nics: options.nics ?? [{ mac: MAC, linked: true }],
    media: options.media ?? onCdrom(answerFile()),
    disk: sealedWindows(options.disk),
  };
  const events: GuestEvent[] = [];
  const boot = () => guests.boot(hardware, event => events.push(event), clock);
  const made: Bench = {
    clock,
    domain,
    guests,
    hardware,
    events,
    guest: boot(),
    journal: stage =>
      hardware.disk.journal
        .filter(entry => stage === undefined || entry.stage === stage)
        .map(({ text }) => text),
    settle: () => clock.advance(60_000),
    bootAgain: media => {
      if (media !== undefined) {
        hardware.media = media;
      }
      made.guest = boot();
    },
  };
  return made;
}

/** A machine after a minute, however that minute went. */
export function settled(options: BenchOptions = {}): Bench {
  const made = bench(options);
  made.settle();
  return made;
}

export function onCdrom(content: string): GuestMedia {
  return { cdromFiles: [{ name: "Unattend.xml", content }] };
}

/** What the host noticed, agent reports left out. */
export function powerEvents(events: GuestEvent[]): string[] {
  return events.map(({ kind }) => kind).filter(kind => kind !== "agent");
}
