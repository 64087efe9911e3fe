/** @module One line per seat that changes in place, on a terminal. */

import { createLogUpdate } from "log-update";
import { tell, tint } from "../terminal";
import type { SeatLine, SeatProgress, View } from "./board";
import { liveLines, type Paint } from "./live-lines";

const colours: Readonly<Record<SeatProgress, (text: string) => string>> = {
  waiting: tint.dim,
  working: tint.cyan,
  done: tint.green,
  failed: tint.red,
};
const paint: Paint = { state: (state, text) => colours[state](text), faint: tint.dim };

/** Milliseconds between two pictures. */
const pause = 100;

/** @param waits what is said of seats before anything is done with them */
export function createLiveView(seats: readonly string[], waits: ReadonlyMap<string, string>): View {
  const out = process.stderr;
  const update = createLogUpdate(out);
  const began = Date.now();
  const lines = new Map<string, SeatLine>(
    seats.map(seat => [seat, { seat, state: "waiting", text: waits.get(seat) ?? "", since: began }]),
  );
  const draw = () => {
    const screen = { rows: (out.rows ?? 24) - 2, columns: out.columns ?? 80 };
    update(liveLines([...lines.values()], screen, Date.now(), paint).join("\n"));
  };
  const timer = setInterval(draw, pause);
  return {
    changed: line => void lines.set(line.seat, line),
    note: text => {
      update.clear();
      tell(text);
      draw();
    },
    close: () => {
      clearInterval(timer);
      draw();
      update.done();
    },
  };
}
