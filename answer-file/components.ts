/**
 * @module The components that Windows knows, and the passes in which each may stand.
 * @see https://learn.microsoft.com/windows-hardware/customize/desktop/unattend/components-b-unattend
 */

/** The passes of an answer file, in the order in which Windows goes through them. */
export const PASSES = [
  "windowsPE",
  "offlineServicing",
  "generalize",
  "specialize",
  "auditSystem",
  "auditUser",
  "oobeSystem",
] as const;

export type Pass = (typeof PASSES)[number];

/** The passes that a sealed image, and so every seat, goes through. */
export const SEALED_IMAGE_PASSES: readonly Pass[] = ["specialize", "oobeSystem"];

/** Passes, and the components that may stand in exactly these. `Microsoft-Windows-` is left away. */
const GROUPS: readonly [passes: readonly Pass[], names: string][] = [
  [
    ["specialize"],
    `Audio-AudioCore Audio-VolumeControl Authentication-AuthUI DeviceAccess Embedded-UnifiedWriteFilter EnhancedStorage-Adm
    ErrorReportingCore Fax-Service IE-ESC IE-InternetExplorer MicrosoftEdgeBrowser MobilePC-Sensors-API NetBT
    NetworkLoadBalancing-Core Printing-Spooler-Core RasServer RemoteAssistance-Exe Security-SPP-UX SQMAPI
    SystemMaintenanceService SystemRestore-Main TapiSetup Tpm-Tasks WPD-BusEnumService`,
  ],
  [
    ["specialize", "oobeSystem"],
    "BLB-WSB-Online-Main Embedded-BootExp HelpAndSupport International-Core MapControl-Desktop",
  ],
  [
    ["generalize", "specialize"],
    `OutOfBoxExperience PnpSysprep PowerCPL ServerManager-SvrMgrNc SNMP-Agent-Service STObject SystemSettingsThreshold
    TerminalServices-RDP-WinStationExtensions WorkstationService WWANUI`,
  ],
  [
    ["offlineServicing", "generalize", "specialize"],
    `DiagCpl Disk-Failure-Diagnostic-Module TerminalServices-LocalSessionManager
    TerminalServices-Publishing-WMIProvider TerminalServices-RemoteConnectionManager`,
  ],
  [
    ["offlineServicing", "specialize", "oobeSystem"],
    "TabletPC-Platform-Input-Core TwinUI WiFiNetworkManager",
  ],
  [["offlineServicing", "specialize"], "Embedded-EmbeddedLogon GPIOButtons LUA-Settings UnattendedJoin"],
  [
    ["offlineServicing"],
    "CodeIntegrity DeviceGuard-Unattend Embedded-KeyboardFilterService MediaPlayer-Core PartitionManager WDF-KernelLibrary",
  ],
  [["windowsPE", "specialize"], "DNS-Client TCPIP"],
  [["windowsPE"], "International-Core-WinPE PnpCustomizationsWinPE Setup"],
  [["generalize"], "BrowserService NetworkBridge Security-SPP SharedAccess SMBServer"],
  [
    ["oobeSystem"],
    `Embedded-ShellLauncher IE-ClientNetworkProtocolImplementation SHWebSVC Sidebar TerminalServices-CentralPublishing
    TerminalServices-LicenseServer WinRE-RecoveryAgent`,
  ],
  [["offlineServicing", "auditSystem"], "PnpCustomizationsNonWinPE"],
  [["offlineServicing", "specialize", "auditSystem", "oobeSystem"], "SecureStartup-FilterDriver"],
  [["offlineServicing", "windowsPE", "specialize", "oobeSystem"], "WLANSVC"],
  [["specialize", "auditSystem", "auditUser", "oobeSystem"], "StorPort-RegistrySettings"],
  [["generalize", "specialize", "auditSystem", "auditUser", "oobeSystem"], "CoreMmRes Deployment"],
  [PASSES, "Shell-Setup"],
];

/** Components by their names, with the passes in which they may stand. */
export const COMPONENTS: ReadonlyMap<string, readonly Pass[]> = new Map([
  ...GROUPS.flatMap(([passes, names]) =>
    names.split(/\s+/).map(name => [`Microsoft-Windows-${name}`, passes] as [string, readonly Pass[]]),
  ),
  ["Networking-MPSSVC-Svc", ["specialize"]],
  ["Security-Malware-Windows-Defender", ["offlineServicing", "specialize", "oobeSystem"]],
]);

/** Settings that count in some passes only, of the passes in which their component may stand. */
export const SETTINGS: ReadonlyMap<string, ReadonlyMap<string, readonly Pass[]>> = new Map([
  [
    "Microsoft-Windows-Shell-Setup",
    new Map<string, readonly Pass[]>([
      ["ComputerName", ["offlineServicing", "specialize"]],
      ["ProductKey", ["specialize"]],
      ["CopyProfile", ["specialize"]],
      ["OOBE", ["oobeSystem"]],
      ["FirstLogonCommands", ["oobeSystem"]],
      ["LogonCommands", ["oobeSystem"]],
      ["UserAccounts", ["auditSystem", "oobeSystem"]],
      ["AutoLogon", ["specialize", "auditSystem", "auditUser", "oobeSystem"]],
    ]),
  ],
  [
    "Microsoft-Windows-Deployment",
    new Map<string, readonly Pass[]>([
      ["RunSynchronous", ["specialize", "auditUser"]],
      ["RunAsynchronous", ["specialize", "auditUser"]],
      ["ExtendOSPartition", ["specialize"]],
    ]),
  ],
]);
