/**
 * @module The search language of the simulated engine.
 */

import assert from "node:assert/strict";
import { type Fields, findIn } from "../../simulator/search/match";

interface Seat {
  name: string;
  status: string;
  comment: string;
  memory: number;
}

const seats: Seat[] = [
  { name: "room01-01", status: "up", comment: "virtroom demo/room01 seat=01", memory: 4096 },
  { name: "room01-02", status: "down", comment: "virtroom demo/room01 seat=02", memory: 2048 },
  { name: "room02-01", status: "up", comment: "room=x;seat=3", memory: 4096 },
  { name: "other", status: "down", comment: "it's somebody's", memory: 1024 },
];

const fields: Fields<Seat> = {
  name: seat => seat.name,
  status: seat => seat.status,
  comment: seat => seat.comment,
  memory: seat => seat.memory,
};

function found(search: string, max?: number, caseSensitive = true): string[] {
  return findIn(seats, fields, { search, max, caseSensitive }).map(seat => seat.name);
}

describe("the simulated engine's search", () => {
  const all = seats.map(seat => seat.name);

  it("finds everything without a search", () => {
    assert.deepEqual(found(""), all);
  });

  it("finds by a field's value, and by wildcards at any place", () => {
    assert.deepEqual(found("name=room01-01"), ["room01-01"]);
    assert.deepEqual(found("name=room01-*"), ["room01-01", "room01-02"]);
    assert.deepEqual(found("name=*-01"), ["room01-01", "room02-01"]);
    assert.deepEqual(found("name=r*2"), ["room01-02"]);
  });

  it("takes a dot for a dot, and nothing else for a pattern", () => {
    assert.deepEqual(found("name=room01.01"), []);
  });

  it("tells upper from lower case unless asked not to", () => {
    assert.deepEqual(found("name=ROOM01-01"), []);
    assert.deepEqual(found("name=ROOM01-01", undefined, false), ["room01-01"]);
  });

  it("binds and before or", () => {
    assert.deepEqual(found("name=room01-* and status=up"), ["room01-01"]);
    assert.deepEqual(found("name=other or name=room01-* and status=up"), ["room01-01", "other"]);
    assert.deepEqual(found("NAME = room02-01 OR status = down"), ["room01-02", "room02-01", "other"]);
  });

  it("knows unequal, and compares numbers as numbers", () => {
    assert.deepEqual(found("status!=up"), ["room01-02", "other"]);
    assert.deepEqual(found("memory>=2048"), ["room01-01", "room01-02", "room02-01"]);
    assert.deepEqual(found("memory<2048"), ["other"]);
  });

  it("takes blanks in quotes, wildcards too", () => {
    assert.deepEqual(found('comment="virtroom demo/room01 seat=02"'), ["room01-02"]);
    assert.deepEqual(found('comment="virtroom demo/room01*"'), ["room01-01", "room01-02"]);
  });

  it("never finds a value that holds a semicolon, a quote or an apostrophe", () => {
    assert.deepEqual(found('comment="room=x;seat=3"'), []);
    assert.deepEqual(found("comment=it's*"), []);
  });

  it("finds free text in any field", () => {
    assert.deepEqual(found("demo"), ["room01-01", "room01-02"]);
  });

  it("answers nothing to a syntax error or an unknown field, instead of a fault", () => {
    for (const search of [
      "name===",
      "name=",
      "=x",
      "name=x and",
      "nosuchfield=x",
      'name="x',
      "name=x sortby",
    ]) {
      assert.deepEqual(found(search), [], search);
    }
  });

  it("sorts, up and down", () => {
    assert.deepEqual(found("sortby name"), ["other", "room01-01", "room01-02", "room02-01"]);
    assert.deepEqual(found("name=room* sortby name desc"), ["room02-01", "room01-02", "room01-01"]);
    assert.deepEqual(found("sortby memory asc").at(0), "other");
  });

  it("gives page by page, as many as max says", () => {
    assert.deepEqual(found("name=room*", 2), ["room01-01", "room01-02"]);
    assert.deepEqual(found("name=room* page 2", 2), ["room02-01"]);
    assert.deepEqual(found("name=room* sortby name desc page 2", 2), ["room01-01"]);
    assert.deepEqual(found("name=room* page 3", 2), []);
    assert.deepEqual(found("name=room* page 0", 2), []);
  });
});
