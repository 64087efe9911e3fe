/**
 * @module Who asks, and under which correlation id.
 */

import type { User } from "./directory";

export interface Caller {
  user: User;
  correlationId: string;
  /** Sees only what the user's permissions show. */
  filtered: boolean;
  /** A job that was opened by `POST /jobs`. */
  jobId?: string;
}
