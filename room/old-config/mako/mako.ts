/** @module Answer-file templates of the old tool, written for Mako, as templates of ours. */

import type { FileFault } from "../fault";
import { steered } from "./condition";
import { type MakoPiece, makoPieces } from "./lexer";
import { SourceLines } from "./source-lines";

/** A template of ours, or everything that has no counterpart in it. */
export type ConvertedTemplate = ConvertedText | { readonly faults: readonly FileFault[] };

export interface ConvertedText {
  readonly template: string;
  /** For each of its lines the one of the old template on which it starts, the first is 1: comments are gone. */
  readonly lines: readonly number[];
}

/** The names that the old tool filled; our renderer knows them too. */
export const OLD_NAMES: ReadonlySet<string> = new Set([
  ...["ComputerName", "rhev_vm_name", "ip", "netmask_as_suffix", "default_gw", "mac", "MACwin", "scripttime"],
  ...["template", "cluster", "description", "memory", "network_name", "os", "timezone", "workaround_os"],
  ...["workaround_timezone", "tc_user", "usb_enabled", "stateless", "snapshot_description"],
  ...["reset_to_snapshot_regex", "rollout_startvm", "reset_startvm", "autounattend_templatefile"],
]);

/** Filters that escape, or do not: ours always does, as the place in the XML needs it. */
const ESCAPING: ReadonlySet<string> = new Set(["h", "x", "entity", "n", "str", "unicode"]);
const LONGEST = 512 * 1024;
/** `% if` within `% if`: elements of an answer file lie less than ten deep. */
const DEEPEST = 50;

/**
 * Converts a template. `${name}` is kept, `% if` around whole elements becomes `v:if` on them, comments go, what was
 * escaped for Mako stands as it is meant. What only Python could work out is refused with its line.
 *
 * Unlike Mako, our renderer escapes every value for XML.
 */
export function convertMako(template: string): ConvertedTemplate {
  if (template.length > LONGEST) {
    const remedy = `An answer file has fewer than ${LONGEST} characters: name another file`;
    return { faults: [{ line: 1, path: "", message: "the template is too long", remedy }] };
  }
  return new Conversion(makoPieces(template)).run();
}

/** An `% if` that is open, with what came before it. */
interface Condition {
  readonly line: number;
  /** What is converted so far of the file around it. */
  readonly before: string;
  /** The names that must have a value, or the one that must not; undefined when a fault was told. */
  readonly test: Test | undefined;
  /** The branch before `% else`. */
  readonly branch?: string;
}

interface Test {
  readonly names: readonly string[];
  readonly there: boolean;
}

const RUN_BY_PYTHON = "Write out what it yields, or make a template for each case";

class Conversion {
  private readonly faults: FileFault[] = [];
  /** What is converted so far, of the branch that is being read. */
  private output = "";
  /** Text as it is meant, whose `${` has still to be escaped. */
  private literal = "";
  private readonly lines = new SourceLines();
  private readonly conditions: Condition[] = [];
  /** Other blocks and tags that are open, which were told already. */
  private readonly refused: string[] = [];

  constructor(private readonly pieces: readonly MakoPiece[]) {}

  run(): ConvertedTemplate {
    for (const piece of this.pieces) this.convert(piece);
    this.flush();
    for (const { line } of this.conditions)
      this.fault(line, '"% if" has no "% endif"', "Write % endif where it ends");
    if (this.faults.length > 0) return { faults: this.faults };
    return { template: this.output, lines: this.lines.all };
  }

  private fault(line: number, message: string, remedy: string): void {
    this.faults.push({ line, path: "", message, remedy });
  }

  private convert(piece: MakoPiece): void {
    switch (piece.kind) {
      case "text":
        this.literal += piece.text;
        this.lines.note(piece.line, piece.text);
        return;
      case "expression":
        this.expression(piece);
        return;
      case "control":
        this.control(piece);
        return;
      case "tag":
        this.tag(piece);
        return;
      case "code":
        this.fault(piece.line, "<% %> holds Python", RUN_BY_PYTHON);
        return;
      default:
        this.fault(piece.line, `${piece.opened} is not closed`, `Write ${piece.closes} where it ends`);
    }
  }

  /** In our templates `$${` is a literal `${`. */
  private flush(): void {
    this.output += this.literal.replaceAll("${", () => "$${");
    this.literal = "";
  }

