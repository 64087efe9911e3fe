import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import type { Command } from "commander";
import { buildProgram } from "../../cli/program";

const root = join(__dirname, "../..");
const everyPage = [
  "README.md",
  ...filesIn("docs")
    .filter(name => name.endsWith(".md"))
    .map(name => `docs/${name}`),
];
/** Those for people who use it; the others say why it is as it is. */
const pages = everyPage.filter(page => !/\/.*\//.test(page));
const textOf = (page: string) => readFileSync(join(root, page), "utf8");

function filesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" });
}

/** Folders with sources, of the product and around it. */
function sourceFolders(): string[] {
  return readdirSync(root, { withFileTypes: true })
    .filter(entry => entry.isDirectory() && !/^\.|^node_modules$/.test(entry.name))
    .map(({ name }) => name)
    .filter(name => filesIn(name).some(file => /\.ts$/.test(file)));
}

/** Where the headings of a page can be linked to, as Git forges name them. */
function anchorsOf(page: string): string[] {
  const headings = [...textOf(page).matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) => heading);
  return headings.map(heading =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w\- ]/g, "")
      .replaceAll(" ", "-"),
  );
}

/** What is printed in a page to be typed: in blocks, and in the text between backticks. */
function printedCommands(page: string): string[] {
  const inText = [...textOf(page).matchAll(/`([^`\n]+)`/g)].map(([, command = ""]) => command);
  return [...commandLines(page), ...inText];
}

/** The hints of the sources that tell how to set something, or take a lock away, up to the end of their text. */
function hintedCommands(): string[] {
  const folders = [
    "answer-file",
    "cli",
    "components",
    "delivery",
    "dynamic-providers",
    "ovirt",
    "room",
    "stacks",
  ];
  return folders.flatMap(folder =>
    filesIn(folder)
      .filter(name => /\.(ts|yaml)$/.test(name))
      .flatMap(name => textOf(`${folder}/${name}`).match(/: pulumi (config set|cancel)\b[^"`\n]*/g) ?? [])
      .map(hint => hint.slice(2)),
  );
}

/** Those of Pulumi's commands that work on a room, and would work on whichever stack was selected last. */
const onStack = /^pulumi (up|preview|destroy|refresh|config|cancel)\b/;
const namesStack = (line: string) => / --stack \S/.test(line) || /^pulumi cancel [^-\s]/.test(line);

/** The command lines of a page: fenced or indented, continued lines put together, comments and redirections taken off. */
function commandLines(page: string): string[] {
  let fenced = false;
  const blocks = textOf(page).replaceAll(/\\\n\s*/g, "");
  return blocks
    .split("\n")
    .filter(line => {
      if (line.trimStart().startsWith("```")) fenced = !fenced;
      return fenced || /^ {4,}\S/.test(line);
    })
    .map(line =>
      line
        .trim()
        .replace(/^\$ /, "")
        .replace(/^0 3 \* \* \* /, ""),
    )
    .flatMap(line =>
      line.split(/\s+#\s|\s*&&\s*|\s*;\s*|\s*\|\s*/).slice(0, line.includes(" # ") ? 1 : undefined),
    )
    .map(line => line.replace(/\s*[<>]+\s*\S+( 2>&1)?$/, "").trim());
}

const words = (line: string) =>
  [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, plain]) => double ?? single ?? plain ?? "",
  );

/** Whether the line is one that virtroom understands. @throws Error of commander, told by its message */
async function parse(line: string): Promise<void> {
  const program = buildProgram();
  const quiet = { writeErr: () => {}, writeOut: () => {} };
  for (const command of [program, ...program.commands] as Command[]) {
    command.exitOverride().configureOutput(quiet);
    if (command !== program) command.action(() => {});
  }
  await program.parseAsync(["node", ...words(line)]);
}

describe("the documentation", () => {
  it("links to pages, pictures and headings that are there", () => {
    for (const page of everyPage) {
      const links = [...textOf(page).matchAll(/\]\(([^)\s]+)\)|<img src="([^"]+)"/g)].map(
        ([, link, image]) => link ?? image ?? "",
      );
      for (const link of links.filter(target => !/^https?:/.test(target))) {
        const [file = "", anchor] = link.split("#");
        const target = file === "" ? page : relative(root, join(root, dirname(page), file));
        assert.ok(existsSync(join(root, target)), `${page} links to ${link}`);
        if (anchor !== undefined) assert.ok(anchorsOf(target).includes(anchor), `${page} links to ${link}`);
      }
    }
  });

  it("has every file that the sources cite, under the path that they cite", () => {
    const files = sourceFolders().flatMap(folder => filesIn(folder).map(name => `${folder}/${name}`));
    const cited = files
      .filter(name => /\.([cm]?[jt]s|sh|py|ya?ml)$/.test(name))
      .flatMap(name => textOf(name).match(/(?<![\w./-])(docs|facts|decisions)\/[\w./-]+\.md\b/g) ?? []);
    assert.ok(cited.filter(path => path.startsWith("docs/facts/")).length > 40, `${cited.length} found`);
    assert.deepEqual(
      [...new Set(cited)].filter(path => !existsSync(join(root, path))),
      [],
    );
  });

  it("has every page in its index by task, in README.md too", () => {
    for (const page of pages.filter(name => name.startsWith("docs/") && name !== "docs/README.md")) {
      assert.ok(textOf("docs/README.md").includes(`](${page.replace("docs/", "")})`), page);
      assert.ok(textOf("README.md").includes(`](${page})`), page);
    }
  });

  it("says in README.md what lives in each folder with sources", () => {
    const folders = sourceFolders();
    assert.ok(folders.includes("room"), folders.join());
    const table =
      textOf("README.md")
        .match(/^\| .*`.*\|.*\|$/gm)
        ?.join("\n") ?? "";
    assert.deepEqual(
      folders.filter(name => !table.includes(`\`${name}/\``)),
      [],
    );
  });

  it("shows only command lines that virtroom understands", async () => {
    let tried = 0;
    for (const page of pages) {
      for (const line of commandLines(page)) {
        if (!/^virtroom [a-z-]+( |$)/.test(line)) continue;
        tried += 1;
        await assert.doesNotReject(parse(line), `${page}: ${line}`);
      }
    }
    assert.ok(tried > 25, `${tried} lines tried`);
    await assert.rejects(parse("virtroom rolout room01"));
    await assert.rejects(parse("virtroom show room01 --jsn"));
  });

  it("names the room in every line for Pulumi, and so do the hints of the sources", () => {
    for (const page of pages) {
      const lines = printedCommands(page).filter(line => onStack.test(line));
      for (const line of lines) assert.ok(namesStack(line), `${page}: ${line}`);
    }
    assert.ok(pages.flatMap(printedCommands).filter(line => onStack.test(line)).length > 20);
    const hints = hintedCommands();
    assert.ok(hints.length > 8, `${hints.length} hints found`);
    assert.deepEqual(
      hints.filter(hint => !namesStack(hint)),
      [],
    );
  });

  it("names the version of the plugin that the packages want", () => {
    const { dependencies } = JSON.parse(textOf("package.json"));
    const version = dependencies["@pulumi/command"];
    assert.ok(textOf("docs/deliveries.md").includes(`pulumi plugin install resource command v${version}\``));
  });

  it("names only scripts that package.json has", () => {
    const { scripts } = JSON.parse(textOf("package.json"));
    for (const page of pages) {
      for (const [, name = ""] of textOf(page).matchAll(/npm run (?:-s )?([\w:-]+)/g)) {
        assert.ok(name in scripts, `${page}: npm run ${name}`);
      }
    }
  });
});
