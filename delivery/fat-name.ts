/**
 * @module Names of files in a FAT folder: the short one that every system knows, and the entries of the long one.
 * @see Microsoft Extensible Firmware Initiative FAT32 File System Specification 1.03, "Long Directory Entries"
 */

/** What a long name cannot hold. */
const NOT_LONG = /[\p{Cc}\p{Cs}"*/:<>?\\|]/u;

/** What a short name may hold, in capitals. */
const SHORT = /^[A-Z0-9!#$%&'()@^_`{}~-]{1,8}(?:\.[A-Z0-9!#$%&'()@^_`{}~-]{1,3})?$/;

/** UTF-16 units in one entry of a long name. */
const UNITS_PER_ENTRY = 13;

/** Where these units stand in the entry. */
const UNIT_OFFSETS = [1, 3, 5, 7, 9, 14, 16, 18, 20, 22, 24, 28, 30];

const LONG_NAME_ATTRIBUTES = 0x0f;
const LAST_ENTRY = 0x40;

/** Why a name cannot stand in a FAT folder, or `undefined` when it can. */
export function nameFault(name: string): string | undefined {
  if (name === "" || name.length > 255) return "is empty or longer than 255 characters";
  if (NOT_LONG.test(name)) return "holds a character that FAT does not allow";
  if (/[. ]$/.test(name) || name.startsWith(" ")) return "starts or ends with a blank, or ends with a dot";
  return undefined;
}

/**
 * The short name: the name itself in capitals where that is one, else its beginning and `~1`, `~2`, ...
 *
 * @param taken short names of the folder so far, dot included
 * @example shortName("sysprep.inf", new Set()) // "SYSPREP.INF"
 * @example shortName("Unattended.xml", new Set()) // "UNATTE~1.XML"
 */
export function shortName(name: string, taken: ReadonlySet<string>): string {
  const capitals = name.toUpperCase();
  if (SHORT.test(capitals) && !taken.has(capitals)) return capitals;
  const dot = capitals.lastIndexOf(".");
  const base = fitting(dot > 0 ? capitals.slice(0, dot) : capitals);
  const extension = dot > 0 ? fitting(capitals.slice(dot + 1)).slice(0, 3) : "";
  for (let number = 1; ; number++) {
    const tail = `~${number}`;
    const candidate = `${base.slice(0, 8 - tail.length)}${tail}${extension === "" ? "" : `.${extension}`}`;
    if (!taken.has(candidate)) return candidate;
  }
}

function fitting(part: string): string {
  return part.replaceAll(/[ .]/g, "").replaceAll(/[^A-Z0-9!#$%&'()@^_`{}~-]/gu, "_");
}

/** The short name as a folder stores it: eight bytes and three, filled up with blanks. */
export function shortNameBytes(short: string): Buffer {
  const [base = "", extension = ""] = short.split(".");
  return Buffer.from(base.padEnd(8) + extension.padEnd(3), "latin1");
}

/** The entries of 32 bytes that stand before the short entry: none when the short name says it all. */
export function longNameEntries(name: string, short: string): Buffer[] {
  if (name === short) return [];
  const sum = checksum(shortNameBytes(short));
  const count = Math.ceil(name.length / UNITS_PER_ENTRY);
  const entries = Array.from({ length: count }, (_, index) => {
    const entry = Buffer.alloc(32);
    entry.writeUInt8((index + 1) | (index === count - 1 ? LAST_ENTRY : 0), 0);
    entry.writeUInt8(LONG_NAME_ATTRIBUTES, 11);
    entry.writeUInt8(sum, 13);
    for (const [position, offset] of UNIT_OFFSETS.entries()) {
      const at = index * UNITS_PER_ENTRY + position;
      // after the name: one zero, then all ones
      entry.writeUInt16LE(at < name.length ? name.charCodeAt(at) : at === name.length ? 0 : 0xffff, offset);
    }
    return entry;
  });
  return entries.reverse();
}

/** Ties a long name to its short one. */
function checksum(short: Buffer): number {
  return short.reduce((sum, byte) => ((((sum & 1) << 7) | (sum >> 1)) + byte) & 0xff, 0);
}
