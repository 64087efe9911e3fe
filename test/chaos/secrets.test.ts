import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { quoted } from "../../delivery/fill-command";
import type { Ran } from "../../scripts/demo/room-project";
import { commandPluginOnPath } from "../support/command-plugin-on-path";
import { assertNoSecret } from "../support/has-no-secret";
import { Lab } from "../support/lab";
import { rawGroup } from "../support/room-settings";
import { startVirtroom } from "../support/virtroom";
import { KillableRun } from "./killable-run";

/** Each has what some format writes in another way; Windows and the directory take them. */
const passwords = {
  engine: 'Engine&Marked <"S3cret"> 100%/+é',
  join: 'Join&Marked <"S3cret"> 100%/+é',
  administrator: 'Admin&Marked <"S3cret"> 100%/+é',
};

/** A room of which each seat gets its answer file in another way; the floppy goes by SFTP, or by the site's commands. */
const rooms = {
  sftp: () => ({}),
  commands: ({ simulator: { sftp } }: Pick<Lab, "simulator">) => ({
    sftp: undefined,
    floppyCommands: {
      upload: `cp {0} ${quoted(sftp.localFolder)}/{1} && chmod 666 ${quoted(sftp.localFolder)}/{1}`,
      cleanup: `rm ${quoted(sftp.localFolder)}/{0}`,
      folderOnHosts: sftp.folderOnHosts,
    },
  }),
};

