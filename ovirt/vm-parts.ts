/** @module A part of VMs, such as their NICs, read of many VMs at the price of one request where it is asked for at once. */

import type { Api } from "./api";
import { Batch } from "./batch";
import { type Json, list, object, requiredText } from "./json";
import { nameSearch } from "./name-search";

export interface VmPart<Part> {
  /** As people call it: `NICs`. */
  readonly called: string;
  /** The link of a VM that is followed: `diskattachments`. */
  readonly link: string;
  /** Name of the collection in the answer: `disk_attachments`. */
  readonly collection: string;
  /** Name of its members: `disk_attachment`. */
  readonly member: string;
  readonly read: (json: Json) => Part;
}

interface PartsOfVm<Part> {
  readonly vmId: string;
  readonly vmName: string;
  /** Undefined when the answer does not have them. */
  readonly parts: readonly Part[] | undefined;
}

/** VMs in one search: an answer of a few hundred KB, which the engine has to gather. */
const vmsPerSearch = 25;
/** Milliseconds that a question for one VM waits for others. */
const moment = 50;

export class VmParts<Part> {
  private readonly together = new Batch<PartsOfVm<Part>>({
    ask: names => this.ofVms(names),
    keyOf: ({ vmName }) => vmName,
    most: vmsPerSearch,
    moment,
  });

  constructor(
    private readonly api: Api,
    private readonly part: VmPart<Part>,
  ) {}

  /** @returns undefined when the engine has not told them so: then they have to be read of this VM alone */
  async of(vmId: string, vmName: string): Promise<readonly Part[] | undefined> {
    return (await this.together.get(vmName)).find(vm => vm.vmId === vmId)?.parts;
  }

  private async ofVms(names: readonly string[]): Promise<PartsOfVm<Part>[]> {
    const { called, link, collection, member, read } = this.part;
    const operation = `reading the ${called} of ${names.length === 1 ? names[0] : `${names.length} VMs`}`;
    const query = { search: nameSearch(names), follow: link, max: vmsPerSearch * 4 };
    const answer = await this.api.get("/vms", query, operation);
    return list(answer, "vm").map(vm => ({
      vmId: requiredText(vm, "id"),
      vmName: requiredText(vm, "name"),
      parts: vm[collection] === undefined ? undefined : list(object(vm, collection), member).map(read),
    }));
  }
}
