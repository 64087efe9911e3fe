import assert from "node:assert/strict";
import { answerFile, bench, MAC, onCdrom, powerEvents, settled } from "../support/guest-room";
import { soon } from "../support/soon";

describe("guest: a seat that sets itself up", () => {
  it("gets its name, address and domain, runs its commands in order, and switches itself off", () => {
    const file = answerFile({
      commands: ["net use Z: \\\\server\\logs", "cmd /c A:\\nothing.cmd", "shutdown.exe /p /f"],
    });
    const { hardware, events, journal } = settled({ media: onCdrom(file), guests: { restarts: 1 } });
    assert.equal(hardware.disk.computerName, "ROOM01-07");
    assert.equal(hardware.disk.domain, "room.example.test");
    assert.deepEqual(hardware.disk.addresses, [{ mac: MAC, address: "10.1.2.57", prefix: 24 }]);
    assert.deepEqual(powerEvents(events), ["rebooting", "restarted", "powered-off"]);
    assert.deepEqual(journal("first logon"), [
      "ran net use Z: \\\\server\\logs",
      "ran cmd /c A:\\nothing.cmd",
      "ran shutdown.exe /p /f",
      "that switches the power off",
    ]);
    assert.deepEqual([hardware.disk.sealed, hardware.disk.setupRuns], [false, 1]);
  });

  it("runs commands by their Order, not by where they stand", () => {
    const file = answerFile({ commands: ["first", "second", "shutdown /p"] })
      .replace("<Order>1<", "<Order>12<")
      .replace("<Order>3<", "<Order>111<");
    assert.deepEqual(
      settled({ media: onCdrom(file) })
        .journal("first logon")
        .slice(0, 3),
      ["ran second", "ran first", "ran shutdown /p"],
    );
  });

  it("tells its name first and its address later, once it is up", () => {
    const { events } = settled({ media: onCdrom(answerFile({ commands: [] })) });
    const agent = events.filter(event => event.kind === "agent");
    assert.deepEqual(agent, [
      { kind: "agent", fqdn: "ROOM01-07.room.example.test", addresses: [], domain: "room.example.test" },
      {
        kind: "agent",
        fqdn: "ROOM01-07.room.example.test",
        addresses: [{ mac: MAC, address: "10.1.2.57" }],
        domain: "room.example.test",
      },
    ]);
  });

  it("restarts one to three times, always the same for a name", () => {
    const restarts = (vmName: string) =>
      powerEvents(settled({ vmName }).events).filter(kind => kind === "rebooting").length;
    const counts = Array.from({ length: 20 }, (_, index) => restarts(`room01-${index}`));
    assert.deepEqual([...new Set(counts)].sort(), [1, 2, 3]);
    assert.equal(restarts("room01-4"), counts[4]);
  });

  it("stays on when no command switches it off", () => {
    const { events, guest } = settled({ media: onCdrom(answerFile({ commands: ["echo shutdown /p"] })) });
    assert.ok(!powerEvents(events).includes("powered-off"));
    assert.match(guest.screen(), /First logon: echo|Ctrl\+Alt\+Delete/);
  });

  it("goes on after a restart only as often as AutoLogon says", () => {
    const commands = ["shutdown /r /t 0", "shutdown /r /t 0", "shutdown /s /t 0"];
    const once = settled({ media: onCdrom(answerFile({ commands })) });
    assert.equal(once.journal("first logon").at(-1), "1 commands wait for an administrator to log on");
    const twice = answerFile({ commands }).replace("<LogonCount>1<", "<LogonCount>2<");
    assert.equal(powerEvents(settled({ media: onCdrom(twice) }).events).at(-1), "powered-off");
  });

  it("logs the Administrator on once more than AutoLogon says, unless that is taken back", () => {
    const again = (...commands: string[]) => {
      const room = settled({ media: onCdrom(answerFile({ commands })) });
      room.bootAgain();
      room.settle();
      return room.guest.screen();
    };
    assert.equal(again("shutdown /p /f"), "Administrator is logged on");
    const takenBack = `reg delete "HKLM\\...\\Winlogon" /v AutoAdminLogon /f &amp; shutdown /p /f`;
    assert.match(again(`cmd /c "${takenBack}"`), /press Ctrl\+Alt\+Delete/);
  });

  it("crosses out the passwords in the answer file that it keeps", () => {
    const kept = settled().hardware.disk.files["C:\\Windows\\Panther\\unattend.xml"] ?? "";
    assert.match(kept, /SENSITIVE\*DATA\*DELETED/);
    assert.doesNotMatch(kept, /join-pw|admin-pw/);
  });

  it("keeps passwords that stand in commands, until a command deletes that file", () => {
    const keptAfter = (...commands: string[]) =>
      Object.values(settled({ media: onCdrom(answerFile({ commands })) }).hardware.disk.files).join("");
    const share = "net use Z: \\\\server\\share share-pw";
    assert.match(keptAfter(share, "shutdown /p"), /share-pw/);
    assert.match(keptAfter(share, "echo del C:\\Windows\\Panther\\unattend.xml", "shutdown /p"), /share-pw/);
    assert.match(keptAfter(share, "del C:\\Windows\\Panther\\*.log", "shutdown /p"), /share-pw/);
    assert.equal(keptAfter(share, "cmd /c del /f /q C:\\Windows\\Panther\\unattend*.xml", "shutdown /p"), "");
    const inOne = `cmd /c "${share} &amp; del /q "%WINDIR%\\Panther\\Unattend.xml" &amp; shutdown /p"`;
    assert.equal(keptAfter(inOne), "");
    const behindExit = 'cmd /c "exit &amp; del /q C:\\Windows\\Panther\\unattend.xml"';
    assert.match(keptAfter(share, behindExit, "shutdown /p"), /share-pw/);
  });

  it("looks at the medium no more once Setup has run", () => {
    const room = settled();
    room.bootAgain(onCdrom(answerFile({ computerName: "OTHER" })));
    room.settle();
    assert.equal(room.hardware.disk.computerName, "ROOM01-07");
    assert.equal(room.hardware.disk.setupRuns, 1);
  });
});

