/** @module Files of the tool before this one, put together from groups that are right but for what a test changes. */

import assert from "node:assert/strict";
import { readConfiguration } from "../../room/old-config/configuration";
import { describeFileFaults } from "../../room/old-config/fault";

export const GENERAL = `[general]
    sftp_floppy_upload_cmd = "(echo put {0}; echo chmod 666 {1}; echo ls -l {1}) | sftp floppy@server:/floppy/"
    sftp_floppy_cleanup_cmd = "echo rm {0} | sftp floppy@server:/floppy/"
    ovirt_worker_floppy_prefix = "/rhev/data-center/mnt/share/floppy"
    [[connect]]
    url = "https://engine.example.org/api"
    username = "admin@internal"
    password = "pa$$ #1, %"
    ca_file = "ca.crt"
[logging]
config_file=logging.conf
log_file=logs/rollout.log
`;

const STUDENTS: Readonly<Record<string, string>> = {
  ids: '"range(1,10+1)"',
  names: '"${roomname}-vd${id}"',
  network_name: '"TEST-NET-1"',
  ip_addresses: '"192.0.2.${suffix}"',
  ip_addresses_suffix: "1",
  netmask_suffix: "24",
  default_gateway: "192.0.2.254",
  cluster: "Default",
  template_name: '"win7-goldimage-01"',
  memory: "4 * 1024 * 1024 * 1024",
  os: '"windows_7x64"',
  description: '"student VM"',
  timezone: '"W. Europe Standard Time"',
  usb: "enabled",
  stateless: "False",
  autounattend_templatefile: '"Autounattend.xml.template"',
  workaround_os: '"rhel_7x64"',
  workaround_timezone: '"Etc/GMT"',
  tc_user: '"thinclient@example.org"',
  snapshot_description: '"Automatic snapshot, IP=${ip}/${netmask_as_suffix}, ${scripttime}"',
  reset_to_snapshot_regex: '"Automatic snapshot, .*"',
  rollout_startvm: "True",
  reset_startvm: "Auto",
};

/** A group as the file writes it; a key that is undefined is left out. */
export function group(name: string, changes: Readonly<Record<string, string | undefined>> = {}): string {
  const keys = Object.entries({ ...STUDENTS, ...changes });
  const lines = keys.flatMap(([key, value]) => (value === undefined ? [] : [`    ${key} = ${value}`]));
  return [`  [[${name}]]`, ...lines, ""].join("\n");
}

export function file(...parts: string[]): string {
  return `${GENERAL}[room test01]\n${parts.join("")}`;
}

export const told = (text: string, rooms?: string[]) => {
  const { faults } = readConfiguration(text, rooms);
  return faults.length === 0 ? [] : describeFileFaults("old.conf", faults).split("\n");
};

export const read = (text: string) => {
  const { configuration, faults, notes } = readConfiguration(text);
  assert.ok(configuration, describeFileFaults("old.conf", faults));
  return { configuration, notes };
};

export const groupOf = (changes: Readonly<Record<string, string | undefined>>) => {
  const [room] = read(file(group("vms", changes))).configuration.rooms;
  const [first] = room?.groups ?? [];
  assert.ok(first);
  return first;
};

export const notesOf = (changes: Readonly<Record<string, string>>) =>
  read(file(group("vms", changes))).notes.map(note => `${note.path}: ${note.message}. ${note.remedy}`);