  private expression({ line, code }: MakoPiece & { kind: "expression" }): void {
    if (code === undefined) {
      this.fault(line, "${...} holds Python", `Write one of the names: ${[...OLD_NAMES].join(", ")}`);
      return;
    }
    const filter = code.filters.find(name => !ESCAPING.has(name));
    if (filter !== undefined) this.fault(line, `the filter ${filter} is not known`, "Leave it away");
    this.checkName(code.name, line);
    if (this.literal.endsWith("$")) {
      this.fault(
        line,
        "a $ stands before ${...}, where it makes a literal of it",
        "Put something between them",
      );
    }
    this.flush();
    this.output += `\${${code.name}}`;
    this.lines.note(line, code.name);
  }

  private checkName(name: string, line: number): void {
    if (OLD_NAMES.has(name)) return;
    const near = [...OLD_NAMES].find(known => known.toLowerCase() === name.toLowerCase());
    const remedy = near === undefined ? `Known are ${[...OLD_NAMES].join(", ")}` : `Did you mean ${near}?`;
    this.fault(line, `${name} has no value`, remedy);
  }

  private tag({ line, name, ends }: MakoPiece & { kind: "tag" }): void {
    if (!ends) {
      this.fault(line, `<%${name}> is done by Python`, RUN_BY_PYTHON);
      this.refused.push(`tag ${name}`);
    } else if (!this.close(`tag ${name}`)) {
      this.fault(line, `</%${name}> closes nothing`, `Leave it away, or open it before`);
    }
  }

  /** @returns whether it was open */
  private close(refused: string): boolean {
    const at = this.refused.lastIndexOf(refused);
    if (at >= 0) this.refused.splice(at, 1);
    return at >= 0;
  }

  private control(piece: MakoPiece & { kind: "control" }): void {
    const { line, keyword, ends } = piece;
    this.flush();
    if (ends) {
      if (this.close(keyword)) return;
      if (keyword === "if" && this.conditions.length > 0) this.endIf();
      else this.fault(line, `"% end${keyword}" closes nothing`, "Leave it away");
    } else if (keyword === "if" && this.conditions.length === DEEPEST) {
      this.fault(line, `more than ${DEEPEST} conditions lie in each other`, "Take some of them out");
      this.refused.push(keyword);
    } else if (keyword === "if") {
      this.conditions.push({ line, before: this.output, test: this.test(piece) });
      this.output = "";
    } else if (keyword === "else" && this.conditions.length > 0) {
      this.elseBranch(line);
    } else if (["for", "while", "try", "with"].includes(keyword)) {
      this.fault(line, `"% ${keyword}" is run by Python`, RUN_BY_PYTHON);
      this.refused.push(keyword);
    } else if (this.refused.length === 0 || keyword === "elif") {
      const what = keyword === "" ? "this line starts with %" : `"% ${keyword}" is run by Python`;
      this.fault(line, what, "Write %% for a % as such, % if and % else for conditions");
    }
  }

  /** `a`, `not a` or `a and b`, of the names that have values. */
  private test({ line, rest }: MakoPiece & { kind: "control" }): Test | undefined {
    const [, negation, condition] = /^(not\s+)?(\w+(?:\s+and\s+\w+)*)\s*:\s*(?:#.*)?$/.exec(rest) ?? [];
    const names = condition?.split(/\s+and\s+/) ?? [];
    if (names.length === 0 || names.includes("not") || (negation !== undefined && names.length > 1)) {
      this.fault(
        line,
        "this condition is worked out by Python",
        'Write "% if NAME:", "% if not NAME:" or "% if A and B:"',
      );
      return undefined;
    }
    for (const name of names) this.checkName(name, line);
    return { names, there: negation === undefined };
  }

  private elseBranch(line: number): void {
    const condition = this.conditions.pop();
    if (condition === undefined) return;
    if (condition.branch !== undefined) this.fault(line, 'there is a second "% else"', "Keep one of the two");
    if ((condition.test?.names.length ?? 0) > 1) {
      this.fault(line, '"% else" of two names has no counterpart', "Write % if not for each of the names");
    }
    this.conditions.push({ ...condition, branch: this.output });
    this.output = "";
  }

  private endIf(): void {
    const condition = this.conditions.pop();
    if (condition === undefined) return;
    const { line, before, test, branch } = condition;
    const branches = branch === undefined ? [this.output] : [branch, this.output];
    const converted = branches.map((text, index) =>
      test === undefined ? text : steered(text, test.names, index === 0 ? test.there : !test.there),
    );
    this.output = before + converted.map(text => text ?? "").join("");
    if (converted.includes(undefined)) {
      this.fault(
        line,
        'what "% if" holds is more or less than whole elements',
        "Put it around elements, with no text between them",
      );
    }
  }
}
