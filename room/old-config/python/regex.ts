/**
 * @module Regular expressions of Python, which the old file holds, as JavaScript's.
 * @see https://docs.python.org/2.7/library/re.html#regular-expression-syntax
 */

import { type CharacterFlags, characterEscape, classOf, literal, SHORTHANDS } from "./regex-character";
import {
  character,
  either,
  type Item,
  joined,
  largest,
  nothing,
  type Part,
  place,
  repeated,
  timesOf,
} from "./regex-part";
import { PatternFault, PatternReader } from "./regex-reader";

/** The source of a JavaScript expression, or what is wrong and at which character, the first one is 1. */
export type TranslatedPattern =
  | { readonly source: string }
  | { readonly column: number; readonly message: string; readonly remedy: string };

/** Groups within groups. */
const DEEPEST = 50;
const LONGEST = 2000;

/**
 * Translates an expression. It finds in a text of one line what Python's `re.search` finds there, when compiled with
 * the flag `u` and without others. Flags may stand at its beginning: `(?i)` for ASCII letters, `(?s)`, `(?m)`.
 *
 * Refused is what Python 2 refuses, and what JavaScript has nothing for: references to groups (`\1`, `(?P=name)`),
 * `(?(1)...)`, the flags `L`, `u` and `x`, repeated look-arounds.
 */
export function translatePattern(pattern: string): TranslatedPattern {
  try {
    if (pattern.length > LONGEST)
      throw new PatternFault(0, "the expression is too long", "Write a shorter one");
    const { source } = new Translation(pattern).whole();
    new RegExp(source, "u").test("");
    return { source };
  } catch (error) {
    if (error instanceof PatternFault)
      return { column: error.at + 1, message: error.message, remedy: error.remedy };
    if (error instanceof SyntaxError) {
      return { column: 1, message: "JavaScript cannot read it", remedy: "Write a simpler expression" };
    }
    throw error;
  }
}

class Translation {
  private readonly reader: PatternReader;
  private readonly names = new Set<string>();
  private flags: CharacterFlags & { readonly m: boolean; readonly s: boolean };
  private depth = 0;

  constructor(pattern: string) {
    this.reader = new PatternReader(pattern);
    let letters = "";
    for (
      let flags = this.reader.take(/\(\?([imsLuxa]+)\)/y);
      flags;
      flags = this.reader.take(/\(\?([imsLuxa]+)\)/y)
    ) {
      letters += flags[1];
      if (/[Luxa]/.test(letters))
        this.reader.refuse("the flags L, u, x and a are not taken", "Leave them away", 0);
    }
    this.flags = { i: letters.includes("i"), m: letters.includes("m"), s: letters.includes("s") };
  }

  whole(): Part {
    const part = this.alternatives();
    if (!this.reader.ended)
      this.reader.refuse('there is no "(" for this ")"', "Write \\) for a parenthesis as such");
    return part;
  }

  private alternatives(): Part {
    let whole = this.sequence();
    while (this.reader.take(/\|/y)) {
      whole = either(whole, this.sequence());
    }
    return whole;
  }