for (const [way, changes] of Object.entries(rooms)) {
  describe(`the secrets of a room, with floppies by ${way},`, function () {
    this.timeout(240_000);
    let lab: Lab;
    let own: string;
    let takePluginOff: () => Promise<void>;
    const secrets = () => [...Object.values(passwords), lab.simulator.sftp.password];

    before(async () => {
      takePluginOff = await commandPluginOnPath();
      own = await mkdtemp(join(tmpdir(), "virtroom-own-"));
      for (const folder of ["tmp", "pulumi", "home"]) await mkdir(join(own, folder));
      lab = await Lab.open({
        settings: changes,
        simulator: {
          accounts: [
            { name: "admin@internal", password: passwords.engine, administrator: true },
            { name: "thinclient@internal", password: "client", administrator: false, added: true },
          ],
          domain: {
            name: "room.example.test",
            accounts: [{ username: "joiner", password: passwords.join, admin: true }],
          },
        },
      });
      await configure();
    });
    after(async () => {
      await lab.close();
      await rm(own, { recursive: true });
      await takePluginOff();
    });

    function configure(group: Record<string, unknown> = {}): Promise<void> {
      const deliveries = ["floppy", "payload", "sysprep"].map((delivery, index) => [
        delivery,
        rawGroup({
          ids: "1",
          names: `\${room}-${delivery}`,
          ipAddressesSuffix: 11 + index,
          delivery,
          ...group,
        }),
      ]);
      const logging = { file: "logs/room.log", level: "debug", format: "json" };
      return lab.configure(
        { logging, ...changes(lab), groups: Object.fromEntries(deliveries) },
        {
          "secretValues.administratorPassword": passwords.administrator,
          "secretValues.joinPassword": passwords.join,
        },
      );
    }

    /** A folder for temporary files, a home and a PULUMI_HOME of its own, so that all that is written there is seen. */
    const environment = () => ({
      TMPDIR: join(own, "tmp"),
      HOME: join(own, "home"),
      PULUMI_HOME: join(own, "pulumi"),
    });
    const run = (...args: string[]) =>
      new KillableRun(
        { start: (words, env) => startVirtroom(lab, words, { ...environment(), ...env }) },
        args,
      );

    /** Runs to the end, or until the condition holds, and looks at processes and temporary files meanwhile. */
    async function watched(running: KillableRun, until: () => boolean = () => false): Promise<Ran> {
      let ended = false;
      void running.ran.then(() => {
        ended = true;
      });
      while (!ended && !until()) {
        for (const pid of running.processes()) await lookAtProcess(pid);
        for (const file of await filesIn(join(own, "tmp"))) await lookAtTemporary(file);
        await new Promise(done => setTimeout(done, 40));
      }
      await (ended ? running.ran : running.killAll());
      return running.ran;
    }

    /**
     * Everybody may read a process's arguments; its variables are its account's alone, and Pulumi hands the program
     * its configuration in one of them (docs/security.md).
     */
    async function lookAtProcess(pid: number): Promise<void> {
      const read = (name: string) => readFile(`/proc/${pid}/${name}`, "latin1").catch(() => "");
      assertNoSecret(await read("cmdline"), secrets(), "the arguments of a process");
      const variables = (await read("environ"))
        .split("\0")
        .filter(text => !text.startsWith("PULUMI_CONFIG="));
      assertNoSecret(variables.join("\n"), secrets(), "the environment of a process");
      const { mode } = await stat(`/proc/${pid}/environ`).catch(() => ({ mode: 0 }));
      assert.equal(mode & 0o077, 0, "others may read the environment");
    }

    /** While a run lasts a temporary file may hold one: then it is for this account alone. */
    async function lookAtTemporary(file: string): Promise<void> {
      const text = await readFile(file, "latin1").catch(() => "");
      try {
        assertNoSecret(text, secrets(), file);
      } catch {
        const { mode } = await stat(file).catch(() => ({ mode: 0 }));
        assert.equal(mode & 0o077, 0, `${file} holds a secret and has the mode ${mode.toString(8)}`);
      }
    }

    /** The project, temporary files, PULUMI_HOME, the home, the compiled program, and the share. */
    async function lookEverywhere(): Promise<void> {
      const places = [lab.project.folder, own, resolve(".build"), lab.simulator.sftp.localFolder];
      for (const file of (await Promise.all(places.map(filesIn))).flat()) {
        assertNoSecret(await readFile(file, "latin1").catch(() => ""), secrets(), file);
      }
      const kept = await Promise.all(
        ["logs", "reports"].map(name => filesIn(join(lab.project.folder, name))),
      );
      for (const file of kept.flat())
        assert.equal((await stat(file)).mode & 0o077, 0, `${file} is for others, too`);
    }

    it("are in no argument, no output and no file after a run that was killed in a setup, and the next", async () => {
      const inSetup = () => lab.simulator.vms().filter(vm => vm.status === "up").length >= 2;
      const killed = await watched(run("rollout", "demo", "--yes"), inSetup);
      assertNoSecret(killed.output, secrets(), "the output of the killed run");
      const finished = await watched(run("rollout", "demo", "--yes"));
      assert.equal(finished.exitCode, 0, finished.output);
      assertNoSecret(finished.output, secrets(), "the output");
      const guests = lab.simulator.vms().map(vm => vm.disks[0]?.content?.computerName);
      assert.equal(guests.filter(Boolean).length, 3, "Windows has taken three answer files");
      await lookEverywhere();
    });

    it("are in no error, and in no file after it", async () => {
      await configure({ templateName: "no-such-template" });
      const refused = await watched(run("rollout", "demo", "--yes"));
      assert.notEqual(refused.exitCode, 0);
      assertNoSecret(refused.output, secrets(), "the output");
      await lookEverywhere();
      await configure();
    });

    it("are not in what people look at", async () => {
      for (const words of [
        ["show", "demo"],
        ["answer-file", "demo", "demo-floppy01"],
        ["plan", "demo"],
        ["report", "demo"],
        ["doctor", "demo"],
      ]) {
        const shown = await watched(run(...words));
        assertNoSecret(shown.output, secrets(), `the output of ${words[0]}`);
      }
      await lookEverywhere();
    });

    it("are nowhere when the room is gone", async () => {
      const destroyed = await watched(run("delete", "demo", "--yes"));
      assert.equal(destroyed.exitCode, 0, destroyed.output);
      assertNoSecret(destroyed.output, secrets(), "the output");
      await lookEverywhere();
    });
  });
}

/** The files in a folder, however deep; what goes away meanwhile is left out. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name));
}
