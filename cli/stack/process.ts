/**
 * @module Pulumi's process as the Automation API starts it, in a session of its own: neither ^C nor the end of the
 * terminal reaches it by itself, so that it hears of them from here alone, and once.
 */

import { type ChildProcess, spawn } from "node:child_process";
import { delimiter, dirname, isAbsolute } from "node:path";
import type { PulumiCommand } from "@pulumi/pulumi/automation";

export class PulumiProcess {
  private child: ChildProcess | undefined;
  private interrupted = false;

  /** @param found the command as the Automation API has found it on PATH */
  constructor(private readonly found: PulumiCommand) {}

  /** What the Automation API starts in its place. */
  get command(): PulumiCommand {
    return Object.assign(Object.create(this.found) as PulumiCommand, { run: this.run.bind(this) });
  }

  /** The first time: begin nothing new, and tell the providers. The second time: end where you stand. */
  interrupt(): void {
    this.interrupted = true;
    this.child?.kill("SIGINT");
  }

  kill(): void {
    this.child?.kill("SIGKILL");
  }

  private async run(
    args: readonly string[],
    cwd: string,
    environment: Readonly<Record<string, string>>,
  ): Promise<{ stdout: string; stderr: string; code: number }> {
    if (this.interrupted) throw new Error("interrupted");
    const { command } = this.found;
    const path = environment.PATH ?? process.env.PATH ?? "";
    const child = spawn(command, [...args, "--non-interactive"], {
      cwd,
      env: {
        ...process.env,
        ...environment,
        ...(isAbsolute(command) ? { PATH: `${dirname(command)}${delimiter}${path}` } : {}),
        PULUMI_AUTOMATION_API: "true",
      },
      stdio: ["ignore", "pipe", "pipe"],
      // Windows knows no sessions, and would open a console.
      detached: process.platform !== "win32",
    });
    this.child = child;
    // Should this process end first, on whatever ground, Pulumi is not left at work in secret.
    const leave = () => void child.kill("SIGINT");
    process.once("exit", leave);
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", text => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", text => (stderr += text));
    const code = await new Promise<number>((done, failed) => {
      child.once("error", failed);
      child.once("close", exitCode => done(exitCode ?? -1));
    }).finally(() => process.off("exit", leave));
    if (code !== 0) throw new Error([`code: ${code}`, stdout, stderr].join("\n"));
    return { stdout, stderr, code };
  }
}
