import assert from "node:assert/strict";
import { EngineError, faultOf } from "../../ovirt/errors";

/** Words of an engine 4.5.7 (docs/facts/ovirt.md; AppErrors in its source) and what they stand for. */
const words = [
  [409, "Operation Failed: [Cannot run VM: VM is locked. Please try again in a few minutes.]", "locked"],
  [
    409,
    "Operation Failed: [Cannot add VM. Related operation is currently in progress. Please try again later.]",
    "locked",
  ],
  [
    409,
    "Operation Failed: [Cannot run VM. Snapshot is currently being created for VM t-clone-json.]",
    "locked",
  ],
  [409, "Operation Failed: [Cannot create Snapshot because the VM is in Image Locked status.]", "locked"],
  [
    409,
    "Operation Failed: [Cannot remove VM: The following disks are locked: base-linux_Disk1. Please try again in a few minutes.]",
    "locked",
  ],
  [409, "Operation Failed: [Cannot run VM. VM is being updated.]", "locked"],
  [409, "Operation Failed: [Cannot edit VM. VM is being cloned.]", "locked"],
  [409, "Operation Failed: [Cannot remove VM. VM room01-vd01 is being migrated.]", "locked"],
  [409, "Operation Failed: [Cannot run VM. Disk is being moved or copied.]", "locked"],
  [
    409,
    "Operation Failed: [Cannot hibernate VM. VM is in saving/restoring state.\n-Please try again when the VM is either up or down.]",
    "locked",
  ],
  [
    409,
    "Operation Failed: [Cannot remove Template. Template is being used by the following VMs: room01-vd01.]",
    "refused",
  ],
  [
    409,
    "Operation Failed: [Cannot add VM. The VM name is already in use, please choose a unique name.]",
    "name_in_use",
  ],
  [
    409,
    "Operation Failed: [Cannot preview Snapshot: Storage Domain cannot be accessed.\n-Please check that at least one Host is operational and Data Center state is up.]",
    "storage_away",
  ],
  [409, "Operation Failed: [Cannot run VM. The Data Center has no Storage Pool Manager.]", "storage_away"],
  [
    409,
    "Operation Failed: [Cannot add VM. The Data Center's Storage Pool Manager has changed.]",
    "storage_away",
  ],
  [409, "Operation Failed: [Cannot run VM because the VM is in Up status.]", "already_running"],
  [409, "Operation Failed: [Cannot run VM because the VM is in Wait for Launch status.]", "already_running"],
  [
    409,
    "Operation Failed: [Cannot create Snapshot. The VM is running as Stateless. Please try again when VM is not running as Stateless.]",
    "refused",
  ],
  [409, "Operation Failed: [Cannot create Snapshot. VM is previewing a Snapshot.]", "refused"],
  [
    400,
    "Operation Failed: [Cannot add VM. Invalid time zone for given OS type., Attribute: vmStatic]",
    "refused",
  ],
  [404, "Operation Failed: Entity not found: GetVmTemplate", "not_found"],
  [404, "", "not_found"],
  [400, "Operation Failed: query execution failed due to insufficient permissions.", "forbidden"],
  [401, "invalid_grant: The provided authorization grant for the auth code has expired.", "login_expired"],
  [
    401,
    "The user alice@internal-authz with profile [internal] is not authorized to perform login",
    "forbidden",
  ],
  [
    401,
    "Unable to login user alice@internal-authz with profile [internal] because the maximum number of allowed sessions 2 is exceeded",
    "too_many_sessions",
  ],
  [503, "Service Unavailable", "engine_failed"],
] as const;

describe("a fault of the engine", () => {
  for (const [status, text, code] of words) {
    it(`${status} ${JSON.stringify(text.slice(0, 70))} is ${code}`, () => {
      assert.equal(faultOf(status, text, true).code, code);
    });
  }

  it("is told with what was being done, the engine's words, the correlation id and the way out", () => {
    const error = new EngineError({
      ...faultOf(409, "Operation Failed: [Cannot run VM: VM is locked.]", true),
      operation: "starting VM demo-vd01",
      status: 409,
      correlationId: "virtroom-1",
    });
    assert.equal(
      error.message,
      "starting VM demo-vd01: Operation Failed: [Cannot run VM: VM is locked.] (409) [locked, correlation id virtroom-1]. Wait until the engine has finished what it is doing with it, then run again",
    );
  });
});
