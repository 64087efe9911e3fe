/**
 * Rules about passwords: which can be read by everybody who sees the file, and whether Windows can read them.
 *
 * @module
 */
import { error, type Finding, warning } from "../finding";
import { isPasswordElement, revealPassword } from "../password";
import { below, childText, settingsOf, UNATTENDED_JOIN, type Unattend, walk } from "../unattend";
import { elementsOf, textOf } from "../xml";

/** Passwords with a `Value`: obfuscated where Windows takes that, and rightly so. */
export function checkPasswords({ root }: Unattend): Finding[] {
  const findings: Finding[] = [];
  for (const [element] of walk(root)) {
    const value = childText(element, "Value");
    if (value === undefined || !isPasswordElement(element.local)) continue;
    const clear = childText(element, "PlainText")?.trim().toLowerCase() !== "false";
    if (clear) {
      findings.push(
        warning(
          element,
          "clear-password",
          `<${element.local}> holds its password in the clear`,
          "Write <Value>${name|obfuscated}</Value><PlainText>false</PlainText>; it hides the password from a glance, no more",
        ),
      );
    } else if (value !== "" && revealPassword(value, element.local) === undefined) {
      findings.push(
        error(
          element,
          "password-form",
          `<${element.local}> says PlainText false, and its value is not an obfuscated password`,
          "Write <Value>${name|obfuscated}</Value>, or PlainText true",
        ),
      );
    }
  }
  return findings;
}

/** Passwords that have no other form: those of network accounts, the join's foremost. */
export function checkCredentials(file: Unattend): Finding[] {
  const findings: Finding[] = [];
  const joins = settingsOf(file, UNATTENDED_JOIN, ["Identification", "Credentials", "Password"]);
  for (const [element, parent] of walk(file.root)) {
    if (element.local !== "Password" || parent?.local !== "Credentials" || textOf(element) === "") continue;
    if (elementsOf(element).length > 0) continue;
    findings.push(
      warning(
        element,
        "clear-password",
        "<Credentials> hold a password of the network in the clear; Windows has no other form for it",
        joins.includes(element)
          ? "Use the blob of djoin (accountData), or an account that may do nothing but join"
          : "Use an account that may do nothing else",
      ),
    );
  }
  return findings;
}

/** A join is whole, and of one kind. */
export function checkJoin(file: Unattend): Finding[] {
  return settingsOf(file, UNATTENDED_JOIN, ["Identification"]).flatMap(element => {
    const blob = below(element, "Provisioning", "AccountData").length > 0;
    const credentials = below(element, "Credentials").length > 0;
    const domain = childText(element, "JoinDomain") !== undefined;
    const workgroup = childText(element, "JoinWorkgroup") !== undefined;
    if (blob && credentials) {
      return [
        warning(
          element,
          "two-joins",
          "both a blob of djoin and credentials are there; Windows uses the blob",
          "Take the credentials away, so that no password of the domain is in the file",
        ),
      ];
    }
    if (blob || domain || workgroup) return [];
    return [
      error(
        element,
        "join",
        "<Identification> joins nothing",
        "Write <JoinDomain>, <JoinWorkgroup> or <Provisioning>",
      ),
    ];
  });
}
