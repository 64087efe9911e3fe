/** @module A real git repository in a folder, for tests. */

import { execFileSync } from "node:child_process";

export class GitRepository {
  constructor(private readonly folder: string) {
    this.git("init", "--quiet", "--initial-branch=main");
  }

  /** Commits everything that git does not ignore. @returns the commit */
  commit(message: string): string {
    this.git("add", "--all");
    this.git("commit", "--quiet", "--allow-empty", "--message", message);
    return this.git("rev-parse", "HEAD");
  }

  git(...args: readonly string[]): string {
    const who = [
      "-c",
      "user.name=Tester",
      "-c",
      "user.email=tester@example.org",
      "-c",
      "commit.gpgsign=false",
    ];
    return execFileSync("git", [...who, ...args], { cwd: this.folder, encoding: "utf8" }).trim();
  }
}
