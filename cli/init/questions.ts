/** @module Where the answers of a new room come from: from options, or from somebody at the terminal. */

import { ValueError } from "../../room/text/value-error";
import { exitCodes, UserError } from "../user-error";

export interface Question {
  /** The option that answers it, without its dashes. */
  readonly option: string;
  readonly message: string;
  /** The answer that was given as an option. */
  readonly given: string | undefined;
  /** What is likely; an empty one means that it may be left out. */
  readonly usual?: string | undefined;
  /** Refuses an answer by a ValueError. */
  readonly check?: (answer: string) => unknown;
}

export interface Choice extends Question {
  readonly choices: readonly string[];
}

export interface Questions {
  text(question: Question): Promise<string>;
  choose(question: Choice): Promise<string>;
  secret(message: string, option: string): Promise<string>;
}

/** Nobody is asked: what no option says is the usual, the only choice, or a fault. */
export const unasked: Questions = {
  text: async question => given(question) ?? question.usual ?? missing(question.option, ""),
  choose: async question => {
    const { choices, option, usual } = question;
    const [only] = choices;
    const likely = usual !== undefined && choices.includes(usual) ? usual : undefined;
    const answer = chosen(question) ?? likely ?? (choices.length === 1 ? only : undefined);
    return answer ?? missing(option, `The engine has: ${choices.join(", ") || "none"}. `);
  },
  secret: async (_, option) => missing(option, ""),
};

/** Somebody is asked what no option says. */
export function asked(): Questions {
  return {
    text: async question => {
      const { input } = await import("@inquirer/prompts");
      const { message, usual, check } = question;
      const validate = (answer: string) => verdict(answer, usual === "", check);
      return (
        given(question) ??
        unlessEnded(input({ message, ...(usual ? { default: usual } : {}), validate }, terminal))
      );
    },
    choose: async question => {
      const { select } = await import("@inquirer/prompts");
      const { message, choices, usual, option } = question;
      if (choices.length === 0) return missing(option, "The engine has none. ");
      return (
        chosen(question) ??
        unlessEnded(select({ message, choices, ...(usual ? { default: usual } : {}) }, terminal))
      );
    },
    secret: async message => {
      const { password } = await import("@inquirer/prompts");
      const validate = (answer: string) => answer !== "" || "It is empty";
      return unlessEnded(password({ message, mask: "*", validate }, terminal));
    },
  };
}

/** Standard output is for results. */
const terminal = { output: process.stderr };

/** At a question ^C is a key like others, and no signal comes. */
async function unlessEnded(answer: Promise<string>): Promise<string> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof Error && error.name === "ExitPromptError")) throw error;
    throw new UserError("ended at a question; nothing is written", "", exitCodes.interrupted);
  }
}

function verdict(answer: string, optional: boolean, check: Question["check"]): true | string {
  if (answer === "") return optional || "It has to be said";
  try {
    check?.(answer);
    return true;
  } catch (error) {
    if (error instanceof ValueError) return `${error.message}. ${error.remedy}`;
    throw error;
  }
}

function given({ given: answer, option, check }: Question): string | undefined {
  if (answer === undefined) return undefined;
  const judged = verdict(answer, true, check);
  if (judged === true) return answer;
  throw new UserError(`--${option}: ${judged}`);
}

function chosen(question: Choice): string | undefined {
  const answer = given(question);
  const { choices, option } = question;
  if (answer === undefined || choices.includes(answer)) return answer;
  throw new UserError(`--${option}: the engine has no ${answer}`, `It has: ${choices.join(", ") || "none"}`);
}

function missing(option: string, known: string): never {
  throw new UserError(
    `it is not said what --${option} should be`,
    `${known}Say it as an option, or run this at a terminal`,
  );
}
