/** @module Proof instead of hope: a started seat is finished when its guest agent reports its name, domain and address. */

import { EngineError } from "../../ovirt/errors";
import type { Context } from "../conversation/context";

/** Ticks between two looks at the addresses, which come some seconds after the name. */
const addressEvery = 3;

/** What a seat's guest agent has to report, beside its name. */
export interface ExpectedGuest {
  readonly vmId: string;
  readonly address: string;
  readonly domain?: string;
}

/** @throws EngineError with what was expected and what is reported, when the limit is reached */
export async function verifyGuest(inputs: ExpectedGuest, context: Context): Promise<void> {
  const { conversation, owner, seat } = context;
  const doing = `waiting for the guest agent of ${seat}`;
  const expected = expectedOf(inputs, seat);
  let seen = "nothing yet";
  let nextAddresses = 0;
  context.show("waiting for the guest agent");
  try {
    await conversation.waiter(owner).wait({
      vmId: inputs.vmId,
      vmName: seat,
      doing,
      limit: conversation.connection.limits.verify,
      since: await conversation.waiter(owner).now(),
      quiet: true,
      look: async ({ vm, ticks }) => {
        if (!vm?.fqdn || ticks < nextAddresses) return undefined;
        nextAddresses = ticks + addressEvery;
        const addresses = await conversation.engine.vms.reportedAddresses(inputs.vmId, seat);
        seen = [vm.fqdn, ...addresses].join(", ");
        context.show(`guest agent reports ${seen}`);
        return isNamed(vm.fqdn, seat, inputs) && addresses.includes(inputs.address)
          ? { result: undefined }
          : undefined;
      },
      remedy: "",
    });
  } catch (error) {
    if (!(error instanceof EngineError) || error.code !== "timed_out") throw error;
    throw new EngineError({
      code: "ended_otherwise",
      operation: doing,
      message: `it should report ${expected.name} and ${inputs.address}, and reports ${seen}`,
      remedy: remedyFor(seen, inputs),
      cause: error,
    });
  }
}

function expectedOf(inputs: ExpectedGuest, seat: string): { name: string } {
  return { name: `${seat}${inputs.domain ? `.${inputs.domain}` : ""}`.toLowerCase() };
}

/** QEMU's guest agent tells the computer's name alone; oVirt's old one the domain, too. */
export function isNamed(reported: string, seat: string, { domain }: Pick<ExpectedGuest, "domain">): boolean {
  const [host, ...within] = reported.toLowerCase().split(".");
  if (host !== seat.toLowerCase()) return false;
  return !domain || within.length === 0 || within.join(".") === domain.toLowerCase();
}

/** The likely cause of what is seen. */
function remedyFor(seen: string, { domain }: ExpectedGuest): string {
  if (seen === "nothing yet") return "Install the guest agent in the gold image, or set verify: none";
  const [name = ""] = seen.split(",");
  if (domain && name.includes(".") && !name.toLowerCase().includes(domain.toLowerCase())) {
    return "The machine has not joined its domain: look at %WINDIR%\\debug\\netsetup.log in it, at the join account, and whether an old computer object of this name is in the way";
  }
  return "Look at the answer file's network part and at %WINDIR%\\Panther\\setupact.log in the machine";
}
