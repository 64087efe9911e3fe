/** @module One line per seat that changes in place, on a terminal. */

import { createLogUpdate } from "log-update";
import type { SeatLine, SeatState, View } from "./board";
import { liveLines, type Paint } from "./live-lines";
import { tell, tint } from "./terminal";

const colours: Readonly<Record<SeatState, (text: string) => string>> = {
  waiting: tint.dim,
  working: tint.cyan,
  done: tint.green,
  failed: tint.red,
};
const paint: Paint = { state: (state, text) => colours[state](text), faint: tint.dim };

/** Milliseconds between two pictures. */
const pause = 100;

export function createLiveView(seats: readonly string[]): View {
  const out = process.stderr;
  const update = createLogUpdate(out);
  const began = Date.now();
  const lines = new Map<string, SeatLine>(
    seats.map(seat => [seat, { seat, state: "waiting", text: "", since: began }]),
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
