import assert from "node:assert/strict";
import { type CountedRule, judge, type RequestRule } from "../../simulator/control/fault-rules";

const VM = "/ovirt-engine/api/vms/3f2b/start";

/** What becomes of so many requests, one after the other. */
function verdicts(rules: RequestRule[], requests: { method?: string; path?: string }[]) {
  let counted: CountedRule[] = rules.map(rule => ({ ...rule, matched: 0, spoilt: 0 }));
  return requests.map(({ method = "POST", path = VM }) => {
    const { verdict, rules: after } = judge(counted, { method, path });
    counted = after;
    return verdict.delay > 0
      ? `${verdict.fault ?? "fine"} after ${verdict.delay}`
      : (verdict.fault ?? "fine");
  });
}
const six = Array.from({ length: 6 }, () => ({}));

describe("simulator: rules that spoil requests", () => {
  it("spoils each that fits", () => {
    assert.deepEqual(verdicts([{ fault: "busy" }], six.slice(0, 2)), ["busy", "busy"]);
  });
  it("spoils every third", () => {
    assert.deepEqual(verdicts([{ fault: "cut", every: 3 }], six), [
      "fine",
      "fine",
      "cut",
      "fine",
      "fine",
      "cut",
    ]);
  });
  it("lets some through first, and stops after so many", () => {
    assert.deepEqual(verdicts([{ fault: "html", after: 2, times: 2 }], six), [
      "fine",
      "fine",
      "html",
      "html",
      "fine",
      "fine",
    ]);
  });
  it("goes by method and by path", () => {
    const rule: RequestRule = { fault: "locked", method: "post", path: "/ovirt-engine/api/vms/*/start" };
    assert.deepEqual(
      verdicts(
        [rule],
        [{}, { method: "GET" }, { path: "/ovirt-engine/api/vms" }, { path: "/x/vms/a/start" }],
      ),
      ["locked", "fine", "fine", "fine"],
    );
  });
  it("takes a path literally, a question mark and dots too", () => {
    const rule: RequestRule = { fault: "busy", path: "/ovirt-engine/api/vms?search=name%3Da.b*" };
    assert.deepEqual(
      verdicts(
        [rule],
        [
          { path: "/ovirt-engine/api/vms?search=name%3Da.b-07" },
          { path: "/ovirt-engine/api/vms?search=name%3Daxb-07" },
        ],
      ),
      ["busy", "fine"],
    );
  });
  it("leaves the login alone unless it is named", () => {
    const login = { path: "/ovirt-engine/sso/oauth/token" };
    assert.deepEqual(verdicts([{ fault: "busy" }], [login]), ["fine"]);
    assert.deepEqual(verdicts([{ fault: "busy", path: "/ovirt-engine/sso/*" }], [login]), ["busy"]);
  });
  it("adds delays up, and lets the first other rule decide", () => {
    const rules: RequestRule[] = [
      { fault: "slow", delay: 200 },
      { fault: "slow" },
      { fault: "conflict", every: 2 },
      { fault: "cut" },
    ];
    assert.deepEqual(verdicts(rules, [{}, {}]), ["cut after 1200", "conflict after 1200"]);
  });
  it("does not change the rules that it is given", () => {
    const rules: CountedRule[] = [{ fault: "busy", matched: 0, spoilt: 0 }];
    judge(rules, { method: "GET", path: "/ovirt-engine/api" });
    assert.deepEqual(rules, [{ fault: "busy", matched: 0, spoilt: 0 }]);
  });
});
