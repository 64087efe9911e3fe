import assert from "node:assert/strict";
import type { Simulator } from "../../simulator";
import { idFrom } from "../../simulator/engine/ids";
import { byHand } from "../support/by-hand";
import { Lab } from "../support/lab";
import { rawGroup } from "../support/room-settings";
import { tableCells } from "../support/table-cells";
import { until } from "../support/until";

const idOf = (what: string) => idFrom(`${what} of the branch`);
const d2 = idOf("data center");
const c2 = idOf("cluster");
const n2 = idOf("network");
const p2 = idOf("profile");
const t2 = idOf("template");

/** A branch office with a data center of its own: its gold image, its network and its PC have the names of the first. */
function addBranch({ engine }: Simulator): void {
  const [center] = engine.dataCenters.values();
  const [cluster] = engine.clusters.values();
  const network = [...engine.networks.values()].find(({ name }) => name === "room-net");
  const profile = [...engine.vnicProfiles.values()].find(({ name }) => name === "room-net");
  const gold = [...engine.templates.values()].find(({ settings }) => settings.name === "win10-gold");
  assert.ok(center && cluster && network && profile && gold);
  engine.dataCenters.set(d2, { ...center, id: d2, name: "Branch" });
  engine.clusters.set(c2, { ...cluster, id: c2, name: "Branch", dataCenter: d2 });
  engine.networks.set(n2, { ...network, id: n2, dataCenter: d2 });
  engine.vnicProfiles.set(p2, { ...profile, id: p2, network: n2 });
  engine.templates.set(t2, { ...gold, id: t2, cluster: c2, versionNumber: 7, baseTemplate: t2 });
}

describe("an engine with two data centers, whose names are the same", function () {
  this.timeout(120_000);
  let lab: Lab;
  before(async () => {
    lab = await Lab.open({ settings: () => ({ groups: { students: rawGroup({ ids: [1] }) } }) });
    addBranch(lab.simulator);
    const stranger = { name: "demo-vd01", cluster: { id: c2 }, template: { id: t2 }, comment: "a PC" };
    await byHand(lab.simulator, "POST", "/vms", stranger);
    await until(() => lab.simulator.vm("demo-vd01")?.status === "down");
  });
  after(() => lab.close());

  const inRoom = () => lab.simulator.vms().filter(vm => vm.cluster !== c2);

  it("has a room made of its own data center's gold image and network, beside the other's VM", async () => {
    const { exitCode, output } = await lab.project.up();
    assert.equal(exitCode, 0, output);
    const [vm] = inRoom();
    assert.ok(vm);
    assert.equal(vm.settings.name, "demo-vd01");
    assert.notEqual(vm.template, t2);
    assert.notEqual(vm.nics[0]?.vnicProfile, p2);
    assert.equal(vm.status, "up");
  });

  it("is told in a preview of a network that is not attached to the room's cluster", async () => {
    const network = [...lab.simulator.engine.networks.values()].find(
      ({ id, name }) => name === "room-net" && id !== n2,
    );
    assert.ok(network);
    network.clusters = [];
    const { exitCode, output } = await lab.project.preview();
    network.clusters = undefined;
    assert.notEqual(exitCode, 0);
    assert.match(tableCells(output), /room-net is not attached to cluster/);
  });

  it("sees no change then, and removes only the room's", async () => {
    const again = await lab.project.up("--expect-no-changes");
    assert.equal(again.exitCode, 0, again.output);
    const { exitCode, output } = await lab.project.destroy();
    assert.equal(exitCode, 0, output);
    assert.deepEqual(inRoom(), []);
    assert.equal(lab.simulator.vm("demo-vd01")?.settings.comment, "a PC");
  });
});
