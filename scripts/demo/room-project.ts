/** @module A room's project in a folder of its own, driven with the real Pulumi CLI: settings in, output and state out. */

import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Document, parse, parseDocument } from "yaml";
import { quoteForPulumi } from "../../room/settings/pulumi-yaml";

const root = resolve(__dirname, "../..");

/** What a command printed and how it ended. */
export interface Ran {
  readonly exitCode: number;
  /** Standard output and errors, in the order they came. */
  readonly output: string;
}

/** A resource as the state holds it. */
export interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly inputs?: Record<string, unknown>;
  readonly outputs?: Record<string, unknown>;
  readonly protect?: boolean;
}

export interface Secrets {
  /** Values by their path in the configuration, such as `engine.password`. */
  readonly [path: string]: string;
}

export class RoomProject {
  private constructor(
    readonly folder: string,
    readonly room: string,
    private readonly backend: string,
  ) {}

  /**
   * @param room name of the stack
   * @param settings the configuration in the project's namespace, without what is secret
   * @param backend where Pulumi keeps the state; in the project's own folder by default
   */
  static async create(
    room: string,
    settings: Record<string, unknown>,
    secrets: Secrets,
    backend?: string,
  ): Promise<RoomProject> {
    const folder = await mkdtemp(join(tmpdir(), "virtroom-room-"));
    // Without files beside the state: a kill while one is written makes the state unreadable (docs/reliability.md).
    const project = new RoomProject(folder, room, backend ?? `file://${join(folder, "state")}?metadata=skip`);
    try {
      await project.lay();
      await project.must("stack", "init", room);
      await project.configure(settings, secrets);
      return project;
    } catch (error) {
      await project.remove();
      throw error;
    }
  }

  /** What of this checkout belongs to a project, by links, so that the room runs today's sources. */
  private async lay(): Promise<void> {
    const { folder } = this;
    await Promise.all(["stacks", "scripts", "state"].map(name => mkdir(join(folder, name))));
    await symlink(join(root, "node_modules"), join(folder, "node_modules"));
    await symlink(join(root, "templates"), join(folder, "templates"));
    await writeFile(join(folder, "package.json"), "{}\n");
    await writeFile(join(folder, "Pulumi.yaml"), await readFile(join(root, "Pulumi.yaml")));
    const program = JSON.stringify(join(root, "scripts/program.cjs"));
    await writeFile(join(folder, "scripts/program.cjs"), `module.exports = require(${program});\n`);
    for (const place of ["scripts/floppy.sh", "scripts/provider-host"]) {
      await symlink(join(root, place), join(folder, place));
    }
  }

  /** What Pulumi has encrypted so far, with what it was, by path. */
  private readonly encrypted = new Map<string, { readonly value: string; readonly secure: unknown }>();

  /** Writes the settings anew; secrets are encrypted by Pulumi itself, which reads them where no `ps` shows them. */
  async configure(settings: Record<string, unknown>, secrets: Secrets): Promise<void> {
    const file = join(this.folder, "stacks", `Pulumi.${this.room}.yaml`);
    const { encryptionsalt } = parse(await readFile(file, "utf8").catch(() => "{}"));
    const document = new Document({
      ...(encryptionsalt ? { encryptionsalt } : {}),
      config: Object.fromEntries(Object.entries(settings).map(([key, value]) => [`virtroom:${key}`, value])),
    });
    const fresh: [string, string][] = [];
    for (const [path, value] of Object.entries(secrets)) {
      const known = this.encrypted.get(path);
      if (known?.value === value) document.setIn(placeOf(path), document.createNode(known.secure));
      else fresh.push([path, value]);
    }
    if (document.contents) quoteForPulumi(document.contents);
    await writeFile(file, String(document));
    for (const [path, value] of fresh) await this.encrypt(file, path, value);
  }

  private async encrypt(file: string, path: string, value: string): Promise<void> {
    const command = ["config", "set", "--secret", "--path", `virtroom:${path}`];
    const ran = await ended(this.start(command), value);
    if (ran.exitCode !== 0) throw new Error(`pulumi config set ended with ${ran.exitCode}:\n${ran.output}`);
    const written = parseDocument(await readFile(file, "utf8"));
    this.encrypted.set(path, { value, secure: written.getIn(placeOf(path)) });
  }

  pulumi(...args: readonly string[]): Promise<Ran> {
    return ended(this.start(args));
  }

  /** Starts a command, for those who mean to do something to it. */
  start(args: readonly string[], environment: Record<string, string> = {}): ChildProcessWithoutNullStreams {
    const env = { ...process.env, ...this.environment(), ...environment };
    return spawn("pulumi", [...args, "--non-interactive", "--color=never"], { cwd: this.folder, env });
  }

  environment(): Record<string, string> {
    return {
      PULUMI_BACKEND_URL: this.backend,
      PULUMI_CONFIG_PASSPHRASE: "simulated",
      PULUMI_SKIP_UPDATE_CHECK: "true",
    };
  }

  preview = (...args: readonly string[]) => this.pulumi("preview", "--diff", ...args);
  up = (...args: readonly string[]) =>
    this.pulumi("up", "--yes", "--skip-preview", "--parallel", "40", ...args);
  refresh = (...args: readonly string[]) => this.pulumi("refresh", "--yes", "--skip-preview", ...args);
  destroy = (...args: readonly string[]) =>
    this.pulumi("destroy", "--yes", "--skip-preview", "--parallel", "40", ...args);

  /** The resources of the state, without the stack itself and its providers. */
  async resources(): Promise<StateResource[]> {
    const state = JSON.parse((await this.must("stack", "export")).output);
    const resources: StateResource[] = state.deployment.resources ?? [];
    return resources.filter(resource => !resource.type.startsWith("pulumi:"));
  }

  /** The text of everything that Pulumi has written for this room. */
  async stateText(): Promise<string> {
    return (await this.must("stack", "export")).output;
  }

  async remove(): Promise<void> {
    // A run that was left to itself may still write here.
    await rm(this.folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }

  private async must(...args: readonly string[]): Promise<Ran> {
    const ran = await this.pulumi(...args);
    if (ran.exitCode !== 0) throw new Error(`pulumi ${args[0]} ended with ${ran.exitCode}:\n${ran.output}`);
    return ran;
  }
}

/** A path of the configuration, as the keys under which its file has it. */
function placeOf(path: string): string[] {
  const [first = "", ...others] = path.split(".");
  return ["config", `virtroom:${first}`, ...others];
}

/** Waits for the end of a command that is given this to read. */
export function ended(child: ChildProcessWithoutNullStreams, input = ""): Promise<Ran> {
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", chunk => (output += chunk));
  child.stdin.on("error", () => {}).end(input);
  return new Promise((done, failed) => {
    child.once("error", failed);
    child.once("close", exitCode => done({ exitCode: exitCode ?? -1, output }));
  });
}
