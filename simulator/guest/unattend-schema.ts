/**
 * @module Which settings a component has, in which pass, as far as rooms use them (Microsoft: "Unattended Windows
 * Setup Reference"). A component that is not here is one that the image does not have: Windows passes over it.
 */

import {
  boolean,
  commandLine,
  emptyText,
  group,
  keyedList,
  list,
  number,
  only,
  ordered,
  type Setting,
  text,
} from "./setting-shape";

/** The passes of which a sealed image takes no notice. */
export const OTHER_PASSES = ["windowsPE", "offlineServicing", "generalize", "auditSystem", "auditUser"];

const password = group({ Value: emptyText, PlainText: boolean }, ["Value"]);
const credentials = group({ Domain: text, Username: text, Password: text });
const addresses = group({ IpAddress: keyedList(text) });
const ipSettings = group({ DhcpEnabled: boolean, Metric: number(), RouterDiscoveryEnabled: boolean });

const autoLogon = group({
  Domain: emptyText,
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
      group(
        {
          Description: emptyText,
          DisplayName: emptyText,
          Group: emptyText,
          Name: text,
          Password: password,
        },
        ["Name"],
      ),
    ),
  }),
});

const commands = (order: Setting, line: Record<string, Setting>, needs: string[]) =>
  list(group({ ...line, Description: emptyText, Order: order }, [...needs, "Order"]));

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
    Logo: emptyText,
    Manufacturer: emptyText,
    Model: emptyText,
    SupportHours: emptyText,
    SupportPhone: emptyText,
    SupportURL: emptyText,
  }),
  OEMName: only("specialize", text),
  OOBE: only("oobeSystem", oobe),
  ProductKey: only("specialize", text),
  RegisteredOrganization: emptyText,
  RegisteredOwner: emptyText,
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
    UILanguageFallback: emptyText,
    UserLocale: text,
  }),
  "Microsoft-Windows-LUA-Settings": only("specialize", group({ EnableLUA: boolean })),
  "Microsoft-Windows-NetBT": only("specialize", netBt),
  "Microsoft-Windows-Shell-Setup": shellSetup,
  "Microsoft-Windows-TCPIP": only("specialize", tcpIp),
  "Microsoft-Windows-UnattendedJoin": only("specialize", unattendedJoin),
};
