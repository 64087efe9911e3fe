/**
 * @module Time zones: Windows types take Windows' names, all other types those of the tz database.
 */

import { isWindows } from "./os-types";

export const defaultTimeZone = { windows: "GMT Standard Time", other: "Etc/GMT" };

const windowsZones = new Set(
  `Afghanistan;Alaskan;Aleutian;Altai;Arab;Arabian;Arabic;Argentina;Astrakhan;Atlantic;AUS Central;Aus Central W.;
AUS Eastern;Azerbaijan;Azores;Bahia;Bangladesh;Belarus;Bougainville;Canada Central;Cape Verde;Caucasus;Cen. Australia;
Central America;Central Asia;Central Brazilian;Central Europe;Central European;Central Pacific;Central;Central (Mexico);
Chatham Islands;China;Cuba;Dateline;E. Africa;E. Australia;E. Europe;E. South America;Easter Island;Eastern;
Eastern (Mexico);Egypt;Ekaterinburg;Fiji;FLE;Georgian;GMT;Greenland;Greenwich;GTB;Haiti;Hawaiian;India;Iran;Israel;
Jordan;Kaliningrad;Kamchatka;Korea;Libya;Line Islands;Lord Howe;Magadan;Magallanes;Marquesas;Mauritius;Middle East;
Montevideo;Morocco;Mountain;Mountain (Mexico);Myanmar;N. Central Asia;Namibia;Nepal;New Zealand;Newfoundland;Norfolk;
North Asia East;North Asia;North Korea;Omsk;Pacific SA;Pacific;Pacific (Mexico);Pakistan;Paraguay;Romance;Russia Time Zone 3;
Russia Time Zone 10;Russia Time Zone 11;Russian;SA Eastern;SA Pacific;SA Western;Saint Pierre;Sakhalin;Samoa;Sao Tome;
Saratov;SE Asia;Singapore;South Africa;South Sudan;Sri Lanka;Sudan;Syria;Taipei;Tasmania;Tocantins;Tokyo;Tomsk;Tonga;
Transbaikal;Turkey;Turks And Caicos;Ulaanbaatar;US Eastern;US Mountain;UTC;UTC-02;UTC-08;UTC-09;UTC-11;UTC+12;UTC+13;
Venezuela;Vladivostok;Volgograd;W. Australia;W. Central Africa;W. Europe;W. Mongolia;West Asia;West Bank;West Pacific;
Yakutsk;Yukon`
    .split(/;\s*/)
    .map(windowsName),
);

function windowsName(short: string): string {
  if (/^UTC|^Russia Time/.test(short)) {
    return short;
  }
  const mexico = " (Mexico)";
  return short.endsWith(mexico)
    ? `${short.slice(0, -mexico.length)} Standard Time${mexico}`
    : `${short} Standard Time`;
}

const tzZones = new Set(["Etc/GMT", "Etc/UTC", "UTC", "GMT", ...Intl.supportedValuesOf("timeZone")]);

export function fitsOs(timeZone: string, osName: string): boolean {
  return (isWindows(osName) ? windowsZones : tzZones).has(timeZone);
}
