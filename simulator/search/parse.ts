/**
 * @module Reads the engine's search language: `name=room01-* and status=up sortby name desc page 2`.
 */

export type Relation = "=" | "!=" | "<" | ">" | "<=" | ">=";

export interface Condition {
  /** Undefined: free text, looked for in every field. */
  field: string | undefined;
  relation: Relation;
  value: string;
}

export interface Search {
  /** Or of ands, as the engine binds them. */
  anyOf: Condition[][];
  sortBy?: { field: string; descending: boolean };
  /** From 1. */
  page: number;
}

interface Token {
  text: string;
  quoted: boolean;
}

/** Undefined: a syntax error, which the engine answers with an empty list. */
export function parseSearch(source: string): Search | undefined {
  const tokens = tokenize(source.replace(/^\s*\w+\s*:\s*/, ""));
  return tokens === undefined ? undefined : new Reader(tokens).search();
}

const relations = ["!=", "<=", ">=", "=", "<", ">"] as const;

function tokenize(source: string): Token[] | undefined {
  const tokens: Token[] = [];
  let rest = source.trim();
  while (rest !== "") {
    const relation = relations.find(candidate => rest.startsWith(candidate));
    const match = relation === undefined ? /^"([^"]*)"|^[^\s=<>!"]+/.exec(rest) : undefined;
    const text = relation ?? match?.[0];
    if (text === undefined) {
      return undefined;
    }
    tokens.push({ text: match?.[1] ?? text, quoted: match?.[1] !== undefined });
    rest = rest.slice(text.length).trimStart();
  }
  return tokens;
}

class Reader {
  #at = 0;

  constructor(readonly tokens: Token[]) {}

  search(): Search | undefined {
    const search: Search = { anyOf: [], page: 1 };
    if (!this.#atEnd() && !this.#isWord("sortby") && !this.#isWord("page")) {
      const anyOf = this.#anyOf();
      if (anyOf === undefined) {
        return undefined;
      }
      search.anyOf = anyOf;
    }
    if (this.#takeWord("sortby")) {
      const field = this.#take();
      if (field === undefined) {
        return undefined;
      }
      const descending = this.#takeWord("desc");
      if (!descending) {
        this.#takeWord("asc");
      }
      search.sortBy = { field: field.text.toLowerCase(), descending };
    }
    if (this.#takeWord("page")) {
      search.page = Number(this.#take()?.text);
    }
    return this.#atEnd() && Number.isInteger(search.page) && search.page > 0 ? search : undefined;
  }

  #anyOf(): Condition[][] | undefined {
    const anyOf: Condition[][] = [[]];
    for (;;) {
      const condition = this.#condition();
      if (condition === undefined) {
        return undefined;
      }
      anyOf.at(-1)?.push(condition);
      if (this.#takeWord("or")) {
        anyOf.push([]);
      } else if (!this.#takeWord("and")) {
        return anyOf;
      }
    }
  }

  #condition(): Condition | undefined {
    const first = this.#take();
    if (first === undefined || isRelation(first)) {
      return undefined;
    }
    const relation = this.tokens[this.#at];
    if (relation === undefined || !isRelation(relation)) {
      return { field: undefined, relation: "=", value: first.text };
    }
    this.#at++;
    const value = this.#take();
    if (first.quoted || value === undefined || isRelation(value)) {
      return undefined;
    }
    return { field: fieldName(first.text), relation: relation.text, value: value.text };
  }

  #take(): Token | undefined {
    return this.tokens[this.#at++];
  }

  #isWord(word: string): boolean {
    const token = this.tokens[this.#at];
    return token !== undefined && !token.quoted && token.text.toLowerCase() === word;
  }

  #takeWord(word: string): boolean {
    const found = this.#isWord(word);
    this.#at += found ? 1 : 0;
    return found;
  }

  #atEnd(): boolean {
    return this.#at >= this.tokens.length;
  }
}

/** A field of another noun may name that noun in the plural: `Clusters.name`, `vms.name`. */
function fieldName(text: string): string {
  return text.toLowerCase().replace(/^([a-z]+)s\./, "$1.");
}

function isRelation(token: Token): token is Token & { text: Relation } {
  return !token.quoted && relations.some(relation => relation === token.text);
}
