/** @module The settings of a room: one schema for stacks/Pulumi.<room>.yaml, and what it yields. */

import * as z from "zod";
import {
  account,
  duration,
  engineUrl,
  flag,
  ids,
  logLevel,
  namedSecrets,
  namedValues,
  pattern,
  secret,
  shellCommand,
  size,
  startWhen,
  text,
  textOrNothing,
  vmDescription,
  wholeNumber,
  word,
} from "./settings-fields";

const engineSchema = z.strictObject({
  url: engineUrl('Address of the engine\'s API, like "https://engine.example.org/ovirt-engine/api"'),
  username: text(
    'Account that makes the room, like "admin@internal" (with Keycloak "admin@ovirt@internalsso")',
  ),
  password: secret(
    "Password of that account, kept as a secret: pulumi config set --secret --path virtroom:engine.password --stack ROOM",
  ),
  caFile: text("File with the engine's CA certificate (PEM), relative to Pulumi.yaml"),
  pollInterval: duration('How often the engine is asked for news, like "1 s"').prefault("1 s"),
});

const sftpSchema = z
  .strictObject({
    host: text("Host name or address of the SFTP server that takes the floppy images"),
    port: wholeNumber(1, 65535, "Port of the SFTP server").default(22),
    username: text("Account on the SFTP server"),
    password: secret("Password of that account, as a secret; or give keyFile").optional(),
    keyFile: text(
      "File with the account's private key, relative to Pulumi.yaml; or give password",
    ).optional(),
    keyPassphrase: secret("Passphrase of the private key, as a secret").optional(),
    hostKeyFingerprint: z
      .string()
      .regex(/^SHA256:[A-Za-z0-9+/]{43}=?$/, { error: "is no SHA256 fingerprint" })
      .describe('Fingerprint of the server\'s host key as "ssh-keygen -lf" prints it, like "SHA256:..."'),
    folder: text("Folder on the SFTP server where floppy images go"),
    folderOnHosts: text("The same folder as the hypervisor hosts see it, an absolute path"),
  })
  .refine(sftp => (sftp.password === undefined) !== (sftp.keyFile === undefined), {
    error: "needs either password or keyFile",
  });

const floppyCommandsSchema = z.strictObject({
  upload: shellCommand(
    "Command that brings an image to the share: {0} is the local file, {1} its name on the share",
  ).refine(command => command.includes("{0}"), { error: "does not name {0}" }),
  cleanup: shellCommand(
    "Command that takes an image off the share: {0} is its name there, and other seats' have to stay",
  ).refine(command => !command.includes("{1}"), { error: "names {1}, and there is only {0}" }),
  folderOnHosts: text("The share's folder as the hypervisor hosts see it, an absolute path"),
});

const limitsSchema = z.strictObject({
  clone: duration("Longest time for a clone to be ready").prefault("60 minutes"),
  setup: duration("Longest time for Windows to set itself up and power off").prefault("90 minutes"),
  snapshot: duration("Longest time for a snapshot").prefault("30 minutes"),
  boot: duration("Longest time from start to up").prefault("15 minutes"),
  verify: duration("Longest time from up until the guest agent reports what it should").prefault(
    "10 minutes",
  ),
  stop: duration("Longest time for a VM to stop or to be deleted").prefault("15 minutes"),
  outage: duration(
    "How long an engine that does not answer, or one of floppyCommands that does not end, is waited for",
  ).prefault("5 minutes"),
});

const loggingSchema = z.strictObject({
  file: text("File that the log is written to, relative to Pulumi.yaml"),
  format: z.enum(["text", "json"]).describe("text for people, or json: an object a line").default("text"),
  level: logLevel("What is written down: from debug, info, warn or error on, or off").default("info"),
  levels: z
    .strictObject({
      program: logLevel("Settings, preflight and plan").optional(),
      seats: logLevel("What is done with each seat").optional(),
      engine: logLevel("Calls of the engine's API").optional(),
      delivery: logLevel("Answer files on their way, and floppies").optional(),
    })
    .describe("Other levels for program, seats, engine or delivery, like {engine: debug}")
    .default({}),
  maxSize: size('Size at which the file is put aside as FILE.1 and another begun, like "10 MiB"').prefault(
    "10 MiB",
  ),
  keep: wholeNumber(1, 100, "How many files are kept that were put aside").default(5),
});

const rolloutSchema = z.strictObject({
  canary: wholeNumber(
    0,
    100,
    "How many seats have to be finished before the others start, the groups taking turns, like 1",
  ).default(0),
  wave: wholeNumber(
    1,
    1000,
    "How many seats set themselves up, and how many start, at once, like 10",
  ).optional(),
});

