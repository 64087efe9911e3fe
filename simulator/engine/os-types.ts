/**
 * @module The operating systems that the engine knows (its osinfo files): what they are called, which icons they have, and
 * on which CPUs they are refused.
 */

export interface OsType {
  /** Number in the API's address. */
  id: string;
  name: string;
  description: string;
  architecture: string;
  tpm: "supported" | "unsupported" | "required";
  largeIcon?: string;
  smallIcon?: string;
}

const icons: Record<string, [large: string, small: string]> = {
  other: ["d80c1488-ac09-4385-85e8-36dff1b4a784", "a34dfb0e-b390-4f4c-8966-338d05299cdf"],
  windows: ["f7a1f20d-8418-aee5-067d-90b0d85869d4", "29cf81a1-73d3-c768-fe68-45b2de398599"],
  linux: ["c5e5258b-2265-40cd-0bd9-017887298ae8", "0de7d55f-397d-4f74-bbc8-a3ad72359e66"],
  rhel: ["f31f5ed7-9d4d-41b8-a34f-2b9ae106f8d1", "144ef1e3-e670-48a5-88e9-f439bce73e1b"],
  debian: ["44639afe-a0dd-4143-3b09-8104834fb837", "9c6750df-8de7-6d1d-15f5-50b703aa5a76"],
  rhel_atomic: ["5c367a43-96b7-411a-b505-a86384dff1d5", "acd14e39-9fb4-41cd-b84b-c0b6f91a239a"],
  rhcos: ["1f8968da-ebf1-4659-8087-7a6dc3c00b35", "c3e68d33-5d82-4d76-b0bd-1a3edc64b794"],
  sles: ["b965449e-52ed-9e07-78aa-261cad4e5871", "1c833e26-9336-16a5-126f-01fb2fd206f8"],
  ubuntu: ["5f3e90e0-0dd5-4233-38fe-6e16e4d2ff65", "d6a6b913-2795-0a0a-380f-34f124008a0c"],
  freebsd: ["3537a5be-69d4-2c0b-d96d-312782283dff", "b0fc8353-7ab2-fd3a-1da9-b01a37a74dbd"],
};

