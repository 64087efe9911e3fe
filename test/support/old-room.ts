/** @module A room of two groups as the tool before this one described it: its configuration file, and its template. */

import type { Simulator } from "../../simulator";

/** Paths start at the folder of the file. */
export interface OldFiles {
  readonly room: string;
  readonly caFile: string;
  /** File with {@link oldTemplate}. */
  readonly template: string;
  /** Shell command, with `{0}` for the local file and `{1}` for its name on the share. */
  readonly upload: string;
  /** Shell command, with `{0}` for the name on the share. */
  readonly cleanup: string;
}

/** What the file says of an engine. */
export type OldEngine = Pick<Simulator, "url" | "username" | "password"> & {
  readonly sftp: Pick<Simulator["sftp"], "folderOnHosts">;
};

/** In triple quotes, so that commands may hold quotes of both kinds. */
export function oldFile(simulator: OldEngine, { room, caFile, template, upload, cleanup }: OldFiles): string {
  return `[general]
    sftp_floppy_upload_cmd = '''${upload}'''
    sftp_floppy_cleanup_cmd = '''${cleanup}'''
    ovirt_worker_floppy_prefix = "${simulator.sftp.folderOnHosts}"
    [[connect]]
        url = "${simulator.url}"
        username = "${simulator.username}"
        password = "${simulator.password}"
        ca_file = "${caFile}"
[logging]
    config_file = logging.conf
    log_file = rollout.log
[room ${room}]
    [[student_vms]]
        ${groupKeys("range(1, 2+1)", "vd", 11, template)}
    [[teacher_vms]]
        ${groupKeys("[1]", "teacher", 31, template)}
`;
}

function groupKeys(ids: string, kind: string, suffix: number, template: string): string {
  return [
    `ids = "${ids}"`,
    `names = "\${roomname}-${kind}\${id}"`,
    'network_name = "room-net"',
    'ip_addresses = "192.0.2.${suffix}"',
    `ip_addresses_suffix = ${suffix}`,
    "netmask_suffix = 24",
    "default_gateway = 192.0.2.254",
    "cluster = Default",
    'template_name = "win10-gold"',
    'memory = "2 * 1024 * 1024 * 1024"',
    'os = "windows_10x64"',
    'description = "of the old file"',
    'timezone = "W. Europe Standard Time"',
    "usb = enabled",
    "stateless = False",
    `autounattend_templatefile = "${template}"`,
    'workaround_os = "rhel_7x64"',
    'workaround_timezone = "Etc/GMT"',
    "tc_user = None",
    'snapshot_description = "Automatic snapshot, IP=${ip}/${netmask_as_suffix}, ${scripttime}"',
    'reset_to_snapshot_regex = "Automatic snapshot, .*"',
    "rollout_startvm = True",
    "reset_startvm = auto",
  ].join("\n        ");
}

/** What the template's administrator is called by; whoever holds it has read an answer file. */
export const oldPassword = "Old-File-Marked-Secret";

const component = (name: string, content: string) =>
  `<component name="${name}" processorArchitecture="amd64" publicKeyToken="31bf3856ad364e35" language="neutral" versionScope="nonSxS">${content}</component>`;
const password = `<Password><Value>${oldPassword}</Value><PlainText>true</PlainText></Password>`;

/** A template with the names that the old tool gave to values. */
export const oldTemplate = `<?xml version="1.0" encoding="utf-8"?>
<unattend xmlns="urn:schemas-microsoft-com:unattend" xmlns:wcm="http://schemas.microsoft.com/WMIConfig/2002/State">
  <settings pass="specialize">
    ${component("Microsoft-Windows-Shell-Setup", "<ComputerName>${ComputerName}</ComputerName><TimeZone>${timezone}</TimeZone>")}
    ${component(
      "Microsoft-Windows-TCPIP",
      `<Interfaces><Interface wcm:action="add"><Ipv4Settings><DhcpEnabled>false</DhcpEnabled></Ipv4Settings><Identifier>\${MACwin}</Identifier><UnicastIpAddresses><IpAddress wcm:action="add" wcm:keyValue="1">\${ip}/\${netmask_as_suffix}</IpAddress></UnicastIpAddresses><Routes><Route wcm:action="add"><Identifier>0</Identifier><NextHopAddress>\${default_gw}</NextHopAddress><Prefix>0.0.0.0/0</Prefix></Route></Routes></Interface></Interfaces>`,
    )}
  </settings>
  <settings pass="oobeSystem">
    ${component("Microsoft-Windows-International-Core", "<InputLocale>de-CH</InputLocale><SystemLocale>de-CH</SystemLocale><UILanguage>de-CH</UILanguage><UserLocale>de-CH</UserLocale>")}
    ${component(
      "Microsoft-Windows-Shell-Setup",
      `<OOBE><HideEULAPage>true</HideEULAPage><HideOEMRegistrationScreen>true</HideOEMRegistrationScreen><HideOnlineAccountScreens>true</HideOnlineAccountScreens><HideWirelessSetupInOOBE>true</HideWirelessSetupInOOBE><ProtectYourPC>3</ProtectYourPC></OOBE><UserAccounts><AdministratorPassword><Value>${oldPassword}</Value><PlainText>true</PlainText></AdministratorPassword></UserAccounts><AutoLogon>${password}<Enabled>true</Enabled><LogonCount>1</LogonCount><Username>Administrator</Username></AutoLogon><FirstLogonCommands><SynchronousCommand wcm:action="add"><CommandLine>shutdown /p /f</CommandLine><Order>1</Order></SynchronousCommand></FirstLogonCommands>`,
    )}
  </settings>
</unattend>
`;
