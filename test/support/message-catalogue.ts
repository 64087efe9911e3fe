/**
 * @module Every message that the sources can tell, read from the sources themselves: `…` stands for what is filled in.
 * A message is what is called so: the property `message` beside a remedy or a code, and the argument for a parameter
 * `message`, or `cause`, of a function or an error of ours; and what a function returns whose name begins with `messageOf`.
 */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

const root = join(__dirname, "../..");
const folders = ["cli", "components", "delivery", "dynamic-providers", "logging", "ovirt", "room"];
/** What filling a template can come to; what the finished file is checked for is told in docs/answer-files.md. */
const filling = "answer-file/render.ts";
/** Told with the line of an old file, and what to write there. */
const leftOut = /^room\/old-config\//;

export interface Message {
  readonly file: string;
  readonly text: string;
}

/** Where the message stands among the arguments, by the name that is called. */
type Places = ReadonlyMap<string, number>;

export function messagesOfSources(): Message[] {
  const sources = [...folders.flatMap(sourcesIn), sourceOf(filling)];
  const everywhere = new Map(sources.flatMap(source => placesIn(source, isExported)));
  const types = new Map(sources.flatMap(typesIn));
  return sources.flatMap(source => {
    const places = new Map([...everywhere, ...placesIn(source, isFunction), ...passedIn(source, types)]);
    const texts = new Set(messagesIn(source, places).filter(isTelling));
    return [...texts].map(text => ({ file: source.fileName, text: text.replaceAll("\n", " ") }));
  });
}

/** Every way out that a finding or an error of the engine has, as the sources write it. */
export function waysOutOfSources(): string[] {
  const texts: string[] = [];
  for (const source of folders.flatMap(sourcesIn)) {
    walk(source, node => {
      if (ts.isPropertyAssignment(node) && node.name.getText() === "remedy")
        texts.push(...textsOf(node.initializer));
      // Of an error of ours it is the last of what it is made of.
      if (ts.isNewExpression(node) && /Error$/.test(node.expression.getText()))
        texts.push(...textsOf(node.arguments?.at(-1)));
    });
  }
  return [...new Set(texts)].filter(isTelling);
}

/** Names of a union of words, like the codes of errors. */
export function wordsOfUnion(file: string, name: string): string[] {
  const found: string[] = [];
  walk(sourceOf(file), node => {
    if (!ts.isTypeAliasDeclaration(node) || node.name.text !== name || !ts.isUnionTypeNode(node.type)) return;
    for (const { literal } of node.type.types.filter(ts.isLiteralTypeNode)) {
      if (ts.isStringLiteral(literal)) found.push(literal.text);
    }
  });
  return found;
}

function sourcesIn(folder: string): ts.SourceFile[] {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" });
  const paths = files.filter(file => file.endsWith(".ts")).map(file => `${folder}/${file}`);
  return paths.filter(path => !leftOut.test(path)).map(sourceOf);
}

function sourceOf(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(join(root, file), "utf8"), ts.ScriptTarget.Latest, true);
}

function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, child => walk(child, visit));
}

type Called = ts.FunctionDeclaration | ts.ArrowFunction | ts.MethodDeclaration | ts.ClassDeclaration;

function isFunction(node: ts.Node): node is ts.FunctionDeclaration | ts.ArrowFunction | ts.MethodDeclaration {
  return ts.isFunctionDeclaration(node) || ts.isArrowFunction(node) || ts.isMethodDeclaration(node);
}

/** An error's class, or a function that others call. */
function isExported(node: ts.Node): node is Called {
  if (ts.isClassDeclaration(node)) return true;
  // Methods are called as something's, so other files are not asked for them.
  if (!isFunction(node) || ts.isMethodDeclaration(node)) return false;
  const declaration = ts.isArrowFunction(node) ? node.parent?.parent?.parent : node;
  return declaration !== undefined && /^export /.test(declaration.getText());
}

