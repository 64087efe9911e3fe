import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { messagesOfSources, wordsOfUnion } from "../support/message-catalogue";

const page = readFileSync(join(__dirname, "../../docs/troubleshooting.md"), "utf8");
const [ours = "", others = ""] = page.split("## In the words of others");

const cellsOf = (row: string) =>
  row
    .slice(1, -1)
    .split("|")
    .map(cell => cell.trim());

/** The first cells of the tables, each as the texts in it. */
function entriesOf(text: string): string[][] {
  const rows = text.split("\n").filter(line => /^\| `/.test(line));
  return rows.map(row =>
    [...(row.split(" | ")[0] ?? "").matchAll(/`([^`]+)`/g)].map(([, entry]) => entry ?? ""),
  );
}

const words = (heading: string) =>
  entriesOf(ours.split(`## ${heading}\n`)[1]?.split("\n## ")[0] ?? "").flat();
const entries = entriesOf(ours.slice(ours.indexOf("## Settings"))).flat();
const messages = messagesOfSources();
/** Whether an entry is a message, or its beginning: what is filled in at its end, and ways out, may be left off. */
const isAbout = (entry: string, text: string) =>
  text === entry || (text.startsWith(entry) && /^(…|\. |: )/.test(text.slice(entry.length)));

describe("docs/troubleshooting.md", () => {
  it("has an entry for every message of the sources", () => {
    assert.ok(messages.length > 140, `${messages.length} messages found`);
    const missing = messages.filter(({ text }) => !entries.some(entry => isAbout(entry, text)));
    assert.deepEqual(missing, []);
  });

  it("has no entry for a message that there is no longer", () => {
    const stale = entries.filter(entry => !messages.some(({ text }) => isAbout(entry, text)));
    assert.deepEqual(stale, []);
  });

  it("has an entry for every word that an error of the engine or the share is told with", () => {
    const engine = wordsOfUnion("ovirt/errors.ts", "EngineFaultCode");
    assert.deepEqual(words("Words: speaking to the engine").sort(), engine.sort());
    const share = wordsOfUnion("delivery/share-error.ts", "ShareErrorCode");
    assert.deepEqual(words("Words: the share for floppies").sort(), share.sort());
  });

  it("says a cause or a way out in every row", () => {
    for (const text of [ours, others]) {
      const rows = text.split("\n").filter(line => /^\| `/.test(line));
      assert.ok(rows.length > 5);
      for (const row of rows)
        assert.ok(
          cellsOf(row)
            .slice(-2)
            .some(cell => cell !== ""),
          row,
        );
    }
  });
});
