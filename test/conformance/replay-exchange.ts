/**
 * @module Recorded exchanges: one request and its answer per file.
 */

import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

export interface Message {
  headers: Record<string, string>;
  body: string;
}

export interface Exchange {
  file: string;
  method: string;
  /** With the query. */
  target: string;
  request: Message;
  status: number;
  response: Message;
}

const divider = "\n--- response ---\n";

/** In the order of `INDEX.tsv`; without one, in the order of their dates. */
export function readExchanges(folder: string): Exchange[] {
  const files = readdirSync(folder).filter(file => file.endsWith(".txt"));
  const exchanges = files.flatMap(file => {
    const text = readFileSync(path.join(folder, file), "utf8");
    return text.includes(divider) ? [parseExchange(file, text)] : [];
  });
  const order = indexOrder(folder);
  const key = (exchange: Exchange) =>
    order.get(exchange.file) ?? Date.parse(exchange.response.headers.date ?? "") / 1e12;
  return exchanges.sort((a, b) => key(a) - key(b) || (a.file < b.file ? -1 : 1));
}

function indexOrder(folder: string): Map<string, number> {
  let index: string;
  try {
    index = readFileSync(path.join(folder, "INDEX.tsv"), "utf8");
  } catch {
    return new Map();
  }
  const rows = index.split("\n").map(line => line.split("\t"));
  return new Map(rows.flatMap(([order = "", file = ""]) => (file === "" ? [] : [[file, Number(order)]])));
}

function parseExchange(file: string, text: string): Exchange {
  const [sent = "", answered = ""] = text.split(divider);
  const request = parseMessage(sent.replace(/^(#.*\n)*/, ""));
  const response = parseMessage(answered);
  const [method = "", target = ""] = request.first.split(" ");
  return { file, method, target, request, status: Number(response.first.split(" ")[1]), response };
}

function parseMessage(text: string): Message & { first: string } {
  const [head = "", ...rest] = text.split("\n\n");
  const [first = "", ...lines] = head.split("\n");
  const headers: Record<string, string> = {};
  for (const line of lines.filter(text => text.includes(":"))) {
    const colon = line.indexOf(":");
    headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
  }
  return { first, headers, body: rest.join("\n\n").replace(/\n+$/, "") };
}

/** The path below the API, without the query: `/vms/1234/start`. */
export function pathOf(exchange: Exchange): string {
  return (exchange.target.split("?")[0] ?? "").replace("/ovirt-engine/api", "");
}

export function queryOf(exchange: Exchange): URLSearchParams {
  return new URLSearchParams(exchange.target.split("?")[1] ?? "");
}
