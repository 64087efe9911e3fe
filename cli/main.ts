/** @module The `virtroom` command: its words and their exit code. Every error is told without a stack trace. */

import { CommanderError } from "commander";
import { handleSignals } from "./interrupt";
import { buildProgram } from "./program";
import { tell, tint } from "./terminal";
import { exitCodes, UserError } from "./user-error";

async function main(): Promise<void> {
  const program = buildProgram();
  for (const command of [program, ...program.commands]) command.exitOverride();
  try {
    await program.parseAsync();
  } catch (error) {
    process.exitCode = exitCodeOf(error);
  }
}

function exitCodeOf(error: unknown): number {
  // Commander has said what there is to say; help and version are no errors.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  const message = error instanceof Error ? error.message : String(error);
  tell(`${tint.red("virtroom:")} ${message}`);
  if (!(error instanceof UserError)) return exitCodes.failed;
  if (error.remedy) tell(error.remedy);
  return error.exitCode;
}

handleSignals();
void main();
