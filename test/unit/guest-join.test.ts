import assert from "node:assert/strict";
import { answerFile, bench, JOIN, onCdrom, powerEvents, settled } from "../support/guest-room";

const withJoin = (join: string) => onCdrom(answerFile({ join }));
const as = (user: string, password: string, domain = "room.example.test") =>
  JOIN.replace("joiner", user).replace("join-pw", password).replace("room.example.test", domain);

describe("guest: the domain join", () => {
  it("makes the computer's object, owned by who joined it", () => {
    const { domain } = settled();
    assert.deepEqual([...domain.computers.values()], [{ name: "ROOM01-07", owner: "joiner", joins: 1 }]);
  });

  it("puts the object where the answer file says", () => {
    const ou = "OU=Room 1,DC=room,DC=example,DC=test";
    const { domain } = settled({
      media: withJoin(JOIN.replace("</JoinDomain>", `</JoinDomain><MachineObjectOU>${ou}</MachineObjectOU>`)),
    });
    assert.equal(domain.computers.get("ROOM01-07")?.ou, ou);
  });

  const withoutDomain = (join: string) => join.replace(/(?<=<Credentials>)<Domain>.*?<\/Domain>/, "");

  for (const [how, join] of Object.entries({
    "DOMAIN\\user": as("ROOM\\joiner", "join-pw"),
    "user@domain": as("joiner@room.example.test", "join-pw"),
  })) {
    it(`takes credentials as ${how} where no Domain stands beside them, and not where one does`, () => {
      assert.equal(
        settled({ media: withJoin(withoutDomain(join)) }).hardware.disk.domain,
        "room.example.test",
      );
      assert.match(settled({ media: withJoin(join) }).journal("join")[0] ?? "", /0x52e/);
    });
  }

  it("does not take a user who is of no domain", () => {
    assert.match(settled({ media: withJoin(withoutDomain(JOIN)) }).journal("join")[0] ?? "", /0x52e/);
  });

  for (const [how, join] of Object.entries({
    "the domain's DNS name": as("joiner", "join-pw"),
    "the domain's short name": as("joiner", "join-pw", "ROOM"),
  })) {
    it(`takes credentials as ${how}`, () => {
      assert.equal(settled({ media: withJoin(join) }).hardware.disk.domain, "room.example.test");
    });
  }

  it("goes on outside the domain when the password is wrong, and says so in its log", () => {
    const { hardware, journal, events } = settled({ media: withJoin(as("joiner", "wrong")) });
    assert.equal(hardware.disk.domain, undefined);
    assert.equal(journal("join").filter(line => line.includes("NetJoinDomain failed: 0x52e")).length, 3);
    assert.equal(journal("join").at(-1), "Unattended Join: gave up, Setup goes on without");
    assert.equal(powerEvents(events).at(-1), "powered-off");
  });

  it("finds no domain without the right adapter, without DNS, or with a broken network", () => {
    const joinedTo = (options: Parameters<typeof settled>[0]) => {
      const { hardware, journal } = settled(options);
      assert.match(journal("join")[0] ?? "", /0x54b/);
      return hardware.disk.domain;
    };
    const noDns = answerFile().replaceAll(
      /<component name="Microsoft-Windows-DNS-Client".*?<\/component>/g,
      "",
    );
    assert.equal(joinedTo({ media: onCdrom(answerFile({ identifier: "00-00-00-00-00-01" })) }), undefined);
    assert.equal(joinedTo({ media: onCdrom(noDns) }), undefined);
    assert.equal(
      joinedTo({ media: withJoin(JOIN.replaceAll("room.example.test", "elsewhere.test")) }),
      undefined,
    );
    assert.equal(
      joinedTo({ before: guests => guests.faults.add({ vm: "room01-*", fault: "no-network" }) }),
      undefined,
    );
  });

  describe("with a computer object that exists (KB5020276)", () => {
    const rejoin = (owner: string, media = onCdrom(answerFile()), trustedOwners: string[] = []) =>
      settled({
        media,
        domain: { trustedOwners },
        before: (_guests, domain) => {
          const password = owner === "joiner" ? "join-pw" : `${owner}-pw`;
          domain.join({
            computerName: "ROOM01-07",
            domain: "ROOM",
            credentials: { username: owner, password },
          });
        },
      });

    it("is let in again when the same account made the object", () => {
      assert.equal(rejoin("joiner").hardware.disk.domain, "room.example.test");
    });
    it("is let in when a domain admin made it", () => {
      assert.equal(rejoin("boss").hardware.disk.domain, "room.example.test");
    });
    it("is refused with 0xaac when somebody else made it", () => {
      const room = rejoin("colleague");
      assert.equal(room.hardware.disk.domain, undefined);
      assert.match(room.journal("join")[0] ?? "", /0xaac/);
    });
    it("is let in when a policy trusts the object's owner", () => {
      assert.equal(rejoin("colleague", undefined, ["colleague"]).hardware.disk.domain, "room.example.test");
    });
  });

  describe("by a djoin blob", () => {
    it("needs no password and no domain controller", () => {
      const room = bench({
        before: (_guests, domain) => domain.provision("ROOM01-07"),
        guests: { restarts: 1 },
      });
      const blob = room.domain.provision("ROOM01-07");
      const join = `<Identification><Provisioning><AccountData>${blob}</AccountData></Provisioning></Identification>`;
      room.guest.cutPower();
      room.bootAgain(onCdrom(answerFile({ join, identifier: "00-00-00-00-00-01" })));
      room.settle();
      assert.equal(room.hardware.disk.domain, "room.example.test");
      assert.equal(room.hardware.disk.computerName, "ROOM01-07");
    });

    it("counts for more than credentials beside it, and makes the machine the computer it was made for", () => {
      const room = bench();
      room.guest.cutPower();
      const blob = room.domain.provision("ROOM01-99");
      const both = JOIN.replace("join-pw", "wrong").replace(
        "</Identification>",
        `<Provisioning><AccountData>${blob}</AccountData></Provisioning></Identification>`,
      );
      room.bootAgain(withJoin(both));
      room.settle();
      assert.deepEqual(
        [room.hardware.disk.computerName, room.hardware.disk.domain],
        ["ROOM01-99", "room.example.test"],
      );
    });

    it("does not join with a blob that is none", () => {
      const join =
        "<Identification><Provisioning><AccountData>AAAA</AccountData></Provisioning></Identification>";
      const { hardware, journal } = settled({ media: withJoin(join) });
      assert.equal(hardware.disk.domain, undefined);
      assert.deepEqual(journal("join"), ["Unattended Join: the blob is none"]);
    });
  });

  it("overloads a domain controller that takes two at a time: the others try again", () => {
    const room = bench({ domain: { joinsAtOnce: 2 }, guests: { restarts: 1, joinTries: 20 } });
    const others = Array.from({ length: 5 }, (_, index) => {
      const hardware = {
        ...room.hardware,
        vmName: `room01-1${index}`,
        media: onCdrom(answerFile({ computerName: `ROOM01-1${index}` })),
        disk: structuredClone(room.hardware.disk),
      };
      room.guests.boot(hardware, () => {}, room.clock);
      return hardware.disk;
    });
    room.settle();
    assert.equal(room.domain.joining.max, 2);
    assert.equal(room.domain.computers.size, 6);
    assert.ok(others.every(disk => disk.domain === "room.example.test"));
    assert.ok(others.some(disk => disk.journal.some(({ text }) => text.includes("0x54a"))));
  });

  it("frees the domain controller when the power is cut in the middle of a join", () => {
    const room = bench();
    room.clock.advance(300 + 600 + 50);
    assert.equal(room.domain.joining.now, 1);
    room.guest.cutPower();
    assert.equal(room.domain.joining.now, 0);
  });
});
