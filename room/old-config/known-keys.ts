/** @module The keys of the old file, and the settings that they are now. */

/** Keys of a group of VMs, all of them mandatory, and their names in the settings of a group. */
export const GROUP_KEYS = {
  ids: "ids",
  names: "names",
  network_name: "networkName",
  ip_addresses: "ipAddresses",
  ip_addresses_suffix: "ipAddressesSuffix",
  netmask_suffix: "netmaskSuffix",
  default_gateway: "defaultGateway",
  cluster: "cluster",
  template_name: "templateName",
  memory: "memory",
  os: "os",
  description: "description",
  timezone: "timeZone",
  usb: "usb",
  stateless: "stateless",
  autounattend_templatefile: "answerFileTemplate",
  workaround_os: "setupOs",
  workaround_timezone: "setupTimeZone",
  tc_user: "thinClientUser",
  snapshot_description: "snapshotDescription",
  reset_to_snapshot_regex: "resetToSnapshotRegex",
  rollout_startvm: "rolloutStartVm",
  reset_startvm: "resetStartVm",
} as const;

export type GroupKey = keyof typeof GROUP_KEYS;

/** Keys of `[general] [[connect]]` that have to be there, and their names in the settings of the engine. */
export const CONNECT_KEYS = {
  url: "url",
  username: "username",
  password: "password",
  ca_file: "caFile",
} as const;

/** Keys of `[general] [[connect]]` that may be there, which the old tool handed on to its library. */
export const CONNECT_OPTIONS: readonly string[] = [
  ...["key_file", "cert_file", "timeout", "session_timeout", "persistent_auth", "renew_session"],
  ...["insecure", "validate_cert_chain", "filter", "debug"],
];

/** Keys of `[general]`, and their names in the settings of floppy commands. */
export const FLOPPY_KEYS = {
  sftp_floppy_upload_cmd: "upload",
  sftp_floppy_cleanup_cmd: "cleanup",
  ovirt_worker_floppy_prefix: "folderOnHosts",
} as const;

export const GENERAL_KEYS: readonly string[] = Object.keys(FLOPPY_KEYS);

export const LOGGING_KEYS: readonly string[] = ["config_file", "log_file"];

/** The section of a room is called `room` and the room's name. */
export const ROOM_PREFIX = "room ";
