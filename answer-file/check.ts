/**
 * The checker: reads a finished answer file as Windows would, before a seat spends an hour on it.
 *
 * @module
 */
import { AnswerFileError } from "./fault";
import type { CheckedSeat, Finding } from "./finding";
import { checkCommandLimits, checkPowerOff, checkSetupCommands } from "./rules/commands";
import { checkFirstScreens } from "./rules/first-screens";
import { checkAccounts, checkComputerName } from "./rules/identity";
import { checkAddresses, checkInterfaces, checkOrder } from "./rules/network";
import { checkCredentials, checkJoin, checkPasswords } from "./rules/passwords";
import { checkSettingValues } from "./rules/setting-values";
import { checkComponents, checkEmptyElements, checkLists, checkPasses, checkRoot } from "./rules/structure";
import { readUnattend, type Unattend } from "./unattend";
import { parseXml } from "./xml";

/** Every rule, or group of rules that look at the same. */
const RULES: readonly ((file: Unattend, seat: CheckedSeat) => Finding[])[] = [
  ...[checkPasses, checkComponents, checkEmptyElements, checkLists],
  ...[checkComputerName, checkAccounts],
  ...[checkOrder, checkInterfaces, checkAddresses],
  ...[checkSettingValues, checkFirstScreens],
  ...[checkCommandLimits, checkPowerOff, checkSetupCommands],
  ...[checkPasswords, checkCredentials, checkJoin],
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
  return [...root, ...RULES.flatMap(rule => rule(file, seat))].sort((a, b) => a.line - b.line);
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
