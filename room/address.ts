/** @module IPv4 addresses and networks, as far as a room's settings need them. */

/** The address as a number, or undefined when it is none (octets 0 to 255, no leading zeros). */
export function parseAddress(text: string): number | undefined {
  const octets = text.split(".");
  if (octets.length !== 4) return undefined;
  let address = 0;
  for (const octet of octets) {
    if (!/^(0|[1-9]\d{0,2})$/.test(octet) || Number(octet) > 255) return undefined;
    address = address * 256 + Number(octet);
  }
  return address;
}

export function formatAddress(address: number): string {
  return [24, 16, 8, 0].map(shift => Math.floor(address / 2 ** shift) % 256).join(".");
}

/** The first and the last address of the network that holds `address`. */
export function networkOf(
  address: number,
  prefix: number,
): { readonly first: number; readonly last: number } {
  const size = 2 ** (32 - prefix);
  const first = Math.floor(address / size) * size;
  return { first, last: first + size - 1 };
}

/** `24` is `255.255.255.0`. */
export function netmaskOf(prefix: number): string {
  return formatAddress(2 ** 32 - 2 ** (32 - prefix));
}
