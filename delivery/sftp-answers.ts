/** @module What an SFTP server, or the client in front of it, answers when something does not work. */

/** A status of the protocol, as the client gives it: `NO_SUCH_FILE` and so on. @see draft-ietf-secsh-filexfer-02 */
export function statusOf(error: unknown): number | undefined {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  // 6 and 7 say that the connection is gone
  return typeof code === "number" && code !== 6 && code !== 7 ? code : undefined;
}

/** The client's own words, without the names of its functions in front. */
export function wordsOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/^(?:\w+(?:->|: ))+/, "");
}

/** The outcome of some work, or an error when it takes longer than that. */
export async function within<Result>(milliseconds: number, work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${milliseconds / 1000} s`)), milliseconds);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
