/** @module Answer files that are broken in who the machine is: names, addresses, its domain. */

import { changed } from "../good-answer-file";
import type { BrokenFile } from "./broken-file";

export const identityBroken: readonly BrokenFile[] = [
  ["computer-name", "gives no name", () => changed(/<ComputerName>.*<\/ComputerName>/, ""), "<unattend"],
  [
    "computer-name-differs",
    "gives another name",
    () => changed("ROOM01-VD07<", "ROOM01-VD08<"),
    "ROOM01-VD08",
  ],
  ["computer-name-differs", "gives a random name", () => changed("ROOM01-VD07<", "*<"), ">*<"],
  [
    "computer-name-differs",
    "leaves the name to the engine",
    () => changed("ROOM01-VD07<", "$ComputerName$<"),
    "$ComputerName$",
  ],
  [
    "account-is-computer",
    "has an account with the name of the computer",
    () => changed("<Name>pupil<", "<Name>room01-vd07<"),
    "<Name>room01",
  ],
  [
    "account-name",
    "has an account with a name that Windows does not take",
    () => changed("<Name>pupil<", "<Name>pupil/1<"),
    "pupil/1",
  ],
  [
    "account-name",
    "has an account with a long name",
    () => changed("<Name>pupil<", `<Name>${"p".repeat(21)}<`),
    "ppppp",
  ],
  [
    "account-name",
    "has an account without a name",
    () => changed("<Name>pupil</Name>", ""),
    "<LocalAccount ",
  ],
  [
    "interface-identifier",
    "writes a MAC address in another way",
    () => changed("00-1A-4A-16-01-51", "00:1a:4a:16:01:51"),
    "00:1a",
  ],
  [
    "interface-identifier",
    "looks an interface up by a name",
    () => changed("00-1A-4A-16-01-51", "Local Area Connection"),
    "Local Area",
    "warning",
  ],
  [
    "interface-identifier",
    "has an interface without identifier",
    () => changed("<Identifier>00-1A-4A-16-01-51</Identifier>", ""),
    "<Interface ",
  ],
  [
    "address",
    "has an address without prefix length",
    () => changed("192.0.2.107/24", "192.0.2.107"),
    ">192.0.2.107<",
  ],
  [
    "address",
    "has an address that is none",
    () => changed("192.0.2.107/24", "192.0.2.300/24"),
    "192.0.2.300",
  ],
  ["address", "has a prefix length that is none", () => changed("192.0.2.107/24", "192.0.2.107/33"), "/33"],
  [
    "address",
    "has a router that is none",
    () => changed("<NextHopAddress>192.0.2.1<", "<NextHopAddress>gateway<"),
    "gateway",
  ],
  [
    "address",
    "has two DNS servers in one element",
    () => changed(">192.0.2.2<", ">192.0.2.2 192.0.2.3<"),
    "192.0.2.3",
  ],
  ["address", "has a route to nowhere", () => changed("0.0.0.0/0", "default"), "default"],
  [
    "two-joins",
    "joins in two ways",
    () =>
      changed(
        "<Identification>",
        "<Identification>\n<Provisioning><AccountData>ARAIAMzMzMw=</AccountData></Provisioning>",
      ),
    "<Identification>",
    "warning",
  ],
  [
    "join-without-account",
    "joins a domain as nobody",
    () => changed(/<Credentials>[\s\S]*?<\/Credentials>/, ""),
    "<Identification>",
    "warning",
  ],
  [
    "join-without-dns",
    "asks nobody where the domain is",
    () => changed(/<component name="Microsoft-Windows-DNS-Client"[\s\S]*?<\/component>/, ""),
    "<JoinDomain>",
    "warning",
  ],
  [
    "join-user",
    "names the domain of the joining account twice",
    () => changed("<Username>join<", "<Username>EXAMPLE\\join<"),
    "<Username>EXAMPLE",
    "warning",
  ],
  [
    "join-user",
    "names it twice in the other form",
    () => changed("<Username>join<", "<Username>join@example.test<"),
    "<Username>join@",
    "warning",
  ],
  [
    "join-user",
    "names it nowhere",
    () => changed(/(<Credentials>\s*)<Domain>.*<\/Domain>/, "$1"),
    "<Username>join<",
    "warning",
  ],
  [
    "join-folder",
    "puts the computer into a folder by its canonical name",
    () => changed("OU=Rooms,DC=example,DC=test", "example.test/Raeume/R1"),
    "<MachineObjectOU>",
    "warning",
  ],
  [
    "join-folder",
    "puts the computer into a folder of no domain",
    () => changed("OU=Rooms,DC=example,DC=test", "OU=Rooms"),
    "<MachineObjectOU>",
    "warning",
  ],
  [
    "two-joins",
    "joins a domain and a workgroup",
    () => changed("<JoinDomain>", "<JoinWorkgroup>ROOM</JoinWorkgroup><JoinDomain>"),
    "<Identification>",
    "warning",
  ],
  ["join", "joins nothing", () => changed(/<JoinDomain>.*<\/JoinDomain>/, ""), "<Identification>"],
];