describe("guest: OOBE and the first logon", () => {
  const waitsAt = (parts: Parameters<typeof answerFile>[0], page: RegExp) => {
    const { guest, guests, events } = settled({ media: onCdrom(answerFile(parts)) });
    assert.match(guest.screen(), page);
    assert.equal(guests.view()[0]?.phase, "asks");
    assert.ok(!powerEvents(events).includes("powered-off"));
  };

  it("waits for a person at each page that the answer file leaves open", () => {
    waitsAt({ oobe: "<OOBE><ProtectYourPC>3</ProtectYourPC></OOBE>" }, /license terms/);
    waitsAt({ oobe: "<OOBE><HideEULAPage>true</HideEULAPage></OOBE>" }, /help protect your PC/);
    waitsAt({ accounts: "", autoLogon: "", join: "" }, /who is going to use this PC/);
  });

  const notLoggedOn = (parts: Parameters<typeof answerFile>[0], why: RegExp) => {
    const { events, journal } = settled({ media: onCdrom(answerFile(parts)) });
    assert.match(journal("first logon").join("\n"), why);
    assert.ok(!powerEvents(events).includes("powered-off"));
  };

  it("runs no command when nobody logs on", () => {
    notLoggedOn({ autoLogon: "" }, /no AutoLogon: nobody logs on\n1 commands wait/);
  });

  it("does not log on with another password than the account has", () => {
    const accounts =
      "<UserAccounts><AdministratorPassword><Value>other</Value><PlainText>true</PlainText></AdministratorPassword></UserAccounts>";
    notLoggedOn({ accounts }, /the password of Administrator is another one/);
  });

  it("does not run commands for a user who is no administrator", () => {
    const account = (group: string) =>
      `<UserAccounts><LocalAccounts><LocalAccount wcm:action="add"><Name>pupil</Name><Group>${group}</Group><Password><Value>pw</Value><PlainText>true</PlainText></Password></LocalAccount></LocalAccounts></UserAccounts>`;
    const autoLogon =
      "<AutoLogon><Enabled>true</Enabled><Username>pupil</Username><Password><Value>pw</Value><PlainText>true</PlainText></Password></AutoLogon>";
    notLoggedOn({ accounts: account("Users"), autoLogon }, /pupil is no administrator/);
    const { events } = settled({
      media: onCdrom(answerFile({ accounts: account("Administrators"), autoLogon })),
    });
    assert.equal(powerEvents(events).at(-1), "powered-off");
  });

  it("logs on whom the domain knows when Domain names it, not the local user of the same name", () => {
    const autoLogon = (domain: string, password: string) =>
      `<AutoLogon><Domain>${domain}</Domain><Enabled>true</Enabled><LogonCount>1</LogonCount><Username>Boss</Username><Password><Value>${password}</Value><PlainText>true</PlainText></Password></AutoLogon>`;
    const accounts =
      '<UserAccounts><LocalAccounts><LocalAccount wcm:action="add"><Name>boss</Name><Group>Administrators</Group><Password><Value>local-pw</Value><PlainText>true</PlainText></Password></LocalAccount></LocalAccounts></UserAccounts>';
    notLoggedOn({ accounts, autoLogon: autoLogon("ROOM", "local-pw") }, /AutoLogon of Boss was refused/);
    notLoggedOn(
      { accounts, autoLogon: autoLogon("ROOM01-07", "boss-pw") },
      /password of Boss is another one/,
    );
    for (const [domain, password] of [
      ["ROOM", "boss-pw"],
      ["room01-07", "local-pw"],
      ["", "local-pw"],
    ] as const) {
      const { events } = settled({
        media: onCdrom(answerFile({ accounts, autoLogon: autoLogon(domain, password) })),
      });
      assert.equal(powerEvents(events).at(-1), "powered-off", domain);
    }
  });

  it("wants a local account's password changed after 42 days, unless a command has said otherwise", () => {
    const accounts =
      '<UserAccounts><LocalAccounts><LocalAccount wcm:action="add"><Name>pupil</Name><Group>Users</Group></LocalAccount></LocalAccounts></UserAccounts>';
    const told = (command: string) => {
      const { hardware, journal } = settled({
        media: onCdrom(answerFile({ accounts, deployment: [command] })),
      });
      return [journal("oobeSystem")[0], hardware.disk.passwordAge];
    };
    const changed = "account pupil, whose password has to be changed in 42 days";
    assert.deepEqual(told("net accounts"), [changed, undefined]);
    assert.deepEqual(told("echo net accounts /maxpwage:unlimited"), [changed, undefined]);
    assert.deepEqual(told("net.exe accounts /maxpwage:unlimited"), ["account pupil", "unlimited"]);
    assert.deepEqual(told('cmd /c "net accounts /MAXPWAGE:UNLIMITED"'), ["account pupil", "unlimited"]);
    assert.deepEqual(told("net accounts /maxpwage:90"), [changed.replace("42", "90"), 90]);
  });

  it("reads obfuscated passwords, each with the name of its element", () => {
    const hidden = (password: string, element: string) =>
      `<${element}><Value>${Buffer.from(password + element, "utf16le").toString("base64")}</Value><PlainText>false</PlainText></${element}>`;
    const parts = (autoLogonPassword: string) => ({
      accounts: `<UserAccounts>${hidden("geheim", "AdministratorPassword")}</UserAccounts>`,
      autoLogon: `<AutoLogon><Enabled>true</Enabled><Username>Administrator</Username>${autoLogonPassword}</AutoLogon>`,
    });
    const right = settled({ media: onCdrom(answerFile(parts(hidden("geheim", "Password")))) });
    assert.equal(powerEvents(right.events).at(-1), "powered-off");
    const wrongSuffix = hidden("geheim", "AdministratorPassword").replaceAll(
      "<AdministratorPassword>",
      "<Password>",
    );
    notLoggedOn(
      parts(wrongSuffix.replaceAll("</AdministratorPassword>", "</Password>")),
      /the password of Administrator is another one/,
    );
  });

  it("decodes the example of Microsoft's rule", () => {
    const autoLogon =
      "<AutoLogon><Enabled>true</Enabled><Username>Administrator</Username><Password><Value>cAB3AFAAYQBzAHMAdwBvAHIAZAA=</Value><PlainText>false</PlainText></Password></AutoLogon>";
    const accounts =
      "<UserAccounts><AdministratorPassword><Value>pw</Value><PlainText>true</PlainText></AdministratorPassword></UserAccounts>";
    const { events } = settled({ media: onCdrom(answerFile({ accounts, autoLogon })) });
    assert.equal(powerEvents(events).at(-1), "powered-off");
  });
});

