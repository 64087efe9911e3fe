import assert from "node:assert/strict";
import { Board, type SeatLine } from "../../cli/progress/board";
import { liveLines, type Paint } from "../../cli/progress/live-lines";

const plain: Paint = { state: (_state, text) => text, faint: text => text };
const line = (seat: string, state: SeatLine["state"], text = "", since = 0): SeatLine => ({
  seat,
  state,
  text,
  since,
});
const screen = { rows: 20, columns: 60 };

describe("the lines of seats on a terminal", () => {
  it("tell of each seat how far it is, and how long it has been at it", () => {
    const lines = liveLines(
      [line("r-vd1", "done", "done"), line("r-vd10", "working", "cloning", 1000), line("r-vd2", "waiting")],
      screen,
      66_000,
      plain,
    );
    assert.deepEqual(lines, ["✓ r-vd1   done", "● r-vd10  cloning 1 min 5 s", "· r-vd2"]);
  });

  it("never go over the edge", () => {
    const [only = ""] = liveLines([line("r-vd1", "failed", "x".repeat(200))], screen, 0, plain);
    assert.ok(only.length <= screen.columns, `${only.length}`);
    assert.match(only, /x…$/);
  });

  it("leave those out that are done first where there is not place for all, and tell their sum", () => {
    const seats = [
      ...Array.from({ length: 5 }, (_, index) => line(`done${index}`, "done")),
      line("failed", "failed"),
      line("working", "working"),
      line("waiting", "waiting"),
    ];
    const lines = liveLines(seats, { rows: 4, columns: 60 }, 0, plain);
    assert.deepEqual(
      lines.map(text => text.trim()),
      ["✗ failed", "● working", "· waiting", "and 5 done"],
    );
  });
});

describe("the board of seats", () => {
  const changes: string[] = [];
  const view = {
    changed: ({ seat, text }: SeatLine) => changes.push(`${seat} ${text}`),
    note: () => {},
    close: () => {},
  };
  beforeEach(() => changes.splice(0));

  it("tells a wait once, however long it has lasted", () => {
    const board = new Board(["a"], view);
    for (const time of ["162 ms", "1 s", "1 min 20 s", "2 h 5 min"]) {
      board.set("a", "working", `Windows setup running (up), ${time}`);
    }
    board.set("a", "working", "Windows setup running (down), 3 h");
    assert.deepEqual(changes, ["a Windows setup running (up)", "a Windows setup running (down)"]);
  });

  it("says that a seat is done although it was doing that before", () => {
    const board = new Board(["a"], view);
    board.set("a", "working", "done");
    board.set("a", "done", "done");
    assert.deepEqual(changes, ["a done", "a done"]);
  });
});
