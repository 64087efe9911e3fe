import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findSftpLogin } from "../../cli/old-files/sftp-login";

describe("the host key that an import pins", () => {
  const folder = mkdtempSync(join(tmpdir(), "sftp-login-"));
  const place = (name: string) => join(folder, name);
  before(() => {
    for (const name of ["old", "good", "ca", "login"])
      execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", place(name)]);
  });
  after(() => rmSync(folder, { recursive: true }));

  /** The line of a known_hosts file for a key. */
  const line = (key: string, hosts = "[sftp.example.org]:2222", mark = "") =>
    `${mark}${hosts} ${readFileSync(place(`${key}.pub`), "utf8")
      .split(" ", 2)
      .join(" ")}\n`;
  const fingerprint = (key: string) =>
    execFileSync("ssh-keygen", ["-lf", place(`${key}.pub`)], { encoding: "utf8" }).split(" ")[1];

  function found(...lines: readonly string[]) {
    writeFileSync(place("known_hosts"), lines.join(""));
    const target = { user: "floppy", host: "sftp.example.org", port: 2222, folder: "." };
    const files = { keyFile: place("login"), knownHostsFile: place("known_hosts") };
    return findSftpLogin({ ...target, ...files }, written => written);
  }

  it("is none that stands as revoked, nor a CA's, above the good one", () => {
    const good = { hostKeyFingerprint: fingerprint("good"), keyFile: place("login") };
    assert.deepEqual(found(line("good")), good);
    const revoked = line("old", undefined, "@revoked ");
    assert.deepEqual(found(revoked, line("ca", "*", "@cert-authority "), line("good")), good);
    assert.deepEqual(found(line("old"), revoked, line("good")), good);
  });

  it("is none at all when it is revoked itself, wherever that stands", () => {
    const login = found(line("good"), line("good", "*", "@revoked "));
    assert.match("missing" in login ? login.missing : "", /the host key of sftp\.example\.org is revoked/);
  });

  it("is none at all where only the CA's is known", () => {
    const login = found(line("ca", undefined, "@cert-authority "));
    assert.match("missing" in login ? login.missing : "", /is in none of/);
  });
});
