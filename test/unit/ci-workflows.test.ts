import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { buildProgram } from "../../cli/program";
import { runProgram } from "../support/run-program";

const ci = join(__dirname, "../../ci");
const files = readdirSync(ci, { recursive: true, encoding: "utf8" }).filter(name => name.endsWith(".yml"));

/** Every line of shell in a workflow, of whichever system. */
function shellLines(node: unknown, key = ""): string[] {
  if (typeof node === "string") return /^(run|script|after_script)$/.test(key) ? node.split("\n") : [];
  if (Array.isArray(node)) return node.flatMap(item => shellLines(item, key));
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).flatMap(([name, value]) => shellLines(value, name));
}

interface Step {
  readonly name?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

/** Every job of GitHub's workflows. */
const githubJobs = () =>
  files
    .filter(name => name.startsWith("github"))
    .flatMap(name =>
      Object.values<{ steps?: Step[] }>(parse(readFileSync(join(ci, name), "utf8")).jobs ?? {}),
    );

interface GitlabJob {
  readonly extends?: string;
  readonly image?: string;
  readonly stage?: string;
  readonly script?: readonly string[];
  readonly needs?: readonly string[];
  readonly rules?: readonly { readonly if: string }[];
}

const gitlab = parse(readFileSync(join(ci, "gitlab/rooms.gitlab-ci.yml"), "utf8"));
const gitlabKeywords =
  "after_script artifacts environment extends image interruptible needs resource_group rules script stage tags timeout variables".split(
    " ",
  );

/** What a job takes over from a template of its file, and that from another. */
function inherited(name: string): GitlabJob {
  const template: GitlabJob | undefined = gitlab[name];
  assert.ok(template, `there is no ${name}`);
  return { ...(template.extends === undefined ? {} : inherited(template.extends)), ...template };
}

/** Words of a command line, quotes taken off. */
const words = (line: string) =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");

describe("the workflows under ci/", () => {
  it("are there for GitHub Actions and GitLab CI", () => {
    assert.deepEqual(files.sort(), ["github/daily.yml", "github/rooms.yml", "gitlab/rooms.gitlab-ci.yml"]);
  });

  for (const system of ["github", "gitlab"]) {
    it(`do all jobs on ${system}, by commands that virtroom has`, async () => {
      const texts = files
        .filter(file => file.startsWith(system))
        .map(file => readFileSync(join(ci, file), "utf8"));
      const lines = texts
        .flatMap(text => shellLines(parse(text)))
        .filter(line => line.includes("virtroom.cjs"));
      const done: unknown[] = [];
      for (const line of lines) {
        const [launcher, call = ""] = line.split("scripts/virtroom.cjs ");
        // GitHub tells only a step's shell that its job is cancelled, which exec makes the command itself.
        const prefix = system === "github" ? "exec " : "";
        assert.equal(launcher?.trimStart(), `${prefix}node scripts/with-tools.mjs node `);
        const program = buildProgram();
        for (const command of [program, ...program.commands]) command.exitOverride();
        const pipeline = program.commands.find(command => command.name() === "pipeline");
        pipeline?.action((job, rooms, options) => void done.push([job, rooms, Object.keys(options)]));
        await program.parseAsync(["node", "virtroom", ...words(call)]);
      }
      const named = system === "github" ? "${rooms[@]}" : "$ROOMS";
      assert.deepEqual(done.sort(), [
        ["drift", [], ["out"]],
        ["preview", [], ["since", "out"]],
        ["reset", [], ["out"]],
        ["rollout", [named], ["branch", "canary", "out"]],
        ["rollout", [], ["before", "branch", "canary", "out"]],
      ]);
    });
  }

  it("look at all that a room is made of: settings, templates, and the engine's CA beside Pulumi.yaml", () => {
    const { on } = parse(readFileSync(join(ci, "github/rooms.yml"), "utf8"));
    for (const event of [on.pull_request, on.push]) {
      assert.deepEqual(event.paths, ["stacks/**", "templates/**", "*.pem"]);
    }
    for (const { rules } of [gitlab.preview, gitlab.rollout]) {
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
    const text = readFileSync(join(ci, "gitlab/rooms.gitlab-ci.yml"), "utf8");
    assert.match(github.join(), /head\.repo\.full_name == github\.repository/);
    assert.doesNotMatch(github.join(), /pull_request_target/);
    assert.match(text, /merge_request_event" && \$CI_MERGE_REQUEST_SOURCE_PROJECT_ID == \$CI_PROJECT_ID/);
    for (const all of [github.join(), text]) assert.match(all, /npm audit --omit=dev --audit-level=high/);
  });

  it("have the whole history where a commit is named, and a login where the branch is asked for", () => {
    for (const { steps } of githubJobs()) {
      const runs = steps?.map(({ run = "" }) => run).join("\n") ?? "";
      const checkout = steps?.find(({ uses = "" }) => uses.startsWith("actions/checkout@"))?.with;
      assert.equal(checkout?.["fetch-depth"], /--since|--before|--branch/.test(runs) ? 0 : undefined);
      assert.equal(checkout?.["persist-credentials"], runs.includes("--branch"));
    }
    assert.equal(gitlab[".rooms"].variables.GIT_DEPTH, 0);
  });

  it("keep reports and pictures of each rollout and reset, whatever became of it", () => {
    for (const { steps } of githubJobs()) {
      const isRun = steps?.some(({ run = "" }) => /pipeline (rollout|reset)/.test(run));
      const upload = steps?.find(({ uses = "" }) => uses.startsWith("actions/upload-artifact@"));
      assert.equal(upload !== undefined, isRun);
      if (!upload) continue;
      assert.equal(upload.if, "always()");
      assert.deepEqual(upload.with?.path, "reports/\nlogs/\n");
      assert.equal(upload.with?.["if-no-files-found"], "ignore");
      // No two of a run have the same, also when a job is run again.
      assert.equal(upload.with?.name, "${{ github.job }}-${{ github.run_attempt }}");
    }
    for (const job of [gitlab[".rollout"], gitlab.reset]) {
      assert.equal(job.artifacts.when, "always");
      assert.deepEqual(job.artifacts.paths.slice(1), ["reports/", "logs/"]);
    }
  });

  it("preview the request's own changes, and only its newest commit", () => {
    const { jobs } = parse(readFileSync(join(ci, "github/rooms.yml"), "utf8"));
    assert.deepEqual(jobs.preview.concurrency, {
      group: "preview-${{ github.event.pull_request.number }}",
      "cancel-in-progress": true,
    });
    assert.match(shellLines(jobs.preview).join(), /--since HEAD\^1 /);
    assert.equal(gitlab.preview.interruptible, true);
    assert.match(shellLines(gitlab.preview).join(), /--since "\$\{CI_MERGE_REQUEST_TARGET_BRANCH_SHA:-/);
  });

  it("roll out a merge where that was switched on, and without one only what the default branch has", () => {
    const { jobs } = parse(readFileSync(join(ci, "github/rooms.yml"), "utf8"));
    assert.match(jobs.rollout.if, /'push' && vars\.ROLLOUT_ON_MERGE == 'true'/);
    assert.match(
      jobs.rollout.if,
      /'workflow_dispatch' && github\.ref_name == github\.event\.repository\.default_branch/,
    );
    assert.match(gitlab["rollout by name"].rules[0].if, /"web" && \$CI_COMMIT_BRANCH == \$CI_DEFAULT_BRANCH/);
  });

  it("are such that GitLab takes them: keywords, stages, templates, and rules that it knows", () => {
    const { stages, ...entries } = gitlab;
    for (const [name, entry] of Object.entries<GitlabJob>(entries)) {
      const job = { ...(entry.extends === undefined ? {} : inherited(entry.extends)), ...entry };
      assert.deepEqual(
        Object.keys(job).filter(key => !gitlabKeywords.includes(key)),
        [],
        name,
      );
      for (const needed of job.needs ?? []) assert.ok(needed in entries, `${name} needs ${needed}`);
      if (name.startsWith(".")) continue;
      assert.ok(job.image && job.script && job.rules, `${name} lacks an image, a script or rules`);
      assert.ok(stages.includes(job.stage), `${name}: ${job.stage}`);
      for (const rule of job.rules) {
        for (const [, variable = ""] of rule.if.matchAll(/\$(\w+)/g))
          assert.ok(/^(CI_[A-Z_]+|ROOMS|ROOMS_JOB)$/.test(variable), `${name}: ${variable}`);
        const sources = [...rule.if.matchAll(/CI_PIPELINE_SOURCE == "(\w+)"/g)].map(([, source]) => source);
        assert.equal(sources.length, 1, name);
        assert.ok(["push", "web", "schedule", "merge_request_event"].includes(sources[0] ?? ""), name);
      }
    }
  });
});

describe("the comment with a preview", () => {
  let folder: string;

  /** Runs the step with a `gh` that knows of a comment, or of none. @returns its calls that write */
  async function comment(known: string): Promise<string[]> {
    const { jobs } = parse(readFileSync(join(ci, "github/rooms.yml"), "utf8"));
    const step = jobs.preview.steps.find(({ name = "" }) => name === "Tell it in the pull request");
    await writeFile(join(folder, "preview.md"), "## What a rollout would do\n");
    const gh = `#!/bin/sh\ncase "$*" in *--jq*) echo "${known}";; *) echo "$*" >> calls;; esac\n`;
    await writeFile(join(folder, "gh"), gh, { mode: 0o755 });
    const env = {
      PATH: `${folder}:${process.env.PATH}`,
      GITHUB_STEP_SUMMARY: "summary.md",
      GITHUB_REPOSITORY: "school/rooms",
      NUMBER: "7",
    };
    const { exitCode, stderr } = await runProgram("bash", ["-e", "-c", step.run], { cwd: folder, env });
    assert.equal(exitCode, 0, stderr);
    return (await readFile(join(folder, "calls"), "utf8")).trim().split("\n");
  }

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "virtroom-comment-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it("is written once, with a mark to find it by", async () => {
    const [call, ...others] = await comment("");
    assert.match(
      call ?? "",
      /--method POST repos\/school\/rooms\/issues\/7\/comments --field body=@comment\.md$/,
    );
    assert.deepEqual(others, []);
    assert.match(await readFile(join(folder, "comment.md"), "utf8"), /^<!-- virtroom: .* -->\n## What/);
  });

  it("is put in place of the one before, and of nobody else's", async () => {
    const [call, ...others] = await comment("4711\n4712");
    assert.match(call ?? "", /--method PATCH repos\/school\/rooms\/issues\/comments\/4711 /);
    assert.deepEqual(others, []);
  });
});
