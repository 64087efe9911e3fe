/** @module The checker: reads a finished answer file as Windows would, before a seat spends an hour on it. */

import { PASSES, SEALED_IMAGE_PASSES } from "./components";
import { AnswerFileError } from "./fault";
import type { CheckedSeat, Finding } from "./finding";
import { judgedProcessors, type Processor, partFor } from "./processor";
import { checkArchitecture } from "./rules/architecture";
import { checkCommandLimits, checkPowerOff, checkSetupCommands } from "./rules/commands";
import { checkFirstScreens } from "./rules/first-screens";
import { checkAccounts, checkComputerName } from "./rules/identity";
import { checkJoin, checkJoinDns, checkJoinFolder, checkJoinUser } from "./rules/join";
import { checkLogon } from "./rules/logon";
import { checkAddresses, checkInterfaces, checkOrder } from "./rules/network";
import { checkPasses, checkServicing } from "./rules/passes";
import { checkCredentials, checkCrossedOut, checkPasswordAge, checkPasswords } from "./rules/passwords";
import { checkReseal } from "./rules/reseal";
import { checkSettingValues } from "./rules/setting-values";
import { checkComponents, checkEmptyElements, checkLists, checkRoot } from "./rules/structure";
import { isServicing, readUnattend, type Unattend } from "./unattend";
import { attributeOf } from "./xml";
import { parseXml } from "./xml-reader";

type Rule = (file: Unattend, seat: CheckedSeat) => Finding[];

/** Rules about the file as it was written, whatever its components are for. */
const FRAME_RULES: readonly Rule[] = [checkPasses, checkServicing, checkComponents, checkArchitecture];

/** Every other rule, or group of rules that look at the same: about what the Windows of a seat does. */
const RULES: readonly Rule[] = [
  ...[checkEmptyElements, checkLists],
  ...[checkComputerName, checkAccounts],
  ...[checkOrder, checkInterfaces, checkAddresses],
  ...[checkSettingValues, checkFirstScreens],
  ...[checkCommandLimits, checkPowerOff, checkLogon, checkSetupCommands, checkReseal],
  ...[checkPasswords, checkCrossedOut, checkPasswordAge, checkCredentials],
  ...[checkJoin, checkJoinUser, checkJoinFolder, checkJoinDns],
];

/**
 * Checks the answer file of a seat, placeholders filled.
 *
 * @param xml the file as the guest gets it
 * @param seat what it has to fit
 * @returns what there is to say, in the order of the lines; empty when all is well. Never throws for a bad file
 */
export function checkAnswerFile(xml: string, seat: CheckedSeat): Finding[] {
  const file = readOrFindings(xml);
  if (Array.isArray(file)) return file;
  const root = checkRoot(file);
  // in another kind of file nothing else can be found
  if (root.some(({ rule }) => rule === "root")) return root;
  return [...root, ...findingsOf(file, seat)].sort((a, b) => a.line - b.line);
}

/** A fault that is gone when the passes that do not run are left out harms no seat: it is something to know. */
function findingsOf(file: Unattend, seat: CheckedSeat): Finding[] {
  const processors = judgedProcessors(file, seat.os);
  const all = applyRules(file, seat, processors);
  const running = runningPartOf(file);
  if (running.root.children.length === file.root.children.length) return all;
  const counting = applyRules(running, seat, processors);
  const told = new Set(counting.map(keyOf));
  const others = all.filter(finding => !told.has(keyOf(finding)));
  return [...counting, ...others.map(finding => ({ ...finding, severity: "warning" as const }))];
}

function applyRules(file: Unattend, seat: CheckedSeat, processors: readonly Processor[]): Finding[] {
  const frame = FRAME_RULES.flatMap(rule => rule(file, seat));
  if (processors.length === 0) return [...frame, ...RULES.flatMap(rule => rule(file, seat))];
  return [...frame, ...processors.flatMap(one => findingsFor(one, file, seat))];
}

/** What a Windows for that processor would come upon; the processor is told, for the same may be right for another. */
function findingsFor(processor: Processor, file: Unattend, seat: CheckedSeat): Finding[] {
  const part = partFor(file, processor);
  return RULES.flatMap(rule => rule(part, seat)).map(finding => ({
    ...finding,
    message: `for ${processor}: ${finding.message}`,
  }));
}

function keyOf({ line, rule, message }: Finding): string {
  return [line, rule, message].join("\n");
}

/** The file without what a sealed image does not go through: passes, and servicing. A misspelt pass was meant to run. */
function runningPartOf({ root }: Unattend): Unattend {
  const unused = PASSES.filter(pass => !SEALED_IMAGE_PASSES.includes(pass)).map(String);
  const children = root.children.filter(
    child =>
      child.kind === "text" || !(isServicing(child) || unused.includes(attributeOf(child, "pass") ?? "")),
  );
  return readUnattend({ ...root, children });
}

function readOrFindings(xml: string): Unattend | Finding[] {
  try {
    return readUnattend(parseXml(xml, "answer file"));
  } catch (error) {
    if (!(error instanceof AnswerFileError)) throw error;
    return error.faults.map(({ line, rule, message, remedy }) => ({
      line,
      rule,
      severity: "error",
      message,
      remedy,
    }));
  }
}
