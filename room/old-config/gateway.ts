/** @module Gateways that lie outside the network of their seats: the old tool handed both on and compared nothing. */

import { networkOf, parseAddress } from "../address";
import { substitute } from "../text/template-string";
import type { OldGroup } from "./group";

/** Whether a seat of the group has an address that is not in the gateway's network. */
export function gatewayLiesOutside(group: OldGroup): boolean {
  const { ids, ipAddresses, ipAddressesSuffix, defaultGateway, netmaskSuffix } = group;
  const gateway = parseAddress(defaultGateway);
  if (gateway === undefined) return false;
  const { first, last } = networkOf(gateway, netmaskSuffix);
  return ids.some(id => {
    const address = parseAddress(substitute(ipAddresses, { suffix: String(ipAddressesSuffix + id - 1) }));
    return address !== undefined && (address < first || address > last);
  });
}
