import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { builtInNames } from "../../answer-file/values";
import { namesIn } from "../support/template-names";

const root = join(__dirname, "../..");

describe("docs/answer-files.md", () => {
  const page = readFileSync(join(root, "docs/answer-files.md"), "utf8");
  const named = new Set(
    [...page.replaceAll(/```[\s\S]*?```/g, "").matchAll(/`([^`\n]+)`/g)].map(([, name]) => name),
  );
  const missing = (names: Iterable<string>): string[] => [...names].filter(name => !named.has(name));

  it("names every value that a seat has, by its old name too", () => {
    assert.deepEqual(missing(builtInNames()), []);
  });

  it("names every value that the templates take, and every template", () => {
    for (const file of readdirSync(join(root, "templates"))) {
      assert.deepEqual(missing([`templates/${file}`]), []);
      assert.deepEqual(missing(namesIn(readFileSync(join(root, "templates", file), "utf8"))), []);
    }
  });

  it("names every rule of the checker", () => {
    const sources = [
      "xml-reader.ts",
      ...readdirSync(join(root, "answer-file/rules")).map(file => `rules/${file}`),
    ];
    const rules = sources.flatMap(file => {
      const text = readFileSync(join(root, "answer-file", file), "utf8");
      const reported =
        /(?:(?:error|warning)\(\s*\w+(?:\.\w+)*(?:\s\?\?\s\w+\.\w+)?,\s*|\brule: |this\.fail\()"([a-z-]+)"/g;
      return [...text.matchAll(reported)].map(([, rule]) => rule ?? "");
    });
    assert.ok(new Set(rules).size >= 35, `${new Set(rules).size} rules found in the sources`);
    assert.deepEqual(missing(new Set(rules)), []);
  });
});