function placesIn(source: ts.SourceFile, wanted: (node: ts.Node) => node is Called): [string, number][] {
  const places: [string, number][] = [];
  walk(source, node => {
    if (!wanted(node)) return;
    const name = nameOf(node);
    const index = parametersOf(node).findIndex(isMessage);
    if (name !== undefined && index >= 0) places.push([name, index]);
  });
  return places;
}

const isMessage = (parameter: ts.ParameterDeclaration) => /^(message|cause)$/.test(parameter.name.getText());

/** Types of functions that take a message, by their names. */
function typesIn(source: ts.SourceFile): [string, number][] {
  const types: [string, number][] = [];
  walk(source, node => {
    if (!ts.isTypeAliasDeclaration(node) || !ts.isFunctionTypeNode(node.type)) return;
    const index = node.type.parameters.findIndex(isMessage);
    if (index >= 0) types.push([node.name.text, index]);
  });
  return types;
}

/** Functions of such types that are passed to others. */
function passedIn(source: ts.SourceFile, types: Places): [string, number][] {
  const places: [string, number][] = [];
  walk(source, node => {
    const index = ts.isParameter(node) && node.type ? types.get(node.type.getText()) : undefined;
    if (ts.isParameter(node) && index !== undefined) places.push([node.name.getText(), index]);
  });
  return places;
}

function nameOf(node: Called): string | undefined {
  if (ts.isMethodDeclaration(node)) return `this.${node.name.getText()}`;
  if (!ts.isArrowFunction(node)) return node.name?.text;
  return ts.isVariableDeclaration(node.parent) ? node.parent.name.getText() : undefined;
}

function parametersOf(node: Called): readonly ts.ParameterDeclaration[] {
  if (!ts.isClassDeclaration(node)) return node.parameters;
  const inherits = node.heritageClauses?.some(({ types }) =>
    types.some(type => /Error$/.test(type.getText())),
  );
  return inherits ? (node.members.find(ts.isConstructorDeclaration)?.parameters ?? []) : [];
}

function messagesIn(source: ts.SourceFile, places: Places): string[] {
  const texts: string[] = [];
  walk(source, node => {
    if (ts.isFunctionDeclaration(node) && /^messageOf/.test(node.name?.text ?? ""))
      texts.push(...returnedBy(node));
    if (ts.isObjectLiteralExpression(node)) texts.push(...messageIn(node));
    if (!ts.isNewExpression(node) && !ts.isCallExpression(node)) return;
    const name = node.expression.getText();
    // An error of ours without a constructor of its own has that of the error it comes from.
    const index = places.get(name) ?? (ts.isNewExpression(node) && /Error$/.test(name) ? 0 : undefined);
    if (index !== undefined) texts.push(...textsOf(node.arguments?.[index]));
  });
  return texts;
}

function returnedBy(node: ts.FunctionDeclaration): string[] {
  const texts: string[] = [];
  walk(node, inner => {
    if (ts.isReturnStatement(inner)) texts.push(...textsOf(inner.expression));
  });
  return texts;
}

function messageIn(node: ts.ObjectLiteralExpression): string[] {
  const property = (name: string) => node.properties.find(candidate => candidate.name?.getText() === name);
  const message = property("message");
  const told = message && (property("remedy") || property("code"));
  return told && ts.isPropertyAssignment(message) ? textsOf(message.initializer) : [];
}

/** All that an expression may come to. */
function textsOf(node: ts.Expression | undefined): string[] {
  if (node === undefined || ts.isObjectLiteralExpression(node)) return [];
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isTemplateExpression(node)) {
    return [node.head.text + node.templateSpans.map(({ literal }) => `…${literal.text}`).join("")];
  }
  if (ts.isConditionalExpression(node)) return [...textsOf(node.whenTrue), ...textsOf(node.whenFalse)];
  if (ts.isParenthesizedExpression(node)) return textsOf(node.expression);
  if (ts.isBinaryExpression(node)) return [...textsOf(node.left), ...textsOf(node.right)];
  return ["…"];
}

/** Whether there is more in it than what is filled in: two words at least. */
function isTelling(text: string): boolean {
  return (text.match(/[a-z]{2,}/gi)?.length ?? 0) >= 2;
}
