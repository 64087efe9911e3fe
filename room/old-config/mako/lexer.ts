/**
 * @module The pieces that a Mako template consists of.
 * @see https://docs.makotemplates.org/en/latest/syntax.html
 */

/** A piece with the line on which it starts, the first one is 1. */
export type MakoPiece = { readonly line: number } & (
  | { readonly kind: "text"; readonly text: string }
  /** `${...}`; `code` is undefined when it is more than a name and filters. */
  | {
      readonly kind: "expression";
      readonly code?: { readonly name: string; readonly filters: readonly string[] };
    }
  /** A line that starts with `%`: `if x:` has the keyword `if`, `endif` the same and `ends`. */
  | { readonly kind: "control"; readonly keyword: string; readonly ends: boolean; readonly rest: string }
  /** `<%name ...>` or `</%name>`. */
  | { readonly kind: "tag"; readonly name: string; readonly ends: boolean }
  /** `<% ... %>` or `<%! ... %>`. */
  | { readonly kind: "code" }
  /** What is not closed before the end of the file. */
  | { readonly kind: "unclosed"; readonly opened: string; readonly closes: string }
);

type Found = MakoPiece extends infer Piece ? (Piece extends unknown ? Omit<Piece, "line"> : never) : never;

/** A comment, `## ...`, or a control line; both may go on behind a backslash. */
const LINE = /[\t ]*(%(?!%)|##)[\t ]*((?:\\\n|[^\n])*)(?:\n|$)/y;
const CONTROL = /^(end)?(\w*)\s*(.*)$/s;
/** `%%` at the start of a line stands for `%`. */
const PERCENT = /(\s*)%(%+)/y;
const EXPRESSION = /\$\{\s*([A-Za-z_]\w*)\s*(?:\|([\w\s,.]*))?\}/y;
const DOC = "<%doc>";
const TEXT = "<%text>";
/** A name is taken whole, or one that nothing closes would be tried at every length. */
const TAG = /<(?:(\/)%[\t ]*|%)([\w.:]+)(?![\w.:])(?:"[^"]*"|'[^']*'|[^"'<>%])*>/y;
/** What ends a stretch of text; a line end behind a backslash is dropped. */
const STOP = /(?<=\n)[ \t]*(?:%|##)|\$\{|<\/?%|\\\n/g;
const ESCAPED_END = "\\\n";
/** Which encoding the file has: the first line, when it says so. */
const CODING = /^#.*coding[:=]\s*[-\w.]/;

/**
 * Takes a template apart. Comments (`##`, `<%doc>`) and line ends behind a backslash are left out, `<%text>` is text
 * as it stands. Ends early behind something that is not closed.
 *
 * @param template with any kind of line ends
 */
export function makoPieces(template: string): MakoPiece[] {
  const lexer = new Lexer(template.replace(/\r\n?/g, "\n"));
  return lexer.pieces();
}

class Lexer {
  private readonly found: MakoPiece[] = [];
  private at = 0;
  private line = 1;

  constructor(private readonly text: string) {}

  pieces(): MakoPiece[] {
    const coding = CODING.exec(this.text)?.[0].length ?? 0;
    if (coding > 0) this.advance(this.text.indexOf("\n", coding) + 1);
    while (this.at < this.text.length && this.found.at(-1)?.kind !== "unclosed") this.next();
    return this.found;
  }

  private next(): void {
    if (this.text.startsWith("${", this.at)) this.expression();
    else if (this.isLineStart() && this.take(LINE, match => this.control(match))) return;
    else if (this.text.startsWith(DOC, this.at)) this.block(DOC, "</%doc>", () => undefined);
    else if (this.text.startsWith(TEXT, this.at))
      this.block(TEXT, "</%text>", text => ({ kind: "text", text }));
    else if (this.take(TAG, ([, end, name = ""]) => ({ kind: "tag", name, ends: end !== undefined }))) return;
    else if (this.text.startsWith("<%", this.at)) this.block("<%", "%>", () => ({ kind: "code" }));
    else if (
      this.isLineStart() &&
      this.take(PERCENT, ([, blanks, marks]) => ({ kind: "text", text: `${blanks}${marks}` }))
    )
      return;
    else if (this.text.startsWith("</%", this.at))
      this.add({ kind: "tag", name: "", ends: true }, "</%".length);
    else this.stretch();
  }

  private isLineStart(): boolean {
    return this.at === 0 || this.text[this.at - 1] === "\n";
  }

  private advance(length: number): void {
    const end = this.at + length;
    this.line += this.text.slice(this.at, end).split("\n").length - 1;
    this.at = end;
  }

  private add(piece: Found | undefined, length: number): void {
    if (piece) this.found.push({ ...piece, line: this.line });
    this.advance(length);
  }

  /** @returns whether the sticky expression matches here */
  private take(expression: RegExp, piece: (match: RegExpExecArray) => Found | undefined): boolean {
    expression.lastIndex = this.at;
    const match = expression.exec(this.text);
    if (match) this.add(piece(match), match[0].length);
    return match !== null;
  }

  private control([, mark, written = ""]: RegExpExecArray): Found | undefined {
    if (mark === "##") return undefined;
    const [, end, keyword = "", rest = ""] = CONTROL.exec(written) ?? [];
    return { kind: "control", keyword, ends: end !== undefined, rest };
  }

  private expression(): void {
    const isPlain = this.take(EXPRESSION, ([, name = "", filters = ""]) => {
      const used = filters.split(",").map(filter => filter.trim());
      return { kind: "expression", code: { name, filters: used.filter(filter => filter !== "") } };
    });
    if (!isPlain) this.block("${", "}", () => ({ kind: "expression" }));
  }

  /** From here to the next `closes`. */
  private block(opened: string, closes: string, piece: (inner: string) => Found | undefined): void {
    const start = this.at + opened.length;
    const end = this.text.indexOf(closes, start);
    if (end < 0) this.add({ kind: "unclosed", opened, closes }, 0);
    else this.add(piece(this.text.slice(start, end)), end + closes.length - this.at);
  }

  private stretch(): void {
    STOP.lastIndex = this.at;
    const stop = STOP.exec(this.text);
    const text = this.text.slice(this.at, stop?.index);
    const dropped = stop?.[0] === ESCAPED_END ? ESCAPED_END.length : 0;
    this.add({ kind: "text", text }, text.length + dropped);
  }
}
