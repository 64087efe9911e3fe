import assert from "node:assert/strict";
import { explainPulumi, NoStackError, StackExistsError } from "../../cli/pulumi/error";

describe("what Pulumi says when it cannot do a thing", () => {
  const cases: readonly (readonly [title: string, words: string, message: RegExp, remedy: RegExp])[] = [
    [
      "no passphrase",
      "error: passphrase must be set with PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE environment variables",
      /secrets of room r1 are encrypted with a passphrase, and none is given/,
      /Set PULUMI_CONFIG_PASSPHRASE, or PULUMI_CONFIG_PASSPHRASE_FILE/,
    ],
    [
      "a passphrase file that is not there",
      "error: unable to read PULUMI_CONFIG_PASSPHRASE_FILE: open /nix: no such file or directory",
      /open \/nix: no such file/,
      /Correct its name/,
    ],
    [
      "a wrong passphrase",
      "error: getting stack configuration: get stack secrets manager: incorrect passphrase",
      /not the one that the secrets of room r1 were encrypted with/,
      /PULUMI_CONFIG_PASSPHRASE/,
    ],
    [
      "a lock on a backend in files",
      `error: the stack is currently locked by 1 lock(s). Either wait for the other process(es) to end or delete the lock file with \`pulumi cancel\`.
  file:///state/.pulumi/locks/organization/virtroom/r1/7c9e.json: created by anna@pc7 (pid 4711) at 2026-11-24T08:00:00+01:00`,
      /another run is at work on room r1: anna@pc7 \(process 4711\) since 2026-11-24T08:00/,
      /pulumi cancel r1/,
    ],
    [
      "a lock that was cut off",
      "error: unexpected end of JSON input",
      /file of room r1 .* is cut off: a run was killed/,
      /pulumi cancel r1/,
    ],
    [
      "a lock on Pulumi Cloud",
      "error: [409] Conflict: Another update is currently in progress.",
      /another run is at work on room r1/,
      /pulumi cancel r1/,
    ],
    [
      "no login",
      "error: PULUMI_ACCESS_TOKEN must be set for login during non-interactive CLI sessions",
      /not said where Pulumi keeps the state/,
      /mkdir -p ~\/virtroom-state && pulumi login 'file:\/\/~\/virtroom-state\?metadata=skip' .*PULUMI_BACKEND_URL/,
    ],
    [
      "a backend that cannot be opened",
      'error: unable to open state directory "file:///nowhere": stat /nowhere: no such file or directory',
      /cannot be opened: "file:\/\/\/nowhere": stat \/nowhere/,
      /PULUMI_BACKEND_URL/,
    ],
    [
      "a database that cannot be opened",
      'error: unable to open state database "postgres://ann@db/rooms?password=hunter2": connection refused',
      /cannot be opened: "postgres:\/\/ann@db\/rooms\?password=\*{8}": connection refused$/,
      /PULUMI_BACKEND_URL/,
    ],
    ["no pulumi", "spawn pulumi ENOENT", /no pulumi on PATH/, /npm run setup/],
  ];
  for (const [title, words, message, remedy] of cases) {
    it(`${title} is told with the way out`, () => {
      const error = explainPulumi(words, "r1");
      assert.match(error.message, message);
      assert.match(error.remedy, remedy);
      assert.equal(error.exitCode, 1);
    });
  }

  it("a stack that is not there, or there already, is an error of its own", () => {
    assert.ok(explainPulumi("error: no stack named 'r1' found", "r1") instanceof NoStackError);
    assert.ok(
      explainPulumi("error: stack 'organization/virtroom/r1' already exists", "r1") instanceof
        StackExistsError,
    );
  });

  it("anything else is told in Pulumi's own words, without what is around them", () => {
    const words =
      "code: -2\n stderr: Command failed with exit code 1: pulumi up\nerror: the disk is full\n\n";
    assert.equal(explainPulumi(words, "r1").message, "Pulumi cannot do it: the disk is full");
  });

  it("the password of the state's place is told in none of them", () => {
    for (const words of [
      "unable to open bucket postgres://ann:hunter2@db/rooms: no route",
      "failed to login: postgres://ann:hunter2@db/rooms",
      "error: could not write postgres://ann:hunter2@db/rooms",
      "(Minimum version requirement failed: postgres://ann:hunter2@db/rooms",
    ]) {
      const { message } = explainPulumi(words, "r1");
      assert.match(message, /ann:\*{8}@db/);
    }
  });
});
