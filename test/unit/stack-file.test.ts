import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { settingsInFile, withoutSecrets, withSettings } from "../../room/settings/stack-file";
import { ValueError } from "../../room/text/value-error";
import { wordsInQuotes } from "../support/words-in-quotes";

const example = readFileSync(join(__dirname, "../../stacks/Pulumi.example.yaml"), "utf8");
type Groups = Record<string, Record<string, unknown>>;

const shared = `# the room
encryptionsalt: v1:abc=
config:
  other:key: 1
  virtroom:engine:
    password:
      secure: v1:secret # never shown
  virtroom:groups:
    teacher: &group
      # the image
      templateName: win10-gold # since May
      memory: 8 GiB

      usb: true
    students:
      <<: *group
      memory: 4 GiB
`;

const groupsOf = (text: string) => settingsInFile("virtroom", text).groups as Groups;

function changed(text: string, change: (groups: Groups) => Groups): string {
  const settings = settingsInFile("virtroom", text);
  return withSettings("virtroom", text, { ...settings, groups: change(structuredClone(groupsOf(text))) });
}

describe("a settings file that is changed by a program", () => {
  it("stays the same, letter for letter, when nothing is changed", () => {
    for (const text of [example, shared])
      assert.equal(
        changed(text, groups => groups),
        text,
      );
  });

  it("keeps comments, secrets, order and what is not of the project", () => {
    const text = changed(shared, ({ teacher, students }) => ({
      teacher: { ...teacher, templateName: "win11: gold", memory: "16 GiB" },
      students: { ...students, templateName: "win11: gold" },
    }));
    const expected = shared.replace("win10-gold #", '"win11: gold" #').replace("8 GiB", "16 GiB");
    assert.equal(text, expected);
  });

  it("changes one group although another shares its settings by <<", () => {
    const text = changed(shared, ({ teacher, students }) => ({
      teacher: { ...teacher, usb: false },
      students: { ...students },
    }));
    assert.deepEqual(groupsOf(text).students, { templateName: "win10-gold", memory: "4 GiB", usb: true });
    assert.equal(groupsOf(text).teacher?.usb, false);
    assert.match(text, /<<: \*group\n {6}memory: 4 GiB\n {6}usb: true\n$/);
  });

  it("gets quotes where Pulumi would read something else, and only around what is new", () => {
    const others = shared.replace("other:key: 1", "other:key: 2015-08-01");
    for (const word of wordsInQuotes) {
      const text = changed(others, ({ teacher, students }) => ({
        teacher: { ...teacher, templateName: word, values: { list: [word] } },
        students: { ...students, templateName: word, values: { list: [word] } },
      }));
      assert.match(text, /other:key: 2015-08-01/);
      assert.ok(text.includes(`templateName: "${word}" # since May`), text);
      assert.ok(text.includes(`- "${word}"`), text);
    }
  });

  it("gets new settings and loses others", () => {
    const text = changed(shared, ({ teacher, students }) => {
      const { usb: _, ...rest } = teacher ?? {};
      const { usb: __, ...others } = students ?? {};
      return {
        teacher: { ...rest, values: { agent: "5" } },
        students: { ...others, values: { agent: "5" } },
      };
    });
    assert.deepEqual(groupsOf(text).students, {
      templateName: "win10-gold",
      memory: "4 GiB",
      values: { agent: "5" },
    });
    assert.doesNotMatch(text, /usb/);
  });

  it("is not written when a group cannot lose what it inherits", () => {
    const lose = () =>
      changed(shared, ({ teacher, students }) => {
        const { usb: _, ...rest } = students ?? {};
        return { teacher: { ...teacher }, students: rest };
      });
    assert.throws(lose, (error: unknown) => error instanceof ValueError && /inherited/.test(error.message));
  });

  it("may have its values as aliases", () => {
    const text = `config:
  virtroom:values: &v
    a: 1
  virtroom:groups:
    one:
      values: *v
`;
    const after = changed(text, () => ({ one: { values: { a: 2 } } }));
    const { values, groups } = settingsInFile("virtroom", after);
    assert.deepEqual([values, groups], [{ a: 1 }, { one: { values: { a: 2 } } }]);
  });

  for (const [what, text, told] of [
    ["is no YAML", "config: [", /^it is not YAML: .* at line 1, column 10$/],
    ["has a value of two", "config:\n  a: b: c", /^it is not YAML: .* at line 2, column 6$/],
    [
      "says a thing twice",
      "config:\n  a:\n    memory: 1\n    usb: true\n    memory: 2",
      /^memory in line 5 stands there for the second time$/,
    ],
    ["has a tab", "config:\n  a:\n\tb: 1", /^it is not YAML: Tabs .* at line 3, column 1$/],
    [
      "shares what has no name",
      "config:\n  a:\n    <<: *gruop",
      /^there is no &gruop above \*gruop in line 3$/,
    ],
    ["repeats what comes later", "config:\n  a: *cl\n  b: &cl 1", /^there is no &cl above \*cl in line 2$/],
    ["holds itself", "config:\n  a: &a\n    - *a", /^\*a in line 3 stands within &a itself$/],
    ["shares what is no group", "config:\n  a: &a 1\n  b:\n    <<: *a", /^it cannot be read: Merge sources/],
    [
      "doubles and doubles",
      `config:\n  a0: &a0 [x]\n${Array.from({ length: 20 }, (_, n) => `  a${n + 1}: &a${n + 1} [*a${n}, *a${n}]`).join("\n")}`,
      /^it cannot be read: Excessive alias count/,
    ],
  ] as const) {
    it(`is refused in words when it ${what}`, () => {
      const wrong = (error: unknown) =>
        error instanceof ValueError && told.test(error.message) && error.remedy !== "";
      assert.throws(() => settingsInFile("virtroom", text), wrong);
      assert.throws(() => withSettings("virtroom", text, {}), wrong);
    });
  }

  it("can be checked although its secrets stay closed", () => {
    assert.deepEqual(withoutSecrets(settingsInFile("virtroom", shared)).engine, { password: "secret" });
  });
});
