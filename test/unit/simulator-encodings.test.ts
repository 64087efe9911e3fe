/**
 * @module JSON and XML of the simulated engine, in both directions, from one description.
 */

import assert from "node:assert/strict";
import fc from "fast-check";
import { type Body, plain } from "../../simulator/api/body";
import { Malformed, readJson, UnknownField } from "../../simulator/api/read-json";
import { readXml } from "../../simulator/api/read-xml";
import { boolean, date, decimal, entity, integer, list, oneOf, part, text } from "../../simulator/api/schema";
import { vm } from "../../simulator/api/types/vm";
import { writeJson, writeJsonList } from "../../simulator/api/write-json";
import { writeXml, writeXmlList } from "../../simulator/api/write-xml";

const seat = entity("Seat", {
  memory: integer,
  speed: decimal,
  ready: boolean,
  since: date,
  kind: oneOf("student", "teacher"),
  os: part("Os", { type: text }),
  nics: list("nic", part("Nic", { mac: text })),
  usages: list("usage", text),
});

const body = {
  href: "/seats/1",
  id: "1",
  name: "room01-01",
  memory: 1073741824,
  speed: 2400,
  ready: false,
  since: 1795556793542,
  kind: "student",
  os: { type: "windows_10x64" },
  nics: [{ mac: "56:6f:00:01:00:00" }],
  usages: [],
  link: [{ href: "/seats/1/nics", rel: "nics" }],
};

describe("the simulated engine's encodings", () => {
  it("writes numbers and booleans of JSON as strings, dates and decimals as numbers", () => {
    assert.deepEqual(JSON.parse(writeJson(seat, plain(body))), {
      ...body,
      memory: "1073741824",
      ready: "false",
      nics: { nic: [{ mac: "56:6f:00:01:00:00" }] },
      usages: {},
    });
  });

  it("writes ids, hrefs and rels of XML as attributes, dates as ISO 8601", () => {
    const xml = writeXml("seat", seat, plain(body));
    assert.match(xml, /<seat href="\/seats\/1" id="1">/);
    assert.match(xml, /<since>2026-11-24T21:46:33.542Z<\/since>/);
    assert.match(xml, /<link href="\/seats\/1\/nics" rel="nics"\/>/);
    assert.match(xml, /<nics>\s*<nic>\s*<mac>56:6f:00:01:00:00<\/mac>/);
    assert.match(xml, /<usages\/>/);
  });

  it("writes an empty collection as an empty object or element", () => {
    assert.equal([...writeJsonList("seat", seat, [])].join(""), "{ }");
    assert.match([...writeXmlList("seats", "seat", seat, [])].join(""), /<seats\/>\n$/);
  });

  it("writes a collection under its member's name", () => {
    const json = JSON.parse([...writeJsonList("seat", seat, [{ id: "1" }, { id: "2" }])].join(""));
    assert.deepEqual(json, { seat: [{ id: "1" }, { id: "2" }] });
  });

  it("reads numbers and booleans of JSON, strings or not", () => {
    const wanted = { memory: 5, ready: true, speed: 2.5 };
    assert.deepEqual(readJson(seat, '{"memory":5,"ready":true,"speed":2.5}'), wanted);
    assert.deepEqual(readJson(seat, '{"memory":"5","ready":"true","speed":"2.5"}'), wanted);
  });

  it("tells an empty list from none", () => {
    assert.deepEqual(readJson(seat, '{"nics":{"nic":[]}}'), { nics: [] });
    assert.deepEqual(readJson(seat, "{}"), {});
    assert.deepEqual(readXml(seat, "<seat><nics/></seat>"), { nics: [] });
  });

  it("refuses an unknown field of JSON in the words of the engine's reader, however deep", () => {
    assert.throws(() => readJson(vm, '{"os":{"tipe":"x"}}'), new UnknownField("tipe", "OperatingSystem"));
    assert.throws(
      () => readJson(vm, '{"nosuch":1}'),
      /^Error: Unrecognized field "nosuch" \(class org\.ovirt\.engine\.api\.model\.Vm\), not marked as ignorable$/,
    );
  });

  it("passes over an unknown element of XML", () => {
    assert.deepEqual(readXml(seat, "<seat><nosuch/><name>x</name></seat>"), { name: "x" });
  });

  it("takes a value that is not of its kind for a broken request", () => {
    for (const json of ['{"kind":"nobody"}', '{"ready":"maybe"}', '{"memory":"much"}', "no JSON", "[]"]) {
      assert.throws(() => readJson(seat, json), Malformed, json);
    }
    for (const xml of ["<seat><kind>nobody</kind></seat>", "<seat><memory>much</memory></seat>", "<seat>"]) {
      assert.throws(() => readXml(seat, xml), Malformed, xml);
    }
  });

  it("brings every text that XML can hold back unchanged, in both encodings", () => {
    const texts = fc.string({ unit: "grapheme" }).filter(value => !/\p{Cc}|[\ufffe\uffff]/u.test(value));
    fc.assert(
      fc.property(texts, texts, (name, mac) => {
        const sent: Body = { name, nics: [{ mac }] };
        assert.deepEqual(readJson(seat, writeJson(seat, sent)), sent);
        assert.deepEqual(readXml(seat, writeXml("seat", seat, sent)), sent);
      }),
    );
  });

  it("writes what is frozen once, and what is not anew each time", () => {
    const os = { type: "a" };
    assert.match(writeJson(seat, { os }), /"a"/);
    os.type = "b";
    assert.match(writeJson(seat, { os }), /"b"/);
    const frozen = Object.freeze({ type: "c" });
    assert.equal(writeJson(seat, { os: frozen }), writeJson(seat, { os: frozen }));
  });
});
