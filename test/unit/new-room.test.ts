import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { seatsOf } from "../../room/seat";
import { checkSeats } from "../../room/seat-checks";
import { type NewRoom, newRoomText, secretsOf } from "../../room/settings/new-room";
import {
  answerFileFor,
  likelyTimeZone,
  parseFirstAddress,
  usualGateway,
} from "../../room/settings/new-room-defaults";
import { parseSettings } from "../../room/settings/parse-settings";
import { settingsInFile } from "../../room/settings/stack-file";
import { runs } from "../support/generated";
import { wordsInQuotes } from "../support/words-in-quotes";

const least: NewRoom = {
  engine: { url: "https://engine.example.org", username: "admin@internal", caFile: "ca.pem" },
  seats: 12,
  cluster: "Default",
  template: "gold",
  network: "net",
  memory: "4 GiB",
  os: "windows_10x64",
  timeZone: "GMT Standard Time",
  answerFileTemplate: "templates/win10.xml",
  addresses: parseFirstAddress("192.0.2.11/24"),
  gateway: "192.0.2.254",
  locale: "en-GB",
  dnsServers: ["192.0.2.250"],
};

function read(room: NewRoom) {
  const raw = settingsInFile("virtroom", newRoomText("virtroom", "room01", room));
  const engine = { ...(raw.engine as object), password: "secret" };
  const { settings, faults } = parseSettings({ ...raw, engine });
  assert.deepEqual(faults, []);
  assert.ok(settings);
  return settings;
}

describe("the settings file of a new room", () => {
  it("is right, and says which seats there are", () => {
    const settings = read(least);
    const seats = seatsOf("room01", settings);
    assert.deepEqual(checkSeats(seats, settings), []);
    assert.equal(seats.length, 12);
    assert.deepEqual([seats[11]?.name, seats[11]?.address], ["room01-vd12", "192.0.2.22"]);
  });

  it("takes everything that was said, whatever it is called", () => {
    const settings = read({
      ...least,
      cluster: "yes",
      template: 'gold: "10" # old',
      network: "0123",
      vnicProfile: "- fast",
      join: { domain: "school.example.org", user: "joiner" },
      thinClient: { user: "thin@internal-authz", role: "UserRole" },
    });
    const { seats } = settings.groups;
    assert.deepEqual(
      [seats?.cluster, seats?.templateName, seats?.networkName, seats?.vnicProfile, seats?.thinClientUser],
      ["yes", 'gold: "10" # old', "0123", "- fast", "thin@internal-authz"],
    );
    assert.deepEqual(settings.values, {
      locale: "en-GB",
      domain: "school.example.org",
      joinUser: "joiner",
      dnsServers: ["192.0.2.250"],
    });
  });

  it("puts into quotes what Pulumi would take for a number or a date", () => {
    for (const word of wordsInQuotes) {
      const text = newRoomText("virtroom", "room01", { ...least, cluster: word, template: word });
      assert.ok(text.includes(`cluster: "${word}"\n`), text);
      assert.ok(text.includes(`templateName: "${word}" #`), text);
    }
  });

  it("names the schema for editors, explains itself, and tells which secrets are missing", () => {
    const text = newRoomText("virtroom", "room01", least);
    assert.match(text, /^# yaml-language-server: \$schema=settings\.schema\.json\n/);
    assert.ok(text.split("\n").filter(line => line.includes("#")).length > 10);
    assert.deepEqual(secretsOf(least), ["secretValues.administratorPassword"]);
    const join = { domain: "d", user: "u" };
    assert.ok(secretsOf({ ...least, join }).includes("secretValues.joinPassword"));
  });
});

describe("what is likely in a new room", () => {
  it("is read from the first address", () => {
    assert.deepEqual(parseFirstAddress("10.1.2.30/22"), {
      pattern: "10.1.2.${suffix}",
      suffix: 30,
      prefix: 22,
    });
    assert.equal(usualGateway(parseFirstAddress("10.1.2.30/22")), "10.1.3.254");
    for (const wrong of ["10.1.2.30", "10.1.2/24", "10.1.2.300/24", "10.1.2.3/31", "", "a/24"])
      assert.throws(() => parseFirstAddress(wrong), /is no address with a prefix/);
  });

  it("is the shipped answer file of the operating system", () => {
    const expected = {
      windows_7x64: "win7",
      windows_10x64: "win10",
      windows_11: "win11",
      windows_2012x64: "server2022",
      windows_2012R2x64: "server2022",
      windows_2022: "server2022",
    };
    for (const [os, file] of Object.entries(expected)) {
      assert.equal(answerFileFor(os), `templates/${file}.xml`);
      readFileSync(join(__dirname, "../..", answerFileFor(os)));
    }
  });

  it("is the time zone of the gold image, or that of this machine", () => {
    const likely = (ofTemplate: string | undefined) =>
      likelyTimeZone("windows_10x64", ofTemplate, "Europe/Zurich");
    assert.equal(likely("Tokyo Standard Time"), "Tokyo Standard Time");
    for (const none of ["GMT Standard Time", "Etc/GMT", undefined])
      assert.equal(likely(none), "W. Europe Standard Time");
  });

  it("says what the engine calls its things, whatever that is, and nothing else", () => {
    const names = fc.string({ unit: "binary", minLength: 1 }).filter(name => !/\p{Cc}/u.test(name));
    const nasty = fc.oneof(
      names,
      fc.constantFrom(
        "a: b",
        "- a",
        "# a",
        "a # b",
        "*a",
        "&a",
        "!!js/x",
        "{a",
        "'",
        '"',
        "null",
        "1",
        "  a ",
      ),
    );
    fc.assert(
      fc.property(nasty, nasty, (cluster, template) => {
        const { groups, engine } = read({ ...least, cluster, template });
        assert.deepEqual([groups.seats?.cluster, groups.seats?.templateName], [cluster, template]);
        assert.deepEqual(Object.keys(groups), ["seats"]);
        assert.equal(engine.username, least.engine.username);
      }),
      runs(100),
    );
    const lines = newRoomText("virtroom", "room01", { ...least, cluster: "a\n  evil: 1\nconfig: {}" });
    assert.equal(
      (settingsInFile("virtroom", lines).groups as Record<string, { cluster: string }>).seats?.cluster,
      "a\n  evil: 1\nconfig: {}",
    );
  });
});
