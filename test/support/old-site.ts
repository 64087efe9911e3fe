/** @module A site of the tool before this one: its configuration files, template and CA, and an SFTP server that takes a key. */

import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Lab } from "./lab";
import { oldFile, oldTemplate } from "./old-room";
import { OpenSshServer } from "./openssh-server";
import { pythonLogging } from "./python-logging";

export class OldSite {
  private constructor(
    /** The user's home folder. */
    readonly home: string,
    /** The configuration file, with the room `old`. */
    readonly config: string,
    /** For temporary files, so that whatever is left of them is seen. */
    readonly temporary: string,
    private readonly sshd: OpenSshServer,
  ) {}

  static async open(lab: Lab): Promise<OldSite> {
    const sshd = await OpenSshServer.start();
    const home = await mkdtemp(join(tmpdir(), "old-home-"));
    const site = new OldSite(home, join(home, "conf", "amoothei-vm-rollout.conf"), join(home, "tmp"), sshd);
    for (const folder of ["tmp", "conf", "conf/templates"]) await mkdir(join(home, folder));
    await writeFile(join(home, "conf/ca.crt"), await readFile(lab.simulator.caFile));
    await writeFile(join(home, "conf/templates/production.xml.template"), `## Mako\n${oldTemplate}`);
    await writeFile(join(home, "conf/logging.conf"), pythonLogging({ root: "DEBUG" }));
    await writeFile(join(home, "known_hosts"), knownHosts(sshd));
    await writeFile(site.config, site.text(lab));
    return site;
  }

  /** Of the user who works there. */
  environment(): Record<string, string> {
    return { TMPDIR: this.temporary, HOME: this.home };
  }

  /** What this program has left of its temporary files; what Pulumi itself leaves is its own affair. */
  async left(): Promise<string[]> {
    return (await readdir(this.temporary)).filter(name => name.startsWith("virtroom-"));
  }

  async close(): Promise<void> {
    await this.sshd.stop();
    await rm(this.home, { recursive: true });
  }

  private text(lab: Lab): string {
    const { port, keyFile, username } = this.sshd;
    const options = `-P ${port} -i ${keyFile} -o UserKnownHostsFile=${join(this.home, "known_hosts")}`;
    const sftp = `sftp ${options} ${username}@127.0.0.1:${lab.simulator.sftp.localFolder}/`;
    const text = oldFile(lab.simulator, {
      room: "old",
      caFile: "ca.crt",
      template: "templates/production.xml.template",
      upload: `(echo put {0}; echo chmod 666 {1}; echo ls -l {1}) | ${sftp}`,
      cleanup: `echo rm {0} | ${sftp}`,
    });
    // The old tool compared gateways with nothing.
    const outside = text.replace("default_gateway = 192.0.2.254", "default_gateway = 10.165.208.1");
    return outside.replace("tc_user = None", 'tc_user = "thinclient@internal-authz"');
  }
}

/** As the file of somebody who has logged in there once. */
function knownHosts({ keyFile, port }: OpenSshServer): string {
  return `[127.0.0.1]:${port} ${readFileSync(join(dirname(keyFile), "host_ed25519.pub"), "utf8")}`;
}
