/** @module Answer files that are broken in the form of a file: XML, passes, components, elements. */

import { COMPONENT, changed } from "../good-answer-file";
import type { BrokenFile } from "./broken-file";

export const structureBroken: readonly BrokenFile[] = [
  ["well-formed", "is not XML", () => changed("</OOBE>", ""), undefined],
  ["doctype", "has a document type", () => changed("<unattend", "<!DOCTYPE unattend>\n<unattend"), undefined],
  ["mixed-content", "has text between elements", () => changed("<TimeZone>", "oops<TimeZone>"), "oops"],
  ["root", "is another kind of file", () => changed(/unattend(?=[ >])/g, "answers"), "<answers"],
  ["root", "has no namespace", () => changed(' xmlns="urn:schemas-microsoft-com:unattend"', ""), "<unattend"],
  [
    "namespace",
    "has an element of another namespace",
    () => changed("<TimeZone>", '<x xmlns="urn:other">1</x>\n<TimeZone>'),
    "urn:other",
    "warning",
  ],
  [
    "unknown-pass",
    "has a misspelt pass",
    () => changed('pass="oobeSystem"', 'pass="oobesystem"'),
    "oobesystem",
  ],
  [
    "doubled-pass",
    "has a pass twice",
    () =>
      changed(
        "</unattend>",
        `<settings pass="specialize"><component name="Microsoft-Windows-NetBT" ${COMPONENT}><x>1</x></component></settings></unattend>`,
      ),
    "NetBT",
  ],
  [
    "pass-done",
    "has a pass that Windows has been through",
    () => changed('pass="oobeSystem"', 'pass="oobeSystem" wasPassProcessed="true"'),
    "oobeSystem",
  ],
  [
    "unused-pass",
    "has a pass that does not run on a sealed image",
    () =>
      changed(
        "</unattend>",
        `<settings pass="windowsPE"><component name="Microsoft-Windows-Setup" ${COMPONENT}><x>1</x></component></settings></unattend>`,
      ),
    "windowsPE",
    "warning",
  ],
  [
    "servicing",
    "switches a feature on in an image that does not run",
    () =>
      changed(
        "</unattend>",
        '<servicing><package action="configure">\n<assemblyIdentity name="Microsoft-Windows-Foundation-Package" version="10.0.19041.1" processorArchitecture="amd64" publicKeyToken="31bf3856ad364e35" language=""/>\n<selection name="NetFx3" state="true"/></package></servicing></unattend>',
      ),
    "<servicing>",
    "warning",
  ],
  [
    "servicing",
    "has the empty place for what is done to an image",
    () => changed("</unattend>", "<servicing></servicing></unattend>"),
    "<servicing>",
    "warning",
  ],
  [
    "unknown-component",
    "has a misspelt component",
    () => changed('"Microsoft-Windows-DNS-Client"', '"Microsoft-Windows-DNSClient"'),
    "DNSClient",
    "warning",
  ],
  [
    "wrong-pass",
    "has a component in a pass where it cannot stand",
    () =>
      changed(
        '<settings pass="oobeSystem">',
        `<settings pass="oobeSystem">\n<component name="Microsoft-Windows-NetBT" ${COMPONENT}><EnableLMHOSTS>true</EnableLMHOSTS></component>`,
      ),
    "NetBT",
  ],
  [
    "wrong-pass",
    "has a setting in a pass where it does not count",
    () => changed("<TimeZone>", "<OOBE><HideEULAPage>true</HideEULAPage></OOBE>\n<TimeZone>"),
    "<OOBE><HideEULAPage>",
  ],
  [
    "component-attributes",
    "has a component without its token",
    () => changed(' publicKeyToken="31bf3856ad364e35"', ""),
    '"Microsoft-Windows-Shell-Setup"',
  ],
  [
    "doubled-component",
    "has a component twice in a pass",
    () =>
      changed(
        "</settings>",
        `<component name="Microsoft-Windows-Shell-Setup" ${COMPONENT}><CopyProfile>true</CopyProfile></component></settings>`,
      ),
    "<CopyProfile>",
  ],
  [
    "empty-element",
    "has an empty element",
    () => changed(/<ProductKey>.*<\/ProductKey>/, "<ProductKey></ProductKey>"),
    "<ProductKey>",
  ],
  [
    "empty-element",
    "has an element with a blank only",
    () => changed("<Enabled>true", "<Enabled> </Enabled><Enabled>true"),
    "<Enabled> ",
  ],
  [
    "empty-element",
    "joins by an account of an empty domain",
    () => changed(/(<Credentials>\s*)<Domain>.*<\/Domain>/, "$1<Domain></Domain>"),
    "<Domain></Domain>",
  ],
  [
    "list-item",
    "has an item of a list that says nothing",
    () => changed('<Route wcm:action="add">', "<Route>"),
    "<Route>",
    "warning",
  ],
  [
    "key-value",
    "has addresses with the same key",
    () => changed('wcm:keyValue="2"', 'wcm:keyValue="1"'),
    "2001:db8::2",
  ],
  ["key-value", "has an address without a key", () => changed(' wcm:keyValue="2"', ""), "2001:db8::2"],
  [
    "child-order",
    "has the settings of an interface in another order",
    () =>
      changed(
        /(<Identifier>00-1A-4A-16-01-51<\/Identifier>\s*)(<UnicastIpAddresses>[\s\S]*?<\/UnicastIpAddresses>)/,
        "$2$1",
      ),
    /<\/UnicastIpAddresses><Identifier>/,
    "warning",
  ],
  [
    "child-order",
    "has a setting of an interface twice",
    () => changed("<Routes>", "<Ipv4Settings><DhcpEnabled>false</DhcpEnabled></Ipv4Settings><Routes>"),
    "<Ipv4Settings><Dhcp",
  ],
  [
    "child-order",
    "has the settings of a route in another order",
    () => changed(/(<NextHop.*>)\s*(<Prefix>.*)/, "$2$1"),
    "<NextHopAddress>",
    "warning",
  ],
  [
    "child-order",
    "has a setting that an interface does not have",
    () => changed("<Routes>", "<Gateway>x</Gateway><Routes>"),
    "<Gateway>",
  ],
  [
    "wrong-pass",
    "runs a command of setup in a pass that has none",
    () =>
      changed(
        '<settings pass="oobeSystem">',
        `<settings pass="oobeSystem">\n<component name="Microsoft-Windows-Deployment" ${COMPONENT}>\n<RunSynchronous><RunSynchronousCommand wcm:action="add"><Order>1</Order><Path>x</Path></RunSynchronousCommand></RunSynchronous></component>`,
      ),
    "<RunSynchronous>",
  ],
  [
    "first-screen",
    "does not say which region",
    () => changed(/<SystemLocale>.*/, ""),
    'pass="oobeSystem"',
    "warning",
  ],
  [
    "first-screen",
    "does not accept the license",
    () => changed("<HideEULAPage>true", "<HideEULAPage>false"),
    'pass="oobeSystem"',
    "warning",
  ],
  [
    "first-screen",
    "does not say how to protect the PC",
    () => changed(/<ProtectYourPC>.*/, ""),
    'pass="oobeSystem"',
    "warning",
  ],
  [
    "first-screen",
    "says of no user",
    () =>
      changed(/<UserAccounts>[\s\S]*<\/UserAccounts>/, "").replace(
        /<component name="Microsoft-Windows-UnattendedJoin"[\s\S]*?<\/component>/,
        "",
      ),
    'pass="oobeSystem"',
    "warning",
  ],
  [
    "setting-value",
    "has a language that is none",
    () => changed(/<UserLocale>.*</, "<UserLocale>de_DE<"),
    "<UserLocale>de_DE",
  ],
  [
    "setting-value",
    "neither agrees nor disagrees",
    () => changed("<DhcpEnabled>false", "<DhcpEnabled>no"),
    "<DhcpEnabled>no",
  ],
  [
    "setting-value",
    "protects the PC in an unknown way",
    () => changed("<ProtectYourPC>3", "<ProtectYourPC>4"),
    "<ProtectYourPC>4",
  ],
  [
    "setting-value",
    "has a product key that is none",
    () => changed("<ProductKey>AAAAA-", "<ProductKey>AAAAA"),
    "<ProductKey>",
  ],
  [
    "architecture",
    "has a component for 32 bits on a system of 64",
    () =>
      changed(
        '"Microsoft-Windows-TCPIP" processorArchitecture="amd64"',
        '"Microsoft-Windows-TCPIP" processorArchitecture="x86"',
      ),
    'processorArchitecture="x86"',
    "warning",
  ],
];
