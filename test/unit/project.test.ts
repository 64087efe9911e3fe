import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { findProject, knownRooms, roomFile } from "../../cli/project";
import { roomFiles } from "../../dynamic-providers/project/project";
import { projectPath } from "../../dynamic-providers/project/project-file";

describe("the project of the rooms", () => {
  const here = process.cwd();
  let folder: string;

  /** @param rooms the folder that their files are in */
  function begin(rooms: string, settings: Record<string, unknown>): void {
    mkdirSync(join(folder, rooms), { recursive: true });
    mkdirSync(join(folder, "scripts"));
    writeFileSync(join(folder, "Pulumi.yaml"), stringify({ name: "school", ...settings }));
    for (const name of ["Pulumi.lab.yaml", "Pulumi.hall.yaml", "Pulumi.--yes.yaml", "notes.yaml"])
      writeFileSync(join(folder, rooms, name), `# ${name}`);
    // Where Pulumi runs the program.
    process.chdir(join(folder, "scripts"));
  }
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "virtroom-project-")));
  });
  afterEach(() => {
    process.chdir(here);
    rmSync(folder, { recursive: true });
  });

  for (const [rooms, settings] of [
    ["stacks", { stackConfigDir: "stacks" }],
    ["settings/of rooms", { stackConfigDir: "settings/of rooms" }],
    [".", {}],
  ] as const) {
    it(`has the same rooms for the program as for the commands, in ${rooms}`, () => {
      begin(rooms, settings);
      const project = findProject(process.cwd());
      assert.deepEqual([project.folder, project.name], [folder, "school"]);
      assert.deepEqual(knownRooms(project), ["hall", "lab"]);
      assert.equal(roomFile(project, "lab"), join(folder, rooms, "Pulumi.lab.yaml"));
      assert.deepEqual(roomFiles(), [
        { room: "hall", text: "# Pulumi.hall.yaml" },
        { room: "lab", text: "# Pulumi.lab.yaml" },
      ]);
      assert.equal(projectPath("engine-ca.pem"), join(folder, "engine-ca.pem"));
    });
  }
});
