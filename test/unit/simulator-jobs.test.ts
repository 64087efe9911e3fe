/** @module Jobs and sessions of the simulated engine. */

import assert from "node:assert/strict";
import { createVm } from "../../simulator/engine/vm-create";
import { engineRoom, ensureFails } from "../support/engine-room";

const newVm = { name: "room01-01", template: { name: "win10-gold" }, cluster: { name: "Default" } };

describe("jobs and sessions of the simulated engine", () => {
  it("lets finished jobs vanish after ten minutes, failed ones after an hour", () => {
    const { engine, admin, vm, clock } = engineRoom();
    vm("a");
    ensureFails(() => createVm(engine, admin, { ...newVm, name: "b c" }, false), 400, /special characters/);
    const statuses = () => engine.jobs.list().map(job => job.status);
    assert.deepEqual(statuses(), ["finished", "failed"]);
    clock.advance(11 * 60_000);
    assert.deepEqual(statuses(), ["failed"]);
    clock.advance(50 * 60_000);
    assert.deepEqual(statuses(), []);
  });

  it("makes commands steps of a job that somebody opened", () => {
    const { engine, admin } = engineRoom();
    const rollout = engine.jobs.open("rollout of room01", admin.user.id, "x", true);
    createVm(engine, { ...admin, jobId: rollout.id }, newVm, false);
    assert.deepEqual(
      engine.jobs.list().map(job => job.description),
      ["rollout of room01"],
    );
    assert.equal(rollout.steps[0]?.description, "Creating VM room01-01 in Cluster Default");
  });

  it("ends a session that was idle too long, was revoked, or outlived a restart", () => {
    const { engine, clock } = engineRoom();
    const [account] = engine.settings.accounts;
    assert.ok(account);
    const open = () => engine.sessions.open(account, "ovirt-app-api").token;
    const [idle, revoked, old] = [open(), open(), open()];
    clock.advance(20 * 60_000);
    assert.ok(engine.sessions.use(old));
    engine.sessions.revoke(revoked);
    assert.equal(engine.sessions.use(revoked), undefined);
    clock.advance(20 * 60_000);
    assert.equal(engine.sessions.use(idle), undefined);
    assert.ok(engine.sessions.use(old));
    engine.sessions.revokeAll();
    assert.equal(engine.sessions.use(old), undefined);
  });
});
