/**
 * @module Which settings a component has, in which pass, as far as rooms use them (Microsoft: "Unattended Windows
 * Setup Reference"). A component that is not here is one that the image does not have: Windows passes over it.
 */

export type Pass = "specialize" | "oobeSystem";

/** The passes of which a sealed image takes no notice. */
export const OTHER_PASSES = ["windowsPE", "offlineServicing", "generalize", "auditSystem", "auditUser"];

/** What may stand in an element. */
export type Shape =
  /** `mayBeEmpty`: few settings take an empty element. `longest`: in characters. */
  | { kind: "text"; mayBeEmpty: boolean; longest: number }
  | { kind: "boolean" }
  | { kind: "number"; from: number; to: number }
  | { kind: "group"; settings: Record<string, Setting>; inThisOrder: boolean; needs: string[] };

export interface Setting {
  shape: Shape;
  passes: Pass[];
  /** Comes any number of times, each with `wcm:action="add"`; `keyed`: and with `wcm:keyValue`. */
  list?: "plain" | "keyed";
}

const BOTH: Pass[] = ["specialize", "oobeSystem"];
const text: Setting = {
  shape: { kind: "text", mayBeEmpty: false, longest: Number.POSITIVE_INFINITY },
  passes: BOTH,
};
const emptyText: Setting = {
  shape: { kind: "text", mayBeEmpty: true, longest: Number.POSITIVE_INFINITY },
  passes: BOTH,
};
/** "CommandLine is a string with a maximum length of 1,024 characters." */
const commandLine: Setting = { shape: { kind: "text", mayBeEmpty: false, longest: 1024 }, passes: BOTH };
const boolean: Setting = { shape: { kind: "boolean" }, passes: BOTH };
const number = (from = 0, to = 0xffffffff): Setting => ({
  shape: { kind: "number", from, to },
  passes: BOTH,
});
const group = (settings: Record<string, Setting>, needs: string[] = []): Setting => ({
  shape: { kind: "group", settings, inThisOrder: false, needs },
  passes: BOTH,
});
/** The reference: "The settings in Interface must be added in the following order". */
const ordered = (settings: Record<string, Setting>, needs: string[]): Setting => ({
  shape: { kind: "group", settings, inThisOrder: true, needs },
  passes: BOTH,
});
const list = (item: Setting): Setting => ({ ...item, list: "plain" });
const keyedList = (item: Setting): Setting => ({ ...item, list: "keyed" });
const only = (pass: Pass, setting: Setting): Setting => ({ ...setting, passes: [pass] });

const password = group({ Value: emptyText, PlainText: boolean }, ["Value"]);
const credentials = group({ Domain: text, Username: text, Password: text });
const addresses = group({ IpAddress: keyedList(text) });
const ipSettings = group({ DhcpEnabled: boolean, Metric: number(), RouterDiscoveryEnabled: boolean });

const autoLogon = group({
  Domain: text,
  Enabled: boolean,
  LogonCount: number(),
  Password: password,
  Username: text,
});

const oobe = group({
  HideEULAPage: boolean,
  HideLocalAccountScreen: boolean,
  HideOEMRegistrationScreen: boolean,
  HideOnlineAccountScreens: boolean,
  HideWirelessSetupInOOBE: boolean,
  NetworkLocation: text,
  OEMAppId: text,
  ProtectYourPC: number(1, 3),
  SkipMachineOOBE: boolean,
  SkipUserOOBE: boolean,
  UnattendEnableRetailDemo: boolean,
  VMModeOptimizations: group({
    SkipAdministratorProfileRemoval: boolean,
    SkipNotifyUILanguageChange: boolean,
    SkipWinREInitialization: boolean,
  }),
});

const userAccounts = group({
  AdministratorPassword: password,
  DomainAccounts: group({
    DomainAccountList: list(
      group({ Domain: text, DomainAccount: list(group({ Group: text, Name: text }, ["Group", "Name"])) }, [
        "Domain",
      ]),
    ),
  }),
  LocalAccounts: group({
    LocalAccount: list(
      group({ Description: text, DisplayName: text, Group: text, Name: text, Password: password }, ["Name"]),
    ),
  }),
});

const commands = (order: Setting, line: Record<string, Setting>, needs: string[]) =>
  list(group({ ...line, Description: text, Order: order }, [...needs, "Order"]));

