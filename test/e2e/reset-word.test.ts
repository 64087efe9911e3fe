import assert from "node:assert/strict";
import { wordMark } from "../../room/marker";
import { forgetSeats } from "../support/forget-seats";
import { Lab } from "../support/lab";
import { detailOf, outcomes } from "../support/report";
import { rawGroup } from "../support/room-settings";
import { virtroom } from "../support/virtroom";

const [seat, exam] = ["demo-vd01", "demo-exam01"] as const;
/** The engine shows a snapshot before it goes back to it. */
const previewBegun = 46;

describe("a room with a word that asks for a reset", function () {
  this.timeout(300_000);
  let lab: Lab;
  /** One seat that runs; one that is off until somebody starts it, and that a reset would start. */
  const settings = ({ students = {}, exams = {}, reset = "one" } = {}) => ({
    reset,
    groups: {
      students: rawGroup({ ids: "1", ...students }),
      exam: rawGroup({
        ids: "1",
        names: "${room}-exam${id}",
        ipAddressesSuffix: 21,
        rolloutStartVm: false,
        resetStartVm: "always",
        ...exams,
      }),
    },
  });
  const content = (name: string) => {
    const found = lab.vm(name).disks[0]?.content;
    assert.ok(found);
    return found;
  };
  const rollout = async (...options: readonly string[]) => {
    const { exitCode, stdout, stderr } = await virtroom(lab, ["rollout", "demo", "--json", ...options]);
    return { exitCode, stderr, outcomes: exitCode < 2 ? outcomes(stdout) : {} };
  };
  const plan = async () => (await virtroom(lab, ["plan", "demo", "--json"])).stdout;
  const assertNoneReset = () => {
    assert.deepEqual([lab.vm(seat).status, lab.vm(exam).status], ["up", "down"]);
    assert.equal(lab.simulator.events().filter(({ code }) => code === previewBegun).length, 0);
    assert.equal(content(seat).setupRuns, 99);
  };

  before(async () => {
    lab = await Lab.open({ settings: () => settings() });
    const { exitCode, output } = await lab.project.up();
    assert.equal(exitCode, 0, output);
    content(seat).setupRuns = 99;
  });
  after(() => lab.close());

  it("asks for none of a seat that was set up under it, and starts none", () => {
    assertNoneReset();
    assert.match(lab.vm(seat).settings.comment, new RegExp(` ready \\w+ ${wordMark("one")}$`));
  });

  it("asks for none of seats that a rollout takes over, as into a new place for the state", async () => {
    await forgetSeats(lab);
    const planned = await plan();
    assert.deepEqual([outcomes(planned)[seat], detailOf(planned, seat)], ["made", ""]);
    const { exitCode, stderr } = await rollout();
    assert.equal(exitCode, 0, stderr);
    assertNoneReset();
  });

  it("asks for none of a seat that was stateless for a while", async () => {
    for (const stateless of [true, false]) {
      await lab.configure(settings({ exams: { stateless } }));
      const { exitCode, stderr } = await rollout();
      assert.equal(exitCode, 0, stderr);
      assert.equal(lab.vm(exam).settings.stateless, stateless);
    }
    assertNoneReset();
  });

  it("asks for none of a seat that could not be made anew, when that is taken back", async () => {
    await lab.configure(settings({ students: { templateName: "win7-gold" } }));
    lab.simulator.interference.add({ fault: "busy", method: "DELETE", path: "/ovirt-engine/api/vms/*" });
    const failed = await lab.project.up();
    assert.match(failed.output, /deleting VM? ?demo-vd01/);
    lab.simulator.interference.clear();
    await lab.configure(settings());
    const { exitCode, stderr } = await rollout();
    assert.equal(exitCode, 0, stderr);
    assertNoneReset();
  });

  it("asks for one of each when it is another: the plan says so, and a rollout asks before", async () => {
    await lab.configure(settings({ reset: "two" }));
    const planned = await plan();
    assert.deepEqual([outcomes(planned)[seat], detailOf(planned, seat)], ["changed", "a reset"]);
    const asked = await rollout();
    assert.equal(asked.exitCode, 2);
    assert.match(
      asked.stderr,
      /This will reset 2 \(demo-(exam01, demo-vd|vd01, demo-exam)01\), with all that/,
    );
    assertNoneReset();
    const { exitCode, stderr } = await rollout("--yes");
    assert.equal(exitCode, 0, stderr);
    assert.deepEqual([lab.vm(seat).status, lab.vm(exam).status, content(seat).setupRuns], ["up", "up", 1]);
    for (const name of [seat, exam])
      assert.match(lab.vm(name).settings.comment, new RegExp(` ready \\w+ ${wordMark("two")}$`));
  });
});
