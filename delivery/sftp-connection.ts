/** @module One connection to an SFTP server for everybody: opened when it is needed, given up when it is idle. */

import pLimit from "p-limit";
import pRetry from "p-retry";
import { statusOf, within, wordsOf } from "./sftp-answers";
import { labelOf, type SftpAccess, SftpLogin, type SftpSession } from "./sftp-login";
import { ShareError } from "./share-error";

/** Milliseconds for one operation. Writing an image takes less than one second on a usual network. */
const OPERATION_LIMIT = 60_000;
/** Milliseconds after which an unused connection is closed: setting up a seat takes far longer. */
const IDLE_LIMIT = 10_000;
/** How often a passing trouble is tried again: soon given up at first, patient (20 s or more) with a server known to work. */
const RETRIES = { first: 2, later: 7 };
/** Milliseconds after which nothing is tried again, however few the tries were. */
const RETRY_LIMIT = 120_000;

/**
 * A connection that is shared by everybody and does one thing at a time: the client tells a broken connection only to
 * the first of several operations under way, and the others would wait for ever.
 */
export class SftpConnection {
  private readonly oneAtATime = pLimit(1);
  private session: SftpSession | undefined;
  private idle: NodeJS.Timeout | undefined;
  private workedBefore = false;

  private readonly login: SftpLogin;

  constructor(private readonly access: SftpAccess) {
    this.login = new SftpLogin(access);
  }

  /**
   * Does something with the connection, which is opened when it is not there. When it breaks, all of it is done again,
   * so it has to be safe to repeat.
   *
   * @throws ShareError, and what the operation throws itself
   */
  run<Result>(operation: (session: SftpSession) => Promise<Result>): Promise<Result> {
    return this.oneAtATime(async () => {
      try {
        return await pRetry(() => this.attempt(operation), {
          retries: this.workedBefore ? RETRIES.later : RETRIES.first,
          minTimeout: 200,
          maxTimeout: 5_000,
          maxRetryTime: RETRY_LIMIT,
          randomize: true,
          shouldRetry: ({ error }) => error instanceof ShareError && error.passing,
        });
      } catch (error) {
        // those who wait for their turn need not be as patient again
        if (error instanceof ShareError && error.passing) this.workedBefore = false;
        throw error;
      }
    });
  }

  /** Ends the connection once what is under way is done. It may be used again afterwards. */
  close(): Promise<void> {
    return this.oneAtATime(() => this.hangUp());
  }

  private async attempt<Result>(operation: (session: SftpSession) => Promise<Result>): Promise<Result> {
    clearTimeout(this.idle);
    this.session ??= await this.login.open();
    this.workedBefore = true;
    try {
      const result = await within(
        OPERATION_LIMIT,
        Promise.race([operation(this.session), this.session.gone]),
      );
      this.idle = setTimeout(() => void this.close(), IDLE_LIMIT);
      return result;
    } catch (error) {
      if (error instanceof ShareError || statusOf(error) !== undefined) {
        this.idle = setTimeout(() => void this.close(), IDLE_LIMIT);
        throw error;
      }
      void this.hangUp();
      throw new ShareError(
        "dropped",
        `The connection to ${labelOf(this.access)} broke (${wordsOf(error)})`,
        "See the SFTP server's log, and run again",
        { cause: error },
      );
    }
  }

  private async hangUp(): Promise<void> {
    clearTimeout(this.idle);
    const { session } = this;
    this.session = undefined;
    if (session === undefined) return;
    // a server that does not answer our farewell is gone anyway
    await within(2_000, session.client.end()).catch(() => undefined);
    session.socket.destroy();
  }
}
