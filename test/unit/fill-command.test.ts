import assert from "node:assert/strict";
import fc from "fast-check";
import { CommandError, fillCommand, quoted } from "../../delivery/fill-command";
import { runProgram } from "../support/run-program";

/** What `/bin/sh` makes of the command: the arguments that `printf` gets, each in a line. */
async function words(command: string, ...names: string[]): Promise<string[]> {
  const { exitCode, stdout, stderr } = await runProgram("/bin/sh", ["-c", fillCommand(command, names)]);
  assert.equal(exitCode, 0, stderr);
  return stdout.split("\n").slice(0, -1);
}

const nasty = [
  "a b",
  "it's",
  'say "no"',
  "$HOME",
  "`id`",
  "$(id)",
  "a\\",
  "'; exit 7; '",
  '"; exit 7; "',
  "*",
  "~",
  "-n",
  "#x",
  "{0}",
];

describe("a name in a command of the site's own", () => {
  it("is one word, whatever is in it", async () => {
    for (const name of nasty)
      assert.deepEqual(await words("printf '%s\\n' {0} x{1}y", name, name), [name, `x${name}y`]);
  });

  it("is the same between quotes that the command has around it", async () => {
    const command = `printf '%s\\n' "{0}" 'it: {0}' "put {0} to '{1}'" a"b"{0}'c'`;
    for (const name of nasty)
      assert.deepEqual(await words(command, name, name), [
        name,
        `it: ${name}`,
        `put ${name} to '${name}'`,
        `ab${name}c`,
      ]);
  });

  it("is not misled by escaped quotes, quotes in comments, pipes and groups", async () => {
    const command = `# it's {0}\nprintf '%s\\n' \\' \\" a#'b' "\\"{0}"; (printf '%s\\n' {0} # "\n) | cat`;
    for (const name of nasty)
      assert.deepEqual(await words(command, name), ["'", '"', "a#b", `"${name}`, name]);
  });

  it("cannot break out of any of these places, whatever it is made of", async () => {
    const pieces = fc.constantFrom(..."ab '\"\\$`;&|()<>*?[]#~!{}=%-".split(""), "{0}", "{1}", "é");
    const names = fc.array(pieces, { minLength: 1, maxLength: 12 }).map(parts => parts.join(""));
    await fc.assert(
      fc.asyncProperty(names, async name => {
        assert.deepEqual(await words(`printf '%s\\n' {0} "{0}" '{0}'`, name), [name, name, name]);
      }),
      { numRuns: 60 },
    );
  });

  it("stays bare where it needs no quotes, so that commands of any form take it", () => {
    const command = 'ssh host "rm `echo {0}`" <<END\n{1}\nEND';
    assert.equal(
      fillCommand(command, ["/tmp/virtroom-0/a.img", "a.img"]),
      'ssh host "rm `echo /tmp/virtroom-0/a.img`" <<END\na.img\nEND',
    );
  });

  it("is refused where it is not clear which quotes it needs", () => {
    for (const command of [
      "echo `ls {0}`",
      'a "$(ls {0})"',
      "cat <<X\n{0}\nX",
      "a ${x-{0}}",
      "a \\{0}",
      "a $'\\'' {0}",
    ]) {
      assert.throws(() => fillCommand(command, ["/tmp/a b"]), CommandError);
    }
    assert.throws(() => fillCommand("cp {0} x", ["a\nb"]), /control character/);
  });

  it("leaves other braces alone", () => {
    assert.equal(fillCommand("awk '{print $1}' {0} {1} {2}", ["f"]), "awk '{print $1}' f {1} {2}");
  });

  it("is quoted whole by itself", () => assert.equal(quoted("it's"), "'it'\\''s'"));
});
