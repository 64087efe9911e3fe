/**
 * @module Going back to a snapshot at once. To the engine that is a preview, and then a commit (its BackendSnapshotResource): it
 * may be cut off between them, or refuse the second one.
 */

import type { Caller } from "./caller";
import type { Engine } from "./engine";
import { crashed } from "./fault";
import type { Job } from "./jobs";
import { commitSnapshot, previewSnapshot } from "./preview";
import type { Snapshot } from "./snapshot";
import type { Vm } from "./vm";

/** What a restore comes to when it is answered: the commit is under way then, or refused. */
type Answer = { job: Job } | { fault: unknown };

/** The correlation id of every restore, whatever the request says. */
const correlationId = "RestoreSnapshot";

/**
 * @param memory whether the next start goes on with the snapshot's memory, where it has some
 * @param answer told once the preview is done, and not at all of what is refused at once
 */
export function restoreSnapshot(
  engine: Engine,
  caller: Caller,
  vm: Vm,
  snapshot: Snapshot,
  memory = true,
  answer: (answer: Answer) => void = () => {},
): void {
  const inRestore = { ...caller, correlationId };
  const half = { share: 0.5 };
  const commit = () => {
    if (vm.restoreDies) {
      vm.restoreDies = false;
      return answer({ fault: crashed("the engine is going down") });
    }
    const next = () => {
      vm.memoryWaits = memory && snapshot.persistMemory;
      vm.stopped = engine.clock.now();
    };
    try {
      answer({ job: commitSnapshot(engine, inRestore, vm, { ...half, next }) });
    } catch (fault) {
      answer({ fault });
    }
  };
  previewSnapshot(engine, inRestore, vm, snapshot, { ...half, next: commit });
}
