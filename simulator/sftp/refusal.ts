/** @module How a request is refused, or left without an answer. */

import { answer, STATUS, type StatusCode } from "./wire";

/** The client is to see its connection end, without an answer. */
export class CutConnection extends Error {}

export class Refused extends Error {
  constructor(
    readonly code: StatusCode,
    message: string,
  ) {
    super(message);
  }
}

/** The words of OpenSSH's sftp-server, which tells little more than the code. */
export function failure(id: number, error: unknown): Buffer {
  if (error instanceof Refused) {
    return answer.status(id, error.code, error.message);
  }
  if (error instanceof RangeError) {
    return answer.status(id, STATUS.BAD_MESSAGE, "Bad message");
  }
  switch (error instanceof Error && "code" in error ? error.code : undefined) {
    case "ENOENT":
    case "ENOTDIR":
    case "ELOOP":
      return answer.status(id, STATUS.NO_SUCH_FILE, "No such file");
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return answer.status(id, STATUS.PERMISSION_DENIED, "Permission denied");
    default:
      return answer.status(id, STATUS.FAILURE, "Failure");
  }
}
