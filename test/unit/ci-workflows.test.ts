import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { buildProgram } from "../../cli/program";

const ci = join(__dirname, "../../ci");
const files = readdirSync(ci, { recursive: true, encoding: "utf8" }).filter(name => name.endsWith(".yml"));

/** Every line of shell in a workflow, of whichever system. */
function shellLines(node: unknown, key = ""): string[] {
  if (typeof node === "string") return /^(run|script|after_script)$/.test(key) ? node.split("\n") : [];
  if (Array.isArray(node)) return node.flatMap(item => shellLines(item, key));
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).flatMap(([name, value]) => shellLines(value, name));
}

/** Words of a command line, quotes taken off. */
const words = (line: string) =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");

describe("the workflows under ci/", () => {
  it("are there for GitHub Actions and GitLab CI", () => {
    assert.deepEqual(files.sort(), ["github/daily.yml", "github/rooms.yml", "gitlab/rooms.gitlab-ci.yml"]);
  });

  for (const system of ["github", "gitlab"]) {
    it(`do all four jobs on ${system}, by commands that virtroom has`, async () => {
      const texts = files
        .filter(file => file.startsWith(system))
        .map(file => readFileSync(join(ci, file), "utf8"));
      const lines = texts
        .flatMap(text => shellLines(parse(text)))
        .filter(line => line.includes("virtroom.cjs"));
      const done: unknown[] = [];
      for (const line of lines) {
        const [launcher, call = ""] = line.split("scripts/virtroom.cjs ");
        assert.match(launcher ?? "", /^(exec )?node scripts\/with-tools\.mjs node $/);
        const program = buildProgram();
        for (const command of [program, ...program.commands]) command.exitOverride();
        const pipeline = program.commands.find(command => command.name() === "pipeline");
        pipeline?.action((job, rooms, options) => void done.push([job, rooms, Object.keys(options)]));
        await program.parseAsync(["node", "virtroom", ...words(call)]);
      }
      assert.deepEqual(done.sort(), [
        ["drift", [], ["out"]],
        ["preview", [], ["since", "out"]],
        ["reset", [], ["out"]],
        ["rollout", [], ["since", "canary", "out"]],
      ]);
    });
  }

  it("look at all that a room is made of: settings, templates, and the engine's CA beside Pulumi.yaml", () => {
    const { on } = parse(readFileSync(join(ci, "github/rooms.yml"), "utf8"));
    for (const event of [on.pull_request, on.push]) {
      assert.deepEqual(event.paths, ["stacks/**", "templates/**", "*.pem"]);
    }
    const { preview, rollout } = parse(readFileSync(join(ci, "gitlab/rooms.gitlab-ci.yml"), "utf8"));
    for (const { rules } of [preview, rollout]) {
      assert.deepEqual(rules[0].changes, ["stacks/**/*", "templates/**/*", "*.pem"]);
    }
  });

  it("never put what others write into a line of shell", () => {
    for (const file of files) {
      const lines = shellLines(parse(readFileSync(join(ci, file), "utf8")));
      assert.ok(lines.length > 0);
      for (const line of lines) assert.doesNotMatch(line, /\$\{\{/, file);
    }
  });

  it("take actions by their digest, and give secrets to the steps that need them alone", () => {
    for (const file of files.filter(name => name.startsWith("github"))) {
      const text = readFileSync(join(ci, file), "utf8");
      for (const [, used] of text.matchAll(/uses: (\S+)/g)) assert.match(used ?? "", /@[0-9a-f]{40}$/, file);
      const { env, jobs } = parse(text);
      assert.equal(env, undefined);
      for (const job of Object.values<{
        env?: unknown;
        steps: { run?: string; env?: Record<string, string> }[];
      }>(jobs)) {
        assert.equal(job.env, undefined);
        for (const { run = "", env: own = {} } of job.steps) {
          const isSecret = Object.values(own).some(value => value.includes("secrets."));
          assert.equal(isSecret, run.includes("virtroom.cjs"), run);
        }
      }
    }
  });

  it("do nothing for requests from elsewhere, and audit the packages", () => {
    const github = files
      .filter(name => name.startsWith("github"))
      .map(name => readFileSync(join(ci, name), "utf8"));
    const gitlab = readFileSync(join(ci, "gitlab/rooms.gitlab-ci.yml"), "utf8");
    assert.match(github.join(), /head\.repo\.full_name == github\.repository/);
    assert.doesNotMatch(github.join(), /pull_request_target/);
    assert.match(gitlab, /merge_request_event" && \$CI_MERGE_REQUEST_SOURCE_PROJECT_ID == \$CI_PROJECT_ID/);
    for (const text of [github.join(), gitlab]) assert.match(text, /npm audit --omit=dev --audit-level=high/);
  });

  it("have the whole history where a commit is named", () => {
    for (const file of files) {
      const text = readFileSync(join(ci, file), "utf8");
      const named = text.match(/--since/g)?.length ?? 0;
      if (file.startsWith("github")) assert.equal(text.match(/fetch-depth: 0/g)?.length ?? 0, named, file);
      else assert.match(text, /GIT_DEPTH: 0/);
    }
  });
});