describe("guest: Reseal in oobeSystem", () => {
  const resealed = (reseal: string) => settled({ media: onCdrom(answerFile({ reseal })) });

  it("leads to audit mode, where no first logon comes", () => {
    const { guest, guests, journal } = resealed("<Mode>Audit</Mode>");
    assert.match(guest.screen(), /System Preparation Tool/);
    assert.equal(guests.view()[0]?.phase, "asks");
    assert.deepEqual(journal("first logon"), []);
  });

  it("switches the machine off when it says so: off, and not set up", () => {
    const room = resealed("<ForceShutdownNow>true</ForceShutdownNow><Mode>Audit</Mode>");
    assert.equal(powerEvents(room.events).at(-1), "powered-off");
    assert.deepEqual([room.hardware.disk.sealed, room.journal("first logon")], [true, []]);
    room.bootAgain();
    room.settle();
    assert.match(room.guest.screen(), /System Preparation Tool/);
  });

  it("restarts for ever when it switches off for OOBE", () => {
    const { events } = resealed("<ForceShutdownNow>true</ForceShutdownNow><Mode>OOBE</Mode>");
    assert.ok(!powerEvents(events).includes("powered-off"));
    assert.ok(powerEvents(events).length > 20);
  });

  it("changes nothing when it only says what would be", () => {
    const { events } = resealed("<Mode>OOBE</Mode>");
    assert.equal(powerEvents(events).at(-1), "powered-off");
  });
});

