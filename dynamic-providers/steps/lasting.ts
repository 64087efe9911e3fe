/**
 * @module What may pass by itself and is a matter only when it lasts: an engine pauses a VM whose thin disk has to grow, or
 * whose storage is away for a moment; a VM is down while the engine goes on to the next host, or has not written down why.
 */

/** Ticks of a wait: half a minute, or longer where nothing else happens. */
const long = 30;

/** @returns tells at each look of a wait whether something has held at each one for too long */
export function lasting(): (holds: boolean, ticks: number) => boolean {
  let since: number | undefined;
  return (holds, ticks) => {
    since = holds ? (since ?? ticks) : undefined;
    return since !== undefined && ticks - since >= long;
  };
}
