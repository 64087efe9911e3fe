/**
 * @module A disk. What a guest keeps on it is plain data that is copied with it.
 */

import type { GuestDisk } from "../guest/contract";
import { blankDisk } from "../guest/contract";

export interface Disk {
  id: string;
  imageId: string;
  alias: string;
  description: string;
  status: "ok" | "locked" | "illegal";
  /** Bytes. */
  provisioned: number;
  actual: number;
  format: "cow" | "raw";
  sparse: boolean;
  /** How it hangs on its VM. */
  interface: "ide" | "sata" | "spapr_vscsi" | "virtio" | "virtio_scsi";
  bootable: boolean;
  active: boolean;
  readOnly: boolean;
  /** Several VMs may have it: no snapshot holds it. */
  shareable: boolean;
  storageDomain: string;
  /** Until the first unlock the engine does not tell it. */
  qcowVersion?: string;
  /** A disk that came back from a snapshot has lost its disk profile. */
  withoutProfile?: boolean;
  content: GuestDisk;
}

const mebibyte = 1024 * 1024;

export function newDisk(given: Pick<Disk, "id" | "imageId" | "storageDomain"> & Partial<Disk>): Disk {
  return {
    alias: "Disk1",
    description: "",
    status: "ok",
    provisioned: 20 * 1024 * mebibyte,
    actual: mebibyte,
    format: "cow",
    sparse: true,
    interface: "virtio_scsi",
    bootable: false,
    active: true,
    readOnly: false,
    shareable: false,
    qcowVersion: "qcow2_v3",
    content: blankDisk(),
    ...given,
  };
}
