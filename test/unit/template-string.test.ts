import assert from "node:assert/strict";
import fc from "fast-check";
import { placeholdersOf, substitute } from "../../room/text/template-string";

const values = { room: "test01", id: "07", Suffix: "9", $: "never", "": "never" };

/** Template, and what it becomes; each line checked against Python 3.11's `safe_substitute`. */
const cases: [what: string, template: string, filled: string][] = [
  ["fills names in braces", "${room}-vd${id}", "test01-vd07"],
  ["fills bare names", "$room-vd$id", "test01-vd07"],
  ["takes the longest bare name", "$room_1 $room", "$room_1 test01"],
  ["tells upper case from lower", "$Room ${Suffix}", "$Room 9"],
  ["turns two dollar signs into one", "$$room $${room} $$$id", "$room ${room} $07"],
  ["keeps an unknown name as it is written", "${ip} $ip", "${ip} $ip"],
  ["keeps a dollar sign that starts no name", "5 $ ${ $1 $- $", "5 $ ${ $1 $- $"],
  [
    "keeps braces with anything but a name",
    "${ room} ${room.id} ${} ${room",
    "${ room} ${room.id} ${} ${room",
  ],
  ["ends a bare name at a letter outside ASCII", "$roomä $ä ${ä}", "test01ä $ä ${ä}"],
  ["takes no look-alike of an ASCII letter", "$\u017f $\u212a $i\u0307d", "$\u017f $\u212a $i\u0307d"],
  ["goes over line ends", "$room\n$id", "test01\n07"],
];

describe("placeholders in names, addresses and descriptions", () => {
  for (const [what, template, filled] of cases) {
    it(what, () => assert.equal(substitute(template, values), filled));
  }

  it("inserts values literally", () => {
    assert.equal(substitute("$a$b", { a: "$b $& $1 $$", b: "x" }), "$b $& $1 $$x");
  });

  it("knows no names beyond those given", () => {
    assert.equal(substitute("$constructor ${__proto__}", {}), "$constructor ${__proto__}");
  });

  it("lists each name once, in order", () => {
    assert.deepEqual(placeholdersOf("${room}-$id of $room, $$price $ ${ x}"), ["room", "id"]);
  });

  it("leaves text without dollar signs alone, whatever it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), text => {
        const plain = text.replaceAll("$", "");
        assert.equal(substitute(plain, values), plain);
        assert.equal(substitute(plain.replaceAll("a", "$$"), values), plain.replaceAll("a", "$"));
      }),
    );
  });

  it("fills every name that it lists", () => {
    const unit = fc.constantFrom("$", "{", "}", "a", "B", "_", "1", " ", "ä");
    fc.assert(
      fc.property(fc.string({ unit }), template => {
        const asked = new Set<string>();
        const seen = new Proxy<Record<string, string>>(
          {},
          {
            getOwnPropertyDescriptor: (_, name) => {
              asked.add(String(name));
              return undefined;
            },
          },
        );
        substitute(template, seen);
        assert.deepEqual([...asked], placeholdersOf(template));
      }),
    );
  });
});
