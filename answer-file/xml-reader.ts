/**
 * @module Reading XML into a tree. Strictly: no document type, so no entities of its own, no external ones, and bounded in
 * size and depth.
 */

import { SaxesParser } from "saxes";
import { bareAmpersand } from "./bare-ampersand";
import { AnswerFileError, type AnswerFileFault } from "./fault";
import { MAX_CHARACTERS, XMLNS_NAMESPACE, type XmlElement, type XmlNode, type XmlText } from "./xml";

/** Elements within elements. Answer files have less than ten levels. */
const MAX_DEPTH = 64;

/**
 * Reads a document. Comments and processing instructions are left out, blanks between elements too.
 *
 * @param file name for errors
 * @throws AnswerFileError with rule `well-formed`, `doctype`, `too-large`, `too-deep`, `encoding` or `mixed-content`
 */
export function parseXml(text: string, file: string): XmlElement {
  const source = text.startsWith("\uFEFF") ? text.slice(1) : text;
  refuseUnreadable(source, file);
  return new TreeReader(file).read(source);
}

/** Refuses what is too large, or was visibly not UTF-8 when it was decoded. */
function refuseUnreadable(source: string, file: string): void {
  if (source.length > MAX_CHARACTERS) {
    throw new AnswerFileError([
      {
        file,
        line: 1,
        rule: "too-large",
        message: `the file has ${source.length} characters, more than ${MAX_CHARACTERS}`,
        remedy: "An answer file is small; move programs and data out of it",
      },
    ]);
  }
  const unreadable = source.search(/[\uFFFD\0]/);
  if (unreadable >= 0) {
    throw new AnswerFileError([
      {
        file,
        line: source.slice(0, unreadable).split("\n").length,
        rule: "encoding",
        message: "the file is not UTF-8",
        remedy: "Save it with the encoding UTF-8",
      },
    ]);
  }
}

/** An element while its children are being read. */
type OpenElement = XmlElement & { readonly children: XmlNode[] };

class TreeReader {
  private readonly parser = new SaxesParser({
    xmlns: true,
    position: true,
    // 1.1 would allow control characters that no Windows parser takes
    defaultXMLVersion: "1.0",
    forceXMLVersion: true,
  });
  private readonly open: OpenElement[] = [];
  private root: OpenElement | undefined;
  /** Line on which the latest start tag begins. */
  private tagLine = 1;
  /** Lines of the attributes of that tag. */
  private readonly attributeLines = new Map<string, number>();
  /** Line on which the next text starts. */
  private textLine = 1;
  private source = "";

  constructor(private readonly file: string) {
    const { parser } = this;
    parser.on("error", error => this.notWellFormed(error));
    parser.on("doctype", () =>
      this.fail(
        "doctype",
        "a document type (<!DOCTYPE ...>) is not allowed",
        "Take it out, and write the entities out",
      ),
    );
    parser.on("opentagstart", () => {
      this.tagLine = parser.line;
      this.attributeLines.clear();
    });
    parser.on("attribute", ({ name }) => this.attributeLines.set(name, parser.line));
    parser.on("opentag", tag => {
      this.start({
        kind: "element",
        name: tag.name,
        local: tag.local,
        uri: tag.uri,
        attributes: Object.values(tag.attributes).map(({ name, local, uri, value, prefix }) => ({
          name,
          // saxes gives the default declaration the prefix `xmlns` and no local name
          local: name === "xmlns" ? "xmlns" : local,
          uri: prefix === "xmlns" || name === "xmlns" ? XMLNS_NAMESPACE : uri,
          value,
          line: this.attributeLines.get(name) ?? this.tagLine,
        })),
        children: [],
        line: this.tagLine,
      });
      this.textLine = parser.line;
    });
    parser.on("closetag", () => {
      this.end();
      this.textLine = parser.line;
    });
    parser.on("text", text => this.text(text));
    parser.on("cdata", text => {
      this.text(text);
      this.textLine = parser.line;
    });
    for (const passed of ["comment", "processinginstruction", "xmldecl"] as const) {
      parser.on(passed, () => {
        this.textLine = parser.line;
      });
    }
  }

  read(source: string): XmlElement {
    this.source = source;
    this.parser.write(source).close();
    if (this.root === undefined)
      return this.fail("well-formed", "there is no element", "Write an <unattend> element");
    return this.root;
  }

  private start(element: OpenElement): void {
    if (this.open.length >= MAX_DEPTH) {
      this.fail(
        "too-deep",
        `elements are nested more than ${MAX_DEPTH} deep`,
        "An answer file has less than ten levels",
      );
    }
    const parent = this.open.at(-1);
    if (parent === undefined) this.root = element;
    else parent.children.push(element);
    this.open.push(element);
  }

  private text(text: string): void {
    const parent = this.open.at(-1);
    if (parent === undefined || text === "") return;
    const previous = parent.children.at(-1);
    if (previous?.kind === "text") {
      parent.children[parent.children.length - 1] = { ...previous, text: previous.text + text };
    } else {
      parent.children.push({ kind: "text", text, line: this.textLine });
    }
  }

  /** Text stands alone in its element, or it is blank and between elements, where it means nothing. */
  private end(): void {
    const element = this.open.pop();
    if (element === undefined || !element.children.some(child => child.kind === "element")) return;
    const kept = element.children.filter(child => child.kind === "element" || child.text.trim() !== "");
    const stray = kept.find(child => child.kind === "text");
    if (stray?.kind === "text") this.mixed(element, stray);
    element.children.length = 0;
    for (const child of kept) element.children.push(child);
  }

  private mixed(element: XmlElement, stray: XmlText): never {
    const before = stray.text.slice(0, stray.text.search(/\S/));
    const mako = /^[ \t]*(%|##)/m.test(stray.text);
    throw new AnswerFileError([
      {
        file: this.file,
        line: stray.line + before.split("\n").length - 1,
        rule: "mixed-content",
        message: `<${element.name}> holds text beside elements`,
        remedy: mako
          ? 'Lines with % or ## were for the old tool; leave elements out with v:if="name" instead'
          : "Take the text away, or put it into an element",
      },
    ]);
  }

  private notWellFormed(error: Error): never {
    // saxes puts its own "line:column: " in front
    const message = error.message.replace(/^(?:\d+:\d+: )?/, "").replace(/\.$/, "");
    const ampersand = bareAmpersand(this.source);
    if (ampersand && ampersand.line <= this.parser.line) {
      return this.fail(
        "well-formed",
        "this is not well-formed XML: & begins a reference like &lt;",
        "Write &amp; for & as such",
        ampersand,
      );
    }
    return this.fail(
      "well-formed",
      `this is not well-formed XML: ${message}`,
      "Mend it here or shortly before",
    );
  }

  private fail(
    rule: string,
    message: string,
    remedy: string,
    place = { line: this.parser.line, column: this.parser.column + 1 },
  ): never {
    const fault: AnswerFileFault = { file: this.file, ...place, rule, message, remedy };
    throw new AnswerFileError([fault]);
  }
}
