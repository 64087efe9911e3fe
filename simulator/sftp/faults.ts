/**
 * @module What can go wrong with the SFTP server on purpose.
 */

/** Where a connection is cut: before a word was said, in the middle of an upload, or when a rename is done and not yet answered. */
export type CutPoint = "connect" | "write" | "rename";

export interface SftpFaults {
  /** Each so-manieth connection is cut. */
  cut?: { every: number; at: CutPoint };
  /** Bytes that can still be written, over all connections; 0 is a full disk. */
  freeBytes?: number;
  /** Milliseconds before each answer. */
  delay?: number;
}

/** Whether the connection of that number (the first is 1) is to be cut, and where. */
export function cutPointOf(faults: SftpFaults, connection: number): CutPoint | undefined {
  return faults.cut !== undefined && connection % faults.cut.every === 0 ? faults.cut.at : undefined;
}

/** Takes from the free space. False: it does not suffice, and nothing is written. */
export function takeSpace(faults: SftpFaults, bytes: number): boolean {
  if (faults.freeBytes === undefined) {
    return true;
  }
  if (bytes > faults.freeBytes) {
    return false;
  }
  faults.freeBytes -= bytes;
  return true;
}