describe("guest: power", () => {
  it("tells nothing more once its power is cut", () => {
    const room = bench();
    room.clock.advance(1000);
    room.guest.cutPower();
    const told = room.events.length;
    room.settle();
    assert.equal(room.events.length, told);
    assert.deepEqual(room.guests.settingUp, { now: 0, max: 1 });
  });

  it("cannot take up Setup again when its power was cut in specialize", () => {
    const room = bench();
    room.clock.advance(500);
    room.guest.cutPower();
    room.bootAgain();
    room.settle();
    assert.match(room.guest.screen(), /The computer restarted unexpectedly/);
  });

  it("goes on with OOBE when its power was cut there", () => {
    const room = bench({ guests: { restarts: 1 }, media: onCdrom(answerFile({ join: "" })) });
    room.clock.advance(300 + 600 + 250 + 300 + 100);
    assert.equal(room.hardware.disk.setup, "oobeSystem");
    room.guest.cutPower();
    room.bootAgain({});
    room.settle();
    assert.equal(powerEvents(room.events).at(-1), "powered-off");
  });

  it("ignores the power button while it is in Setup, and heeds it when it is up", () => {
    const room = bench({ media: onCdrom(answerFile({ commands: [] })) });
    room.clock.advance(500);
    room.guest.pressPowerButton();
    room.settle();
    assert.ok(!powerEvents(room.events).includes("powered-off"));
    room.guest.pressPowerButton();
    room.settle();
    assert.equal(powerEvents(room.events).at(-1), "powered-off");
  });

  it("restarts when it is asked to, and reports again", () => {
    const room = settled({ media: onCdrom(answerFile({ commands: [] })) });
    room.events.length = 0;
    room.guest.askToRestart();
    room.settle();
    assert.deepEqual(
      room.events.map(({ kind }) => kind),
      ["rebooting", "restarted", "agent", "agent"],
    );
  });

  it("gives itself an address when it has none, as on an adapter that its Setup did not know", () => {
    const room = settled();
    room.hardware.nics = [{ mac: "56:6f:00:01:00:07", linked: true }];
    room.bootAgain();
    room.settle();
    const last = room.events.at(-1);
    assert.deepEqual(last?.kind === "agent" && last.addresses, [
      { mac: "56:6f:00:01:00:07", address: "169.254.1.8" },
    ]);
  });

  it("stands still while it is frozen, and goes on where it was", () => {
    const room = bench();
    room.clock.advance(500);
    room.guest.freeze();
    const told = room.events.length;
    room.settle();
    assert.equal(room.events.length, told);
    room.guest.thaw();
    room.settle();
    assert.equal(powerEvents(room.events).at(-1), "powered-off");
  });

  it("does nothing on an empty disk", () => {
    const { guest, events } = settled({ disk: { os: "none", sealed: false } });
    assert.equal(guest.screen(), "No bootable device.");
    assert.deepEqual(events, []);
  });

  it("comes up as Linux without looking for anything", () => {
    const { events, journal } = settled({ disk: { os: "linux", sealed: false, computerName: "base-linux" } });
    assert.equal(events.find(event => event.kind === "agent")?.fqdn, "base-linux");
    assert.deepEqual(journal(), []);
  });

  it("is cheap: a thousand machines set themselves up at once", function () {
    // Seconds on a quiet machine; what grows with the square of their number would take many minutes.
    this.timeout(60_000);
    const room = bench();
    soon(() => {
      for (let index = 0; index < 1000; index++) {
        const disk = structuredClone(room.hardware.disk);
        room.guests.boot({ ...room.hardware, vmName: `mass-${index}`, disk }, () => {}, room.clock);
      }
      room.settle();
    });
    assert.equal(room.guests.settingUp.now, 0);
  });
});
