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
   * the answer (docs/facts/ovirt.md). A memory that somebody's snapshot has stays there: the next start would go on with it, in the
   * middle of the session of that day.
   *
   * To the engine it is a preview and then a commit (its BackendSnapshotResource): when it fails, the VM may be left in the preview.
   *
   * @param answerLimit milliseconds: the engine answers only when the preview is done
   */
  async restore(vmId: string, vmName: string, id: string, answerLimit: number): Promise<void> {
    const operation = `restoring a snapshot of ${vmName}`;
    const at = `${path(vmId)}/${encodeURIComponent(id)}/restore`;
    await this.api.post(at, { restore_memory: false }, operation, answerLimit);
  }

  /** Makes the previewed snapshot the VM's state, for good. Where none is previewed any more it is `refused`. */
  async commit(vmId: string, vmName: string): Promise<void> {
    const at = `/vms/${encodeURIComponent(vmId)}/commitsnapshot`;
    await this.api.repeatablePost(at, {}, `committing the preview of a snapshot of ${vmName}`);
  }

  /** Takes the VM back to what it was before the preview. */
  async undo(vmId: string, vmName: string): Promise<void> {
    const at = `/vms/${encodeURIComponent(vmId)}/undosnapshot`;
    await this.api.repeatablePost(at, {}, `undoing the preview of a snapshot of ${vmName}`);
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
