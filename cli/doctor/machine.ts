/** @module What a rollout needs of this machine: programs, and a place for the state. */

import { withoutUrlSecrets } from "../../room/text/url-secrets";
import { callPulumi } from "../pulumi/command";
import { lackingPulumi, providePulumi } from "../pulumi/tools";
import { type Examination, fail, ok, pulumiLimit, warn } from "./examination";

const oldestNode: readonly [number, number] = [20, 19];

export function judgeNode(version: string) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [wantedMajor, wantedMinor] = oldestNode;
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return ok(version);
  return fail(`${version} is older than ${oldestNode.join(".")}`, "Install a newer Node");
}

export async function examineMachine(examination: Examination, folder: string): Promise<boolean> {
  examination.note("Node", judgeNode(process.versions.node));
  const pulumi = await examination.look("Pulumi", async () => {
    await providePulumi();
    const lacking = await lackingPulumi();
    if (lacking === undefined) return [true, ok(await versionOf(folder))];
    const remedy =
      "Install a newer one (https://www.pulumi.com/docs/install/), or take it off PATH: virtroom then gets its own";
    return [true, fail(lacking, remedy)];
  });
  if (!pulumi) return false;
  const backend = await examination.look("State", async () => {
    const { user, url } = await whoAmI(folder);
    return [true, judgeState(user, url)];
  });
  return backend === true;
}

/** @param secretUrl of the place where Pulumi keeps the state, which may hold a password */
export function judgeState(user: string, secretUrl: string) {
  const url = withoutUrlSecrets(secretUrl);
  if (!url.startsWith("file://")) return ok(`${url} as ${user}`);
  if (!url.includes("metadata=skip")) {
    return warn(
      `${url}: a run that is killed while it writes there can leave a state that nobody can read`,
      `Say '${url}?metadata=skip' instead: the state stays where it is. Of a place that several share: docs/ci.md`,
    );
  }
  return warn(
    `${url}: only this machine knows what was rolled out`,
    "Nothing, as long as one person works here; several, or CI, need a place that they share: docs/ci.md",
  );
}

async function versionOf(folder: string): Promise<string> {
  return (await callPulumi(["version"], { folder, room: "", limit: pulumiLimit })).trim();
}

async function whoAmI(folder: string): Promise<{ user: string; url: string }> {
  return JSON.parse(await callPulumi(["whoami", "--json"], { folder, room: "", limit: pulumiLimit }));
}
