/** @module HTML as values: whatever is filled into a template is text, unless it is HTML made here. */

/** HTML that was made by {@link html}: nothing else may go into a page as it is. */
export class Html {
  constructor(readonly text: string) {}
}

export type Content = Html | string | number | undefined | readonly Content[];

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/**
 * Marks that turn the direction of what follows, so that a name could look like another, and control characters: shown
 * as a sign instead.
 */
const deceiving = /[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]|(?![\n\t])\p{Cc}/gu;

export function escapeHtml(text: string): string {
  return text.replace(deceiving, "\ufffd").replace(/[&<>"']/g, sign => entities[sign] ?? sign);
}

/** Attributes have to be quoted in the template. Nothing is put for undefined. */
export function html(parts: TemplateStringsArray, ...values: readonly Content[]): Html {
  return new Html(parts.reduce((before, part, index) => before + textOf(values[index - 1]) + part));
}

function textOf(content: Content): string {
  if (content === undefined) return "";
  if (content instanceof Html) return content.text;
  if (typeof content === "object") return content.map(textOf).join("");
  return escapeHtml(String(content));
}
