/**
 * @module The answer file that the engine puts on its sysprep medium: the caller's own script, or one of the engine's.
 * Placeholders are the engine's (`$ComputerName$`, ...).
 */

import type { VmBody } from "../api/types/vm";
import type { Vm } from "./vm";

type Initialization = VmBody["initialization"];

export function answerFile(vm: Vm, initialization: Initialization): string {
  const script = initialization?.custom_script;
  const text = script === undefined || script === "" ? engineScript : script;
  const values = placeholders(vm, initialization);
  return text.replace(/\$(\w+)\$/g, (whole, name: string) => values[name] ?? whole);
}

/** A name over 15 characters is cut. */
function placeholders(vm: Vm, initialization: Initialization): Record<string, string> {
  const given = initialization ?? {};
  return {
    ComputerName: (given.host_name ?? vm.settings.name).slice(0, 15),
    JoinDomain: given.domain ?? "",
    DomainAdmin: given.user_name ?? "",
    DomainAdminPassword: given.root_password ?? "",
    AdminPassword: given.root_password ?? "",
    TimeZone: given.timezone ?? vm.settings.time_zone.name ?? "",
    OrgName: given.org_name ?? "",
    ProductKey: given.windows_license_key ?? "",
    InputLocale: given.input_locale ?? "en-US",
    UILanguage: given.ui_language ?? "en-US",
    SystemLocale: given.system_locale ?? "en-US",
    UserLocale: given.user_locale ?? "en-US",
    MachineObjectOU: given.active_directory_ou ?? "",
    SetupUiLanguageUiLanguage: given.ui_language ?? "en-US",
  };
}

const component = (name: string) =>
  `<component name="${name}" processorArchitecture="amd64" publicKeyToken="31bf3856ad364e35" language="neutral" versionScope="nonSxS">`;

/** A plain one: names the machine and goes through the out-of-box experience; it does not switch the machine off. */
const engineScript = `<?xml version="1.0" encoding="utf-8"?>
<unattend xmlns="urn:schemas-microsoft-com:unattend" xmlns:wcm="http://schemas.microsoft.com/WMIConfig/2002/State">
  <settings pass="specialize">
    ${component("Microsoft-Windows-Shell-Setup")}
      <ComputerName>$ComputerName$</ComputerName>
      <TimeZone>$TimeZone$</TimeZone>
    </component>
  </settings>
  <settings pass="oobeSystem">
    ${component("Microsoft-Windows-Shell-Setup")}
      <OOBE><HideEULAPage>true</HideEULAPage><ProtectYourPC>1</ProtectYourPC></OOBE>
      <UserAccounts>
        <AdministratorPassword><Value>$AdminPassword$</Value><PlainText>true</PlainText></AdministratorPassword>
      </UserAccounts>
    </component>
  </settings>
</unattend>
`;
