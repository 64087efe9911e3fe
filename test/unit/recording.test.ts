import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SaxesParser } from "saxes";
import { animationOf } from "../../scripts/recording/animation";
import { type Recording, record, withShortPauses } from "../../scripts/recording/recording";
import { type Screen, screensOf } from "../../scripts/recording/screens";

const size = { columns: 20, rows: 4 };
const words = { title: "a <title>", description: "what is seen" };
const at = (milliseconds: number, text: string) => ({ at: milliseconds, bytes: Buffer.from(text) });
const recorded = (...events: Recording["events"]) => screensOf({ ...size, events });
const texts = (screen: Screen | undefined) =>
  screen?.rows.map(row => row.map(({ text }) => text).join("|")).filter(text => text !== "");

/** Each line of the picture: what it says, and from when to when it is to be seen, in shares of the whole. */
function linesOf(svg: string) {
  const keyframes = new Map(
    [...svg.matchAll(/@keyframes (\w+)\{(.*)\}$/gm)].map(([, name = "", steps = ""]) => [name, steps]),
  );
  const groups = [...svg.matchAll(/<g( class="last")? style="animation-name:(\w+)">(.*?)<\/g>/g)];
  return groups.map(([, last, name = "", inner = ""]) => ({
    text: inner.replaceAll(/<[^>]*>/g, ""),
    stays: last !== undefined,
    steps: keyframes.get(name)?.replace(/\}\}+$/, "}"),
  }));
}

describe("a recording of a terminal", () => {
  it("becomes the screens that the terminal showed, colours and all", async () => {
    const screens = await recorded(
      at(0, "\u001b[32m$\u001b[0m go"),
      at(1000, "\r\n\u001b[36m●\u001b[39m seat01 \u001b[2m1 s\u001b[22m"),
      at(2000, "\r\u001b[2K\u001b[32m✓\u001b[39m seat01"),
    );
    assert.deepEqual(screens.map(texts), [["$|go"], ["$|go", "●|seat01|1 s"], ["$|go", "✓|seat01"]]);
    assert.deepEqual(screens[1]?.rows[1], [
      { column: 0, text: "●", colour: 6, bold: false, dim: false },
      { column: 2, text: "seat01", bold: false, dim: false },
      { column: 9, text: "1 s", bold: false, dim: true },
    ]);
  });

  it("takes what is cleared and written again at once for one screen, and characters in halves for whole ones", async () => {
    const sign = Buffer.from("✓");
    const screens = await recorded(
      at(0, "before"),
      at(500, "\r\u001b[2K"),
      { at: 505, bytes: sign.subarray(0, 1) },
      { at: 510, bytes: sign.subarray(1) },
    );
    assert.deepEqual(screens.map(texts), [["before"], ["✓"]]);
  });

  it("is made by running the command in a terminal of that size", async () => {
    const session = { ...size, folder: tmpdir(), env: {} };
    const { recording, exitCode } = await record("go", "sh -c 'stty size; exit 3'", session);
    assert.equal(exitCode, 3);
    const screens = await screensOf(recording);
    assert.deepEqual(texts(screens.at(-1)), ["$|go", "4 20"]);
    assert.ok(screens.length >= 4, "the line is typed key by key");
  });
});

describe("the pauses of a recording", () => {
  it("are shortened where they are longer than that", () => {
    const { events } = withShortPauses({ ...size, events: [at(0, "a"), at(5000, "b"), at(5500, "c")] }, 1000);
    assert.deepEqual(
      events.map(event => event.at),
      [0, 1000, 1500],
    );
  });
});

describe("the picture of a recording", () => {
  it("shows each line from when it came until it changed, and the last ones until the end", async () => {
    const svg = animationOf(
      await recorded(at(0, "one"), at(2000, "\r\nnext"), at(4000, "\rlast")),
      size,
      words,
    );
    const [first, second, third] = linesOf(svg);
    assert.deepEqual([first?.text, first?.stays], ["one", true]);
    assert.deepEqual([second?.text, second?.stays], ["next", false]);
    assert.equal(second?.steps, "0%{visibility:hidden}20%{visibility:visible}40%{visibility:hidden}");
    assert.deepEqual([third?.text, third?.stays], ["last", true]);
    assert.match(svg, /animation:10\.00s step-end infinite/);
  });

  it("stands still, with its last screen, for those who want no motion", async () => {
    const svg = animationOf(await recorded(at(0, "one"), at(900, "\rtwo")), size, words);
    const [style = ""] = /<style>[\s\S]*<\/style>/.exec(svg) ?? [];
    const [still = "", moving = ""] = style.split("@media (prefers-reduced-motion:no-preference)");
    assert.match(still, /g\{visibility:hidden\}g\.last\{visibility:visible\}/);
    assert.doesNotMatch(still, /animation|@keyframes/);
    assert.match(moving, /@keyframes/);
  });

  it("keeps what programs print as text, whatever it is", async () => {
    const evil = "</text><script>";
    const svg = animationOf(await recorded(at(0, evil)), size, words);
    assert.doesNotMatch(svg, /<script/);
    assert.ok(svg.includes("&lt;/text&gt;&lt;script&gt;"));
    assert.ok(svg.includes('<title id="t">a &lt;title&gt;</title>'));
  });
});

describe("docs/pictures/rollout.svg", () => {
  const svg = readFileSync(join(__dirname, "../../docs/pictures/rollout.svg"), "utf8");

  it("is one well-formed file without scripts, links or requests, and not large", () => {
    const elements = new Set<string>();
    const parser = new SaxesParser();
    parser.on("opentag", ({ name, attributes }) => {
      elements.add(name);
      for (const attribute of Object.keys(attributes)) assert.doesNotMatch(attribute, /^on|href|^src/);
    });
    parser.on("error", error => assert.fail(error));
    parser.write(svg).close();
    assert.deepEqual([...elements].sort(), ["desc", "g", "rect", "style", "svg", "text", "title"]);
    assert.doesNotMatch(svg, /url\(|@import/);
    assert.ok(svg.length < 300_000);
  });

  it("shows a rollout until all seats are made, and nothing of the machine that it was made on", () => {
    const lines = linesOf(svg);
    assert.ok(lines.some(({ text }) => text.includes("Windows setup running")));
    assert.match(lines.filter(({ stays }) => stays).at(-1)?.text ?? "", /Room *lab: 7 made/);
    for (const { text } of lines) assert.doesNotMatch(text, /(^|\s)\/\w|localhost|127\.0\.0\.1/);
  });
});
