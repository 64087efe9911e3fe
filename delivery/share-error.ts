/** @module What can go wrong with the share that floppy images go to. */

import { ExplainedError } from "../room/fault/explained-error";

/**
 * Kinds of trouble.
 *
 * - `unreachable`: no connection, or the server went away and did not come back
 * - `dropped`: the connection broke in the middle; tried again before anybody is told
 * - `auth-refused`: the server does not take the account
 * - `host-key-differs`: somebody else answers at that address
 * - `key-unreadable`: the account's private key cannot be read
 * - `folder-missing`: there is no such folder
 * - `permission-denied`: the account may not do this
 * - `no-space`: the disk is full
 * - `invalid-name`: a file name that could leave the folder
 * - `refused`: the server said no to anything else
 */
export type ShareErrorCode =
  | "unreachable"
  | "dropped"
  | "auth-refused"
  | "host-key-differs"
  | "key-unreadable"
  | "folder-missing"
  | "permission-denied"
  | "no-space"
  | "invalid-name"
  | "refused";

/** An error to be thrown when a floppy image cannot be put on the share, or taken away. Meant for the user's eyes. */
export class ShareError extends ExplainedError {
  override readonly name = "ShareError";

  /**
   * @param code what kind of trouble it is
   * @param message what happened, and where
   * @param remedy what to do about it
   */
  constructor(
    readonly code: ShareErrorCode,
    message: string,
    remedy: string,
    options?: ErrorOptions,
  ) {
    super(`${message} [${code}]`, remedy, options);
  }

  /** Whether the same may go well in a moment. */
  get passing(): boolean {
    return this.code === "unreachable" || this.code === "dropped";
  }
}
