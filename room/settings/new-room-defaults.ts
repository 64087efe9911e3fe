/** @module What is likely to be right in a new room, as far as the engine and this machine tell. */

import { findWindows } from "windows-iana";
import { formatAddress, networkOf, parseAddress } from "../address";
import { ValueError } from "../text/value-error";
import { fitsTimeZone, isWindows } from "../time-zone";
import type { FirstAddress } from "./new-room";

/** @param text address of the first seat with its prefix, like `192.0.2.11/24` @throws ValueError */
export function parseFirstAddress(text: string): FirstAddress {
  const [address = "", prefix = ""] = text.trim().split("/");
  const bits = Number(prefix);
  if (parseAddress(address) === undefined || !/^\d+$/.test(prefix) || bits < 8 || bits > 30) {
    throw new ValueError(
      `${JSON.stringify(text)} is no address with a prefix`,
      "Write it like 192.0.2.11/24, the prefix from 8 to 30",
    );
  }
  const [suffix = ""] = address.split(".").slice(-1);
  return { pattern: address.replace(/\d+$/, "${suffix}"), suffix: Number(suffix), prefix: bits };
}

/** The last address that a host of the network can have: where gateways often are. */
export function usualGateway({ pattern, suffix, prefix }: FirstAddress): string {
  const address = parseAddress(pattern.replace("${suffix}", String(suffix))) ?? 0;
  return formatAddress(networkOf(address, prefix).last - 1);
}

/** The shipped answer file for an operating system in the engine's words. */
export function answerFileFor(os: string): string {
  if (/windows_7/.test(os)) return "templates/win7.xml";
  if (/windows_11/.test(os)) return "templates/win11.xml";
  if (/windows_20(12|16|19|22|25)/.test(os)) return "templates/server2022.xml";
  return "templates/win10.xml";
}

/**
 * @param ofTemplate time zone of the gold image
 * @param ofMachine tz name, like `Europe/Zurich`
 */
export function likelyTimeZone(
  os: string,
  ofTemplate: string | undefined,
  ofMachine: string,
): string | undefined {
  const machine = isWindows(os) ? findWindows(ofMachine)[0] : ofMachine;
  // The engine gives this one to a Windows VM when nobody has said another.
  const told = ofTemplate === "GMT Standard Time" ? undefined : ofTemplate;
  return [told, machine, ofTemplate].find(zone => zone !== undefined && fitsTimeZone(os, zone));
}