const shellSetup = group({
  AutoLogon: autoLogon,
  BluetoothTaskbarIconEnabled: boolean,
  ComputerName: only("specialize", text),
  CopyProfile: only("specialize", boolean),
  DisableAutoDaylightTimeSet: boolean,
  Display: group({
    ColorDepth: number(),
    DPI: number(),
    HorizontalResolution: number(),
    RefreshRate: number(),
    VerticalResolution: number(),
  }),
  FirstLogonCommands: only(
    "oobeSystem",
    group({
      SynchronousCommand: commands(number(1, 500), { CommandLine: commandLine, RequiresUserInput: boolean }, [
        "CommandLine",
      ]),
    }),
  ),
  LogonCommands: only(
    "oobeSystem",
    group({ AsynchronousCommand: commands(number(1, 500), { CommandLine: commandLine }, ["CommandLine"]) }),
  ),
  OEMInformation: group({
    HelpCustomized: boolean,
    Logo: text,
    Manufacturer: text,
    Model: text,
    SupportHours: text,
    SupportPhone: text,
    SupportURL: text,
  }),
  OEMName: only("specialize", text),
  OOBE: only("oobeSystem", oobe),
  ProductKey: only("specialize", text),
  RegisteredOrganization: text,
  RegisteredOwner: text,
  ShowWindowsLive: only("specialize", boolean),
  SignInMode: number(),
  Themes: group({
    BrandIcon: text,
    CustomDefaultThemeFile: text,
    DefaultThemesOff: boolean,
    DesktopBackground: text,
    ScreenSaver: text,
    ThemeName: text,
    UWPAppsUseLightTheme: boolean,
    WindowColor: text,
  }),
  TimeZone: text,
  UserAccounts: only("oobeSystem", userAccounts),
  VisualEffects: group({ FontSmoothing: text, SystemDefaultBackgroundColor: number() }),
  WindowsFeatures: group({
    ShowInternetExplorer: boolean,
    ShowMediaCenter: boolean,
    ShowWindowsMediaPlayer: boolean,
  }),
});

const tcpIp = group({
  IcmpRedirectsEnabled: boolean,
  Interfaces: group({
    Interface: list(
      ordered(
        {
          Ipv4Settings: ipSettings,
          Ipv6Settings: ipSettings,
          Identifier: text,
          UnicastIpAddresses: addresses,
          Routes: group({
            Route: list(
              ordered({ Identifier: text, Metric: number(), NextHopAddress: text, Prefix: text }, [
                "Identifier",
                "Prefix",
              ]),
            ),
          }),
        },
        ["Identifier"],
      ),
    ),
  }),
});

const dnsClient = group({
  DNSDomain: text,
  DNSSuffixSearchOrder: group({ DomainName: keyedList(text) }),
  Interfaces: group({
    Interface: list(
      group(
        {
          DisableDynamicUpdate: boolean,
          DNSDomain: text,
          DNSServerSearchOrder: addresses,
          EnableAdapterDomainNameRegistration: boolean,
          Identifier: text,
        },
        ["Identifier"],
      ),
    ),
  }),
  UseDomainNameDevolution: boolean,
});

const netBt = group({
  EnableLMHOSTS: boolean,
  Interfaces: group({
    Interface: list(
      group({ Identifier: text, NameServerList: addresses, NetbiosOptions: number(0, 2) }, ["Identifier"]),
    ),
  }),
});

const unattendedJoin = group({
  Identification: group({
    Credentials: credentials,
    DebugJoin: boolean,
    DebugJoinOnlyOnThisError: number(),
    JoinDomain: text,
    JoinWorkgroup: text,
    MachineObjectOU: text,
    MachinePassword: text,
    Provisioning: group({ AccountData: text }),
    TimeoutPeriodInMinutes: number(),
    UnsecureJoin: boolean,
  }),
});

const deployment = group({
  ExtendOSPartition: only("specialize", group({ Extend: boolean, ExtendParams: text })),
  Reseal: only("oobeSystem", group({ ForceShutdownNow: boolean, Mode: text })),
  RunAsynchronous: only(
    "specialize",
    group({
      RunAsynchronousCommand: commands(number(1, 500), { Credentials: credentials, Path: text }, ["Path"]),
    }),
  ),
  RunSynchronous: only(
    "specialize",
    group({
      RunSynchronousCommand: commands(
        number(1, 500),
        { Credentials: credentials, Path: text, WillReboot: text },
        ["Path"],
      ),
    }),
  ),
});

export const COMPONENTS: Record<string, Setting> = {
  "Microsoft-Windows-Deployment": deployment,
  "Microsoft-Windows-DNS-Client": only("specialize", dnsClient),
  "Microsoft-Windows-International-Core": group({
    InputLocale: text,
    SystemLocale: text,
    UILanguage: text,
    UILanguageFallback: text,
    UserLocale: text,
  }),
  "Microsoft-Windows-LUA-Settings": only("specialize", group({ EnableLUA: boolean })),
  "Microsoft-Windows-NetBT": only("specialize", netBt),
  "Microsoft-Windows-Shell-Setup": shellSetup,
  "Microsoft-Windows-TCPIP": only("specialize", tcpIp),
  "Microsoft-Windows-UnattendedJoin": only("specialize", unattendedJoin),
};
