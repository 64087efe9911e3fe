import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Lab } from "../support/lab";
import { rawGroup } from "../support/room-settings";
import { virtroom, virtroomAtTerminal } from "../support/virtroom";

describe("virtroom promote", function () {
  this.timeout(180_000);
  let lab: Lab;
  let file: string;
  before(async () => {
    lab = await Lab.open();
    file = join(lab.project.folder, "stacks", "Pulumi.demo2.yaml");
  });
  after(() => lab.close());

  const students = (changes: Record<string, unknown> = {}) => ({
    groups: { students: rawGroup({ ids: "1", ...changes }) },
  });
  const secondRoom = async (suffix: number) => {
    const text = await readFile(join(lab.project.folder, "stacks", "Pulumi.demo.yaml"), "utf8");
    const own = text
      .replace("ipAddressesSuffix: 11", `ipAddressesSuffix: ${suffix} # our own`)
      .replace("memory: 4 GiB", "memory: 2 GiB # too little");
    await writeFile(file, own);
    return own;
  };

  it("refuses what was never rolled out, and rooms that there are not", async () => {
    await lab.configure(students());
    const before = await secondRoom(60);
    const never = await virtroom(lab, ["promote", "demo", "demo2", "--yes"]);
    assert.equal(never.exitCode, 1, never.stdout);
    assert.match(
      never.stderr,
      /demo was not rolled out with the settings that it has: demo-vd01 would be made/,
    );
    assert.match(never.stderr, /virtroom rollout demo; or say --force/);
    assert.equal(await readFile(file, "utf8"), before);
    const nobody = await virtroom(lab, ["promote", "demo", "demo3"]);
    assert.equal(nobody.exitCode, 2);
    assert.match(nobody.stderr, /there is no room demo3.*\n.*demo, demo2/);
  });

  it("shows what changes, asks, and writes it, comments and all", async () => {
    const rolled = await virtroom(lab, ["rollout", "demo"]);
    assert.equal(rolled.exitCode, 0, rolled.stderr);
    const no = await virtroomAtTerminal(lab, "promote demo demo2", "n\n");
    assert.equal(no.exitCode, 1, no.stdout);
    assert.match(no.stdout, /groups\.students\.memory .*2 GiB.* -> .*4 GiB/);
    const before = await readFile(file, "utf8");
    assert.match(before, /2 GiB/);
    const yes = await virtroom(lab, ["promote", "demo", "demo2", "--yes", "--json"]);
    assert.equal(yes.exitCode, 0, yes.stderr);
    const { written, rooms } = JSON.parse(yes.stdout);
    assert.equal(written, true);
    assert.deepEqual(rooms[0].changes, [{ path: "groups.students.memory", before: "2 GiB", after: "4 GiB" }]);
    assert.equal(await readFile(file, "utf8"), before.replace("2 GiB", "4 GiB"));
    const again = await virtroom(lab, ["promote", "demo", "demo2"]);
    assert.equal(again.exitCode, 0, again.stderr);
    assert.match(again.stdout, /demo2: no setting goes over from demo\n/);
    assert.match(again.stdout, /no version: demo names no templateVersion for students/);
  });

  it("refuses a room whose settings changed since", async () => {
    await lab.configure(students({ description: "another" }));
    const changed = await virtroom(lab, ["promote", "demo", "demo2", "--yes"]);
    assert.equal(changed.exitCode, 1);
    assert.match(changed.stderr, /demo-vd01 would be changed/);
  });

  it("writes nothing that would collide or be wrong, not even when forced", async () => {
    const before = await secondRoom(11);
    const colliding = await virtroom(lab, ["promote", "demo", "demo2", "--yes", "--force"]);
    assert.equal(colliding.exitCode, 2, colliding.stdout);
    assert.match(colliding.stderr, /groups\.students\.ipAddresses/);
    assert.equal(await readFile(file, "utf8"), before);
    await secondRoom(60);
    const typo = await virtroom(lab, ["promote", "demo", "demo2", "--yes", "--force", "--with", "clutser"]);
    assert.equal(typo.exitCode, 2);
    assert.match(typo.stderr, /clutser/);
    const forced = await virtroom(lab, ["promote", "demo", "demo2", "--yes", "--force"]);
    assert.equal(forced.exitCode, 0, forced.stderr);
    assert.match(await readFile(file, "utf8"), /memory: 4 GiB # too little/);
    const third = join(lab.project.folder, "stacks", "Pulumi.demo3.yaml");
    const waves = (await secondRoom(90)).replace("config:\n", "config:\n  virtroom:rollout: { wave: 2 }\n");
    await writeFile(third, waves);
    await secondRoom(60);
    const keep = ["promote", "demo", "demo2", "demo3", "--yes", "--force", "--keep", "rollout"];
    const kept = await virtroom(lab, keep);
    assert.equal(kept.exitCode, 0, kept.stderr);
    assert.equal(await readFile(third, "utf8"), waves.replace("2 GiB", "4 GiB"));
  });
});
