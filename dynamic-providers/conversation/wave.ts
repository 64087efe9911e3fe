/** @module Places for work that only so many seats may do at once. */

import pLimit, { type LimitFunction } from "p-limit";
import { neverStopped, stopped } from "../../ovirt/stop";
import { waitingForPlace } from "../../room/wave-place";

export class Wave {
  private readonly limit: LimitFunction;

  /**
   * @param most seats at once; all of them when nothing is said
   * @param stop after which there are no places any more
   */
  constructor(
    most = Number.POSITIVE_INFINITY,
    private readonly stop: AbortSignal = neverStopped,
  ) {
    this.limit = pLimit(most);
  }

  /** Does the work as soon as a place is free. @param show told what the seat waits for, when it has to wait */
  enter<T>(work: () => Promise<T>, show: (text: string) => void): Promise<T> {
    const { activeCount, pendingCount, concurrency } = this.limit;
    if (activeCount + pendingCount >= concurrency) show(waitingForPlace);
    const { stop } = this;
    return new Promise((resolve, reject) => {
      const giveUp = () => reject(stopped(waitingForPlace));
      if (stop.aborted) return giveUp();
      stop.addEventListener("abort", giveUp, { once: true });
      const begin = () => {
        stop.removeEventListener("abort", giveUp);
        if (stop.aborted) throw stopped(waitingForPlace);
        return work();
      };
      this.limit(begin).then(resolve, reject);
    });
  }
}