const groupSchema = z.strictObject({
  ids: ids('Ids of the seats: "1-10", "1-4,7" or a list'),
  names: text('Pattern of the VM names with ${id} and ${room}, like "${room}-vd${id}"', 255),
  networkName: text("Name of the engine's network that the seats are on"),
  vnicProfile: text("Name of the vNIC profile, where that network has more than one").optional(),
  ipAddresses: text('Pattern of the addresses with ${suffix}, like "192.0.2.${suffix}"', 255),
  ipAddressesSuffix: wholeNumber(
    -9999,
    255,
    "Suffix for the id 1, below 0 where ids start high; id n gets n - 1 more, a whole number up to 255",
  ),
  netmaskSuffix: wholeNumber(8, 30, "Prefix length of the network, a whole number from 8 to 30"),
  defaultGateway: text('Address of the gateway, like "192.0.2.254"'),
  gatewayOutside: flag("Whether the gateway may lie outside the seats' network, true or false").default(
    false,
  ),
  cluster: text("Name of the engine's cluster"),
  templateName: text("Name of the engine's template: the gold image"),
  templateVersion: wholeNumber(
    1,
    9999,
    "Version of that template; without it the newest that is ready",
  ).optional(),
  memory: size('Memory of a VM, like "4 GiB"'),
  os: text('Operating system of the finished VM in the engine\'s words, like "windows_10x64"'),
  description: vmDescription(
    "Description of the VMs: letters of any script and plain ASCII, on one line; may be empty",
  ),
  timeZone: text(
    'Time zone of the finished VM in the engine\'s words for Windows, like "W. Europe Standard Time"',
  ),
  usb: flag("Whether USB is on, true or false"),
  stateless: flag("Whether the VM forgets each run, true or false"),
  answerFileTemplate: text("File with the answer file's template, relative to Pulumi.yaml"),
  delivery: z
    .enum(["auto", "sysprep", "payload", "floppy"])
    .describe("How the answer file reaches Windows: sysprep, payload, floppy, or auto by the cluster's level")
    .default("auto"),
  setupOs: text(
    'With floppies: operating system while Windows sets itself up, not a Windows one, like "rhel_7x64"',
  ).optional(),
  setupTimeZone: text('With floppies: time zone that goes with setupOs, like "Etc/GMT"').optional(),
  thinClientUser: account(
    'Account that may use the VMs, like "thinclient@internal-authz", or none; one of an Active Directory whose full name differs from its login may have to be added to the engine first, in the Administration Portal (Administration > Users > Add)',
  ),
  thinClientRole: text("Role of that account on each VM").default("UserRole"),
  snapshotDescription: textOrNothing("Pattern of the snapshot's description; empty for no snapshot", 1000),
  resetToSnapshotRegex: pattern("Regular expression that finds the snapshot to reset to by its description"),
  rolloutStartVm: flag("Whether the VMs are started at the end of a rollout, true or false"),
  verify: z
    .enum(["none", "guest"])
    .describe(
      "Whether a started seat counts only when its guest agent reports its name and address: none or guest",
    )
    .default("none"),
  resetStartVm: startWhen("Whether a reset starts the VMs: always, auto (those that ran) or never"),
  values: namedValues("Further values for the answer file, over those of the room").default({}),
});

/** What is needed to speak to the engine, whatever else the settings say. */
const connectionSchema = z.object({
  engine: engineSchema,
  sftp: sftpSchema.optional().catch(undefined),
  floppyCommands: floppyCommandsSchema.optional().catch(undefined),
  limits: limitsSchema.prefault({}).catch(limitsSchema.parse({})),
  rollout: rolloutSchema.prefault({}).catch(rolloutSchema.parse({})),
  logging: loggingSchema.optional().catch(undefined),
});

/** More in one room are a slip, and would be more than memory holds. */
const mostSeats = 2000;

const roomSchema = z
  .strictObject({
    engine: engineSchema.describe("The oVirt engine"),
    sftp: sftpSchema.describe("With floppies: the SFTP server that the images go to").optional(),
    floppyCommands: floppyCommandsSchema
      .describe("With floppies, instead of sftp: shell commands of your own that carry the images")
      .optional(),
    limits: limitsSchema.prefault({}).describe("How long each step may take"),
    values: namedValues("Values for the answer files, as ${name}").default({}),
    secretValues: namedSecrets("Secret values for the answer files, as ${name}").default({}),
    secretSeatValues: z
      .record(z.string(), namedSecrets("Secret values of one seat"))
      .describe("Secret values for single seats by their names, like the blobs of djoin")
      .default({}),
    rollout: rolloutSchema.prefault({}).describe("In which order seats are made"),
    logging: loggingSchema.describe("A log of what is done, beside what Pulumi shows").optional(),
    reset: word(
      'A word, or a date in quotes, like "2026-11-24"; when it is another, every seat that was set up before goes back to its snapshot, once',
    ).optional(),
    groups: z
      .record(
        z.string().regex(/^[A-Za-z][\w-]*$/, { error: "is no name of a group: letters, digits, _ and -" }),
        groupSchema,
      )
      .refine(groups => Object.keys(groups).length > 0, { error: "holds no group" })
      .refine(groups => Object.values(groups).reduce((sum, { ids }) => sum + ids.length, 0) <= mostSeats, {
        error: `holds more than ${mostSeats} ids`,
        params: { remedy: "A room has 5 to 40 seats: make several rooms of so many" },
      })
      .describe("The groups of seats, each a complete definition"),
  })
  .refine(room => room.sftp === undefined || room.floppyCommands === undefined, {
    error: "stands beside sftp, and images go one way",
    path: ["floppyCommands"],
  });

export type FloppyCommands = z.output<typeof floppyCommandsSchema>;
export type LoggingSettings = z.output<typeof loggingSchema>;
export type LogTarget = keyof LoggingSettings["levels"];
export type SftpSettings = z.output<typeof sftpSchema>;
/** The schema of each setting of a group. */
const groupShape = groupSchema.shape;

export type GroupSettings = z.output<typeof groupSchema>;
export type ConnectionSettings = z.output<typeof connectionSchema>;
export type RoomSettings = z.output<typeof roomSchema>;

/** What is looked at in the settings of other rooms. */
const neighbourSchema = z.object({
  engine: z.object({ url: engineSchema.shape.url }),
  groups: roomSchema.shape.groups,
});

/** The keys of the stack's configuration that are settings. */
const settingNames = Object.keys(roomSchema.shape);

export { connectionSchema, groupShape, neighbourSchema, roomSchema, settingNames };