  private sequence(): Part {
    const items: Item[] = [];
    while (!this.reader.ended && !this.reader.at(/[|)]/y)) {
      if (this.comment()) continue;
      const start = this.reader.place;
      // Braces with anything else between them are text to Python.
      const quantifier = this.reader.take(/[*+?]|\{(?!\})(\d*)(?:(,)(\d*))?\}/y);
      items.push(quantifier ? this.repeated(items.pop(), quantifier, start) : this.item());
    }
    return items.map(item => item.part).reduce(joined, nothing);
  }

  private comment(): boolean {
    const start = this.reader.place;
    if (!this.reader.take(/\(\?#/y)) return false;
    if (!this.reader.take(/[^)]*\)/y)) this.reader.refuse("the comment is not closed", "Write )", start);
    return true;
  }

  private item(): Item {
    const mark = this.reader.character();
    switch (mark) {
      case "(":
        return this.group();
      case "[":
        return character(classOf(this.reader, this.flags));
      case "\\":
        return this.escape();
      case ".":
        return character(this.flags.s ? "[\\s\\S]" : ".");
      case "^":
        return place(this.flags.m ? "(?<![^\\n])" : "^");
      case "$":
        return place(this.flags.m ? "(?![^\\n])" : "$");
      default:
        return character(literal(mark, this.flags));
    }
  }

  private escape(): Item {
    if (this.reader.take(/A/y)) return place(this.flags.m ? "(?<![\\s\\S])" : "^");
    if (this.reader.take(/Z/y)) return place(this.flags.m ? "(?![\\s\\S])" : "$");
    const boundary = this.reader.take(/[bB]/y);
    if (boundary) return place(`\\${boundary[0]}`);
    const shorthand = this.reader.take(SHORTHANDS);
    if (shorthand) return character(`\\${shorthand[0]}`);
    if (this.reader.at(/[1-9]/y) && !this.reader.at(/[1-3][0-7]{2}/y)) this.refuseReference();
    return character(literal(characterEscape(this.reader), this.flags));
  }

  private group(): Item {
    const start = this.reader.place - 1;
    const opening = this.opening(start);
    if (++this.depth > DEEPEST)
      this.reader.refuse("too many groups within groups", "Write a simpler one", start);
    const inner = this.alternatives();
    this.depth--;
    if (!this.reader.take(/\)/y))
      this.reader.refuse('"(" is not closed', "Write ) where the group ends", start);
    const source = `${opening}${inner.source})`;
    if (!/^\(\?<?[=!]/.test(opening)) return { part: { ...inner, source }, repeatable: "yes" };
    if (opening.startsWith("(?<") && inner.least !== inner.most) {
      this.reader.refuse("a look-behind needs a fixed length", "Leave * + ? and {m,n} out of it", start);
    }
    return { part: { ...nothing, source, size: inner.size }, repeatable: "look-around" };
  }

  /** What opens the group in JavaScript. */
  private opening(start: number): string {
    const extension = this.reader.take(/\?(?:P<([^>)]*)>|<?[=!]|:)/y);
    if (extension)
      return extension[1] === undefined ? `(${extension[0]}` : `(?<${this.groupName(extension[1], start)}>`;
    if (this.reader.at(/\?P=/y)) this.refuseReference();
    if (this.reader.at(/\?\(/y))
      this.reader.refuse("a condition on a group is not taken", "Write alternatives: a|b", start);
    if (this.reader.at(/\?[imsLuxa]/y)) {
      this.reader.refuse("flags have their place at the beginning", "Write them there, like (?i)", start);
    }
    if (this.reader.at(/\?/y))
      this.reader.refuse("this kind of group is not known", "Write (...) or (?:...)", start);
    return "(";
  }

  private groupName(name: string, start: number): string {
    if (!/^[A-Za-z_]\w*$/.test(name))
      this.reader.refuse("this is no name for a group", "Write (?P<name>...)", start);
    if (this.names.has(name))
      this.reader.refuse(`there are two groups ${name}`, "Give them different names", start);
    this.names.add(name);
    return name;
  }

  private repeated(item: Item | undefined, quantifier: RegExpExecArray, at: number): Item {
    if (item === undefined || item.repeatable === "place") {
      this.reader.refuse("there is nothing to repeat", "Write \\ before it, or what is to be repeated", at);
    }
    if (item.repeatable === "already")
      this.reader.refuse("it is repeated already", "Leave one of the two away", at);
    if (item.repeatable === "look-around")
      this.reader.refuse("a look-around cannot be repeated", "Leave it away", at);
    const times = timesOf(quantifier);
    if (times.least > times.most)
      this.reader.refuse("the smaller number goes first", `Write {${times.most},${times.least}}`, at);
    const isLazy = this.reader.take(/\?/y) !== undefined;
    const part = repeated(item.part, times, isLazy);
    if (part.size > largest) this.reader.refuse("that is too many times", "Write * or +", at);
    if (this.reader.at(/\+/y)) this.reader.refuse("it is repeated already", "Leave one of the two away");
    return { part, repeatable: "already" };
  }

  private refuseReference(): never {
    const remedy = "Write out what is to come again, or leave it away";
    return this.reader.refuse("a reference to a group is not taken", remedy, this.reader.place - 1);
  }
}
