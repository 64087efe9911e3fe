/** @module `virtroom answer-file`: the finished answer file of a seat, for the eyes of people. */

import type { Command } from "commander";
import { checkAnswerFile } from "../../answer-file/check";
import type { Finding } from "../../answer-file/finding";
import { answerFileOf } from "../../answer-file/for-seat";
import { maskAnswerFile } from "../../answer-file/mask";
import { loadTemplate } from "../../answer-file/template";
import type { RoomSettings } from "../../room/settings/settings";
import { definedRoom, type Room } from "../room/room";
import { roomCommand } from "../room-command";
import { chooseSeats } from "../seat-work";
import { print, tell, tint } from "../terminal";
import { exitCodes, UserError } from "../user-error";

export function answerFileCommand(): Command {
  return roomCommand({
    name: "answer-file",
    summary: "print the answer file that a seat gets",
    description: `Prints the answer file that Windows gets on a seat, its secrets masked; the MAC address and the time, which
only a rollout knows, are zeros. What a rollout's check has to say about it goes to standard error. Asks no engine.`,
    argument: ["<seat>", "name of the seat"],
    examples: [
      ["virtroom answer-file room01 room01-vd01", "look at it"],
      ["virtroom answer-file room01 room01-vd01 >/dev/null", "only what is wrong with it"],
    ],
    work: async (room, { json }, [seat = ""]) => {
      const { answerFile, findings } = finishedFile(room, seat);
      if (json) print(JSON.stringify({ room: room.name, seat, answerFile, findings }, null, 2));
      else print(answerFile.trimEnd());
      if (!json) for (const finding of findings) tell(findingLine(finding));
      return findings.some(({ severity }) => severity === "error") ? exitCodes.failed : exitCodes.done;
    },
  });
}

function finishedFile(room: Room, name: string): { answerFile: string; findings: Finding[] } {
  const { settings, seats } = definedRoom(room);
  const [seat, ...others] = chooseSeats(seats, [name]);
  if (!seat || others.length > 0) {
    throw new UserError(`${name} is a group of seats`, `Name one: ${seat?.name}, or another`);
  }
  const file = seat.settings.answerFileTemplate;
  const answerFile = answerFileOf(seat, settings, loadTemplate(room.templateText(file), file));
  return {
    answerFile: maskAnswerFile(answerFile, secretsOf(settings, seat.name)),
    findings: checkAnswerFile(answerFile, { computerName: seat.name, os: seat.settings.os }),
  };
}

function secretsOf({ secretValues, secretSeatValues }: RoomSettings, seat: string): string[] {
  const values = [...Object.values(secretValues), ...Object.values(secretSeatValues[seat] ?? {})];
  return values.flat().map(String);
}

function findingLine({ line, severity, message, rule, remedy }: Finding): string {
  const kind = severity === "error" ? tint.red("error") : tint.yellow("warning");
  return `line ${line}: ${kind}: ${message} [${rule}]. ${remedy}`;
}
