/** @module What a real engine has told of its hosts and its storage (test/fixtures/exchanges). */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Site } from "../../ovirt/site";

const recorded: Readonly<Record<string, string>> = {
  "/hosts": "hosts",
  "/datacenters": "datacenters",
  "/storagedomains": "storagedomains",
  "/templates/t1/diskattachments": "template-diskattachments-follow-disk",
};

function answerOf(exchange: string) {
  const text = readFileSync(join(__dirname, `../fixtures/exchanges/${exchange}-json.txt`), "utf8");
  return JSON.parse(text.slice(text.indexOf("\n{")));
}

describe("what a real engine tells of its site", () => {
  const site = new Site({ get: async path => answerOf(recorded[path] ?? path) });

  it("are the hosts of a cluster and the data center, with their status", async () => {
    assert.deepEqual(await site.hosts(), [
      { name: "host1", clusterId: "e42e0b3c-e84c-11f1-aa25-02fc00000001", status: "up" },
    ]);
    const centers = await site.dataCenters();
    assert.deepEqual(
      centers.map(({ name, status }) => [name, status]),
      [["Default", "up"]],
    );
  });

  it("are storage domains with their space, and which of them has the disk of a template", async () => {
    const [domain, ...others] = await site.storageDomains();
    const gibibyte = 1024 ** 3;
    assert.deepEqual(domain, {
      id: "e10c18ec-1193-4e5f-a1ab-53e347dd5764",
      name: "data1",
      available: 450 * gibibyte,
      blockedBelow: 5 * gibibyte,
    });
    assert.deepEqual(others, []);
    assert.deepEqual(await site.domainsOfDisks("t1", "tpl-win"), [[domain.id]]);
  });
});