const rows: [
  id: string,
  name: string,
  description: string,
  architecture: string,
  tpm: OsType["tpm"],
  icon?: string,
][] = [
  ["0", "other", "Other OS", "x86_64", "unsupported", "other"],
  ["1", "windows_xp", "Windows XP", "x86_64", "unsupported", "windows"],
  ["3", "windows_2003", "Windows 2003", "x86_64", "unsupported", "windows"],
  ["4", "windows_2008", "Windows 2008", "x86_64", "unsupported", "windows"],
  ["5", "other_linux", "Linux", "x86_64", "unsupported", "linux"],
  ["7", "rhel_5", "Red Hat Enterprise Linux 5.x", "x86_64", "unsupported", "rhel"],
  ["8", "rhel_4", "Red Hat Enterprise Linux 4.x", "x86_64", "unsupported", "rhel"],
  ["9", "rhel_3", "Red Hat Enterprise Linux 3.x", "x86_64", "unsupported", "rhel"],
  ["10", "windows_2003x64", "Windows 2003 x64", "x86_64", "unsupported", "windows"],
  ["11", "windows_7", "Windows 7", "x86_64", "unsupported", "windows"],
  ["12", "windows_7x64", "Windows 7 x64", "x86_64", "unsupported", "windows"],
  ["13", "rhel_5x64", "Red Hat Enterprise Linux 5.x x64", "x86_64", "unsupported", "rhel"],
  ["14", "rhel_4x64", "Red Hat Enterprise Linux 4.x x64", "x86_64", "unsupported", "rhel"],
  ["15", "rhel_3x64", "Red Hat Enterprise Linux 3.x x64", "x86_64", "unsupported", "rhel"],
  ["16", "windows_2008x64", "Windows 2008 x64", "x86_64", "unsupported", "windows"],
  ["17", "windows_2008R2x64", "Windows 2008 R2 x64", "x86_64", "unsupported", "windows"],
  ["18", "rhel_6", "Red Hat Enterprise Linux 6.x", "x86_64", "unsupported", "rhel"],
  ["19", "rhel_6x64", "Red Hat Enterprise Linux 6.x x64", "x86_64", "unsupported", "rhel"],
  ["1300", "debian_7", "Debian 7+", "x86_64", "unsupported", "debian"],
  ["20", "windows_8", "Windows 8", "x86_64", "supported", "windows"],
  ["1301", "debian_9", "Debian 9+", "x86_64", "unsupported", "debian"],
  ["21", "windows_8x64", "Windows 8 x64", "x86_64", "supported", "windows"],
  ["23", "windows_2012x64", "Windows 2012 x64", "x86_64", "supported", "windows"],
  ["24", "rhel_7x64", "Red Hat Enterprise Linux 7.x x64", "x86_64", "supported", "rhel"],
  ["25", "windows_2012R2x64", "Windows 2012R2 x64", "x86_64", "supported", "windows"],
  ["26", "windows_10", "Windows 10", "x86_64", "supported", "windows"],
  ["27", "windows_10x64", "Windows 10 x64", "x86_64", "supported", "windows"],
  ["28", "rhel_atomic7x64", "Red Hat Atomic 7.x x64", "x86_64", "supported", "rhel_atomic"],
  ["29", "windows_2016x64", "Windows 2016 x64", "x86_64", "supported", "windows"],
  ["30", "rhel_8x64", "Red Hat Enterprise Linux 8.x x64", "x86_64", "supported", "rhel"],
  ["31", "windows_2019x64", "Windows 2019 x64", "x86_64", "supported", "windows"],
  ["33", "other_linux_kernel_4", "Other Linux (kernel 4.x)", "x86_64", "supported", "rhel"],
  ["34", "rhel_9x64", "Red Hat Enterprise Linux 9.x x64", "x86_64", "supported", "rhel"],
  ["35", "rhcos_x64", "Red Hat Enterprise Linux CoreOS", "x86_64", "supported", "rhcos"],
  ["36", "windows_11", "Windows 11", "x86_64", "required", "windows"],
  ["37", "windows_2022", "Windows 2022", "x86_64", "supported", "windows"],
  ["38", "windows_2025", "Windows 2025", "x86_64", "supported", "windows"],
  ["39", "rhel_10x64", "Red Hat Enterprise Linux 10.x x64", "x86_64", "supported", "rhel"],
  ["1193", "sles_11", "SUSE Linux Enterprise Server 11+", "x86_64", "unsupported", "sles"],
  ["2001", "other_s390x", "Other OS", "s390x", "unsupported", "other"],
  ["2002", "other_linux_s390x", "Linux", "s390x", "unsupported", "linux"],
  ["2003", "rhel_7_s390x", "Red Hat Enterprise Linux 7.x", "s390x", "supported", "rhel"],
  ["2004", "sles_12_s390x", "SUSE Linux Enterprise Server 12", "s390x", "unsupported", "sles"],
  ["2005", "ubuntu_16_04_s390x", "Ubuntu Xenial Xerus LTS+", "s390x", "unsupported", "ubuntu"],
  ["1500", "freebsd", "FreeBSD 9.2", "x86_64", "unsupported", "freebsd"],
  ["1501", "freebsdx64", "FreeBSD 9.2 x64", "x86_64", "unsupported", "freebsd"],
  ["1252", "ubuntu_12_04", "Ubuntu Precise Pangolin LTS", "x86_64", "unsupported", "ubuntu"],
  ["1253", "ubuntu_12_10", "Ubuntu Quantal Quetzal", "x86_64", "unsupported", "ubuntu"],
  ["1254", "ubuntu_13_04", "Ubuntu Raring Ringtails", "x86_64", "unsupported", "ubuntu"],
  ["1255", "ubuntu_13_10", "Ubuntu Saucy Salamander", "x86_64", "unsupported", "ubuntu"],
  ["1256", "ubuntu_14_04", "Ubuntu Trusty Tahr LTS+", "x86_64", "unsupported", "ubuntu"],
  ["1001", "other_ppc64", "Other OS", "ppc64", "unsupported", "other"],
  ["1257", "ubuntu_18_04", "Ubuntu Bionic Beaver LTS+", "x86_64", "unsupported", "ubuntu"],
  ["1002", "other_linux_ppc64", "Linux", "ppc64", "unsupported", "linux"],
  ["1003", "rhel_6_ppc64", "Red Hat Enterprise Linux up to 6.8", "ppc64", "unsupported", "rhel"],
  ["1004", "sles_11_ppc64", "SUSE Linux Enterprise Server 11", "ppc64", "unsupported", "sles"],
  ["1005", "ubuntu_14_04_ppc64", "Ubuntu Trusty Tahr LTS+", "ppc64", "unsupported", "ubuntu"],
  ["1006", "rhel_7_ppc64", "Red Hat Enterprise Linux 7.x", "ppc64", "supported", "rhel"],
  ["1007", "rhel_6_9_plus_ppc64", "Red Hat Enterprise Linux 6.9+", "ppc64", "unsupported"],
  ["1008", "rhel_8_ppc64", "Red Hat Enterprise Linux 8.x", "ppc64", "supported", "rhel"],
  ["1009", "rhel_9_ppc64", "Red Hat Enterprise Linux 9.x", "ppc64", "supported", "rhel"],
];

export const osTypes: OsType[] = rows.map(([id, name, description, architecture, tpm, icon]) => ({
  id,
  name,
  description,
  architecture,
  tpm,
  largeIcon: icon === undefined ? undefined : icons[icon]?.[0],
  smallIcon: icon === undefined ? undefined : icons[icon]?.[1],
}));

const byName = new Map(osTypes.map(os => [os.name, os]));

/** An OS type that the engine does not know silently becomes `other`. */
export function osType(name: string): OsType {
  return byName.get(name) ?? other;
}

export const other: OsType = osTypes[0] ?? neverEmpty();

function neverEmpty(): never {
  throw new Error("no OS types");
}

export function isWindows(osName: string): boolean {
  return osName.startsWith("windows");
}

/** CPU families on which the engine refuses an OS (osinfo's `cpu.unsupported`). */
export function unsupportedCpus(osName: string): string[] {
  if (/^windows_(11|2022|2025)/.test(osName)) {
    return ["opteron_g1", "conroe", "nehalem", "penryn"];
  }
  return /^windows_(8|10|2012|2016|2019)/.test(osName) ? ["opteron_g1", "conroe"] : [];
}
