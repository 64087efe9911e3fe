/** @module The finished answer file of every seat, checked before anything is made: what Windows or the way would refuse. */

import { checkAnswerFile } from "../answer-file/check";
import type { Finding } from "../answer-file/finding";
import type { DeliveryKind } from "../room/delivery";
import type { Fault } from "../room/fault/fault";
import type { Seat } from "../room/seat";
import { PayloadError, payloadContent } from "./payload";

export interface SeatFile {
  readonly seat: Seat;
  readonly answerFile: string;
  readonly delivery: DeliveryKind;
}

export interface CheckedFiles {
  /** Windows refuses the file, or it cannot be delivered. */
  readonly faults: readonly Fault[];
  /** Lines for people: it may work, and somebody should know. */
  readonly warnings: readonly Fault[];
}

/** What several seats of a group share is told once, with their names. */
export function checkSeatFiles(files: readonly SeatFile[]): CheckedFiles {
  const found = new Map<string, { finding: Finding; seats: Seat[] }>();
  for (const { seat, answerFile, delivery } of files) {
    for (const finding of findingsOf(seat, answerFile, delivery)) {
      const key = [seat.group, finding.rule, finding.line, finding.message].join("\n");
      const known = found.get(key);
      if (known) known.seats.push(seat);
      else found.set(key, { finding, seats: [seat] });
    }
  }
  const ofSeverity = (severity: Finding["severity"]): Fault[] =>
    [...found.values()]
      .filter(({ finding }) => finding.severity === severity)
      .map(({ finding, seats }) => ({
        path: placeOf(seats),
        message: `line ${finding.line} of the finished answer file: ${finding.message} [${finding.rule}]`,
        remedy: finding.remedy,
      }));
  return {
    faults: ofSeverity("error"),
    warnings: ofSeverity("warning"),
  };
}

function findingsOf(seat: Seat, answerFile: string, delivery: DeliveryKind): Finding[] {
  const findings = checkAnswerFile(answerFile, { computerName: seat.name, os: seat.settings.os });
  return delivery === "payload" ? [...findings, ...payloadFindings(answerFile)] : findings;
}

function payloadFindings(answerFile: string): Finding[] {
  try {
    payloadContent(answerFile);
    return [];
  } catch (error) {
    if (!(error instanceof PayloadError)) throw error;
    const { happened: message, remedy } = error;
    return [{ line: 1, rule: "payload-limit", severity: "error", message, remedy }];
  }
}

function placeOf(seats: readonly Seat[]): string {
  const [first] = seats;
  if (!first) return "";
  const others = seats.length > 1 ? ` and ${seats.length - 1} more` : "";
  return `groups.${first.group}.answerFileTemplate (${first.name}${others})`;
}
