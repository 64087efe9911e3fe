/** @module Snapshots of a VM. */

import type { Api } from "./api";
import { type Json, list, requiredText, text } from "./json";

export interface Snapshot {
  readonly id: string;
  readonly description: string;
  /** `active` is the running state, `stateless` the engine's own; `regular` ones are people's. */
  readonly type: string;
  /** `ok`, `locked` or `in_preview`. */
  readonly status: string;
}

export class Snapshots {
  constructor(private readonly api: Api) {}

  async list(vmId: string, vmName: string): Promise<Snapshot[]> {
    const answer = await this.api.get(path(vmId), {}, `reading the snapshots of ${vmName}`);
    return list(answer, "snapshot").map(toSnapshot);
  }

  /** A snapshot of the disks alone: of a VM that is down there is no memory to keep. */
  async create(vmId: string, vmName: string, description: string): Promise<Snapshot> {
    const body = { description, persist_memorystate: false };
    return toSnapshot(await this.api.post(path(vmId), body, `taking a snapshot of ${vmName}`));
  }

  async get(vmId: string, vmName: string, id: string): Promise<Snapshot> {
    const answer = await this.api.get(
      `${path(vmId)}/${encodeURIComponent(id)}`,
      {},
      `reading a snapshot of ${vmName}`,
    );
    return toSnapshot(answer);
  }

  /**
   * Brings the VM back, disks and settings, and removes later snapshots. The VM stays `image_locked` for seconds after
   * the answer (facts/ovirt.md). Twice is as once.
   */
  async restore(vmId: string, vmName: string, id: string): Promise<void> {
    const operation = `restoring a snapshot of ${vmName}`;
    await this.api.repeatablePost(`${path(vmId)}/${encodeURIComponent(id)}/restore`, {}, operation);
  }

  async delete(vmId: string, vmName: string, id: string): Promise<void> {
    await this.api.delete(`${path(vmId)}/${encodeURIComponent(id)}`, `deleting a snapshot of ${vmName}`);
  }
}

function path(vmId: string): string {
  return `/vms/${encodeURIComponent(vmId)}/snapshots`;
}

function toSnapshot(json: Json): Snapshot {
  return {
    id: requiredText(json, "id"),
    description: text(json, "description") ?? "",
    type: text(json, "snapshot_type") ?? "",
    status: text(json, "snapshot_status") ?? "",
  };
}
