/** @module The form of passwords that an answer file may hold instead of plain text. */

/** The elements whose `Value` Windows takes in this form. */
export type PasswordElement = "Password" | "AdministratorPassword";

/** Whether an element is one of them, by its name. */
export function isPasswordElement(name: string | undefined): name is PasswordElement {
  return name === "Password" || name === "AdministratorPassword";
}

/**
 * The value to write beside `<PlainText>false</PlainText>`: base64 of the UTF-16LE text of the password followed by
 * the name of the element. Obfuscation, not encryption: whoever reads the file can read the password.
 *
 * The password of a domain join has no such form.
 *
 * @see https://learn.microsoft.com/windows-hardware/customize/desktop/unattend/microsoft-windows-shell-setup-autologon-password
 * @example obfuscatePassword("pw", "Password") // "cAB3AFAAYQBzAHMAdwBvAHIAZAA="
 */
export function obfuscatePassword(password: string, element: PasswordElement): string {
  return Buffer.from(password + element, "utf16le").toString("base64");
}

/** The password behind an obfuscated value, or `undefined` when the value is none for that element. */
export function revealPassword(value: string, element: PasswordElement): string | undefined {
  const bytes = Buffer.from(value, "base64");
  const text = bytes.toString("utf16le");
  const isBase64 = withoutPadding(bytes.toString("base64")) === withoutPadding(value.trim());
  if (!isBase64 || bytes.length % 2 !== 0 || !text.endsWith(element)) return undefined;
  return text.slice(0, -element.length);
}

/** Microsoft's own examples come without. */
function withoutPadding(base64: string): string {
  return base64.replace(/=+$/, "");
}
