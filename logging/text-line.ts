/** @module An entry of the log as a line for people. */

import { visible } from "../room/text/printable";

/** An entry as it stands in a log of the format json. */
export type Entry = Readonly<Record<string, unknown>> & {
  readonly time: string;
  readonly level: string;
  readonly target: string;
  readonly message: string;
};

/** What stands in the line by itself, or is of no use to people. */
const elsewhere = new Set(["time", "level", "room", "target", "seat", "message", "pid"]);

/**
 * @example textLine({ time: "2026-11-24T08:15:00.123Z", level: "info", room: "demo", target: "seats", seat: "demo-vd01",
 *   message: "created Vm", milliseconds: 812 })
 *   // "2026-11-24T08:15:00.123Z INFO  demo seats demo-vd01: created Vm milliseconds=812\n"
 */
export function textLine(entry: Entry): string {
  const { time, level, room, target, seat, message } = entry;
  const place = [room, target, seat].filter(part => part !== undefined).join(" ");
  const facts = Object.entries(entry)
    .filter(([name]) => !elsewhere.has(name))
    .map(([name, value]) => ` ${name}=${plain(value)}`);
  const [first, ...more] = message.split("\n");
  const rest = more.map(line => `    ${line}\n`);
  // Whoever looks at it does so in a terminal.
  return visible(
    `${time} ${level.toUpperCase().padEnd(5)} ${place}: ${first}${facts.join("")}\n${rest.join("")}`,
  );
}

function plain(value: unknown): string {
  const text = String(value);
  return /^[^\s"=]+$/.test(text) ? text : JSON.stringify(text);
}
