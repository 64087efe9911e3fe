/**
 * @module How long things take, in milliseconds. The defaults let a room of seven roll out in about ten seconds.
 */

export interface Durations {
  /** Thin disks of a new VM being made: status `image_locked`. */
  createThin: number;
  /** Disks being copied: `clone=true`. */
  createClone: number;
  /** A template being made from a VM: status `locked`. */
  createTemplate: number;
  /** A new empty disk being made. */
  createDisk: number;
  /** Between `start` and the machine process: status `wait_for_launch`. */
  waitForLaunch: number;
  /** Until the host says that it runs: status `powering_up`. */
  poweringUp: number;
  /** Forced power-off. */
  stop: number;
  /** How long a guest that was asked to shut down may take before the engine says that it failed. */
  shutdownPatience: number;
  /** Resume or suspend with its memory. */
  suspend: number;
  /** A snapshot being taken: `locked`. */
  createSnapshot: number;
  /** Restore, preview, commit and undo: status `image_locked`. */
  restoreSnapshot: number;
  /** A snapshot being merged away. */
  deleteSnapshot: number;
  /** A VM with its disks being removed. */
  deleteVm: number;
  /** What waited for the next run being laid over a VM that has come down, which is held meanwhile. */
  applyNextRun: number;
  /** After an undo, how long the VM still counts as busy with a snapshot. */
  settle: number;
  /** After this, finished jobs are gone. */
  finishedJob: number;
  /** After this, failed jobs are gone. */
  failedJob: number;
  /** Idle time after which a session ends. */
  session: number;
  /** How long a refused login takes. */
  refusedLogin: number;
  /** Between the first request under a token and the engine's session for it; 0: at once. */
  openSession: number;
  /** How long after the loss of a host its VMs are `unknown`. */
  hostLost: number;
}

const minute = 60_000;

export const defaultDurations: Durations = {
  createThin: 1200,
  createClone: 3000,
  createTemplate: 2000,
  createDisk: 800,
  waitForLaunch: 200,
  poweringUp: 400,
  stop: 200,
  shutdownPatience: minute,
  suspend: 500,
  createSnapshot: 500,
  restoreSnapshot: 800,
  deleteSnapshot: 500,
  deleteVm: 200,
  applyNextRun: 100,
  settle: 100,
  finishedJob: 10 * minute,
  failedJob: 60 * minute,
  session: 30 * minute,
  refusedLogin: 500,
  openSession: 10,
  hostLost: 500,
};
