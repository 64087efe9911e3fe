/** @module The process of the providers: Pulumi starts it, and reads the port of its host from the first line that it writes. */

import { endWithPulumi } from "./host/end-with-pulumi";
import { serve } from "./host/host";

async function main(): Promise<void> {
  const [, , engine] = process.argv;
  if (engine === undefined) throw new Error("Pulumi starts this, with the address of its engine");
  endWithPulumi(engine);
  process.stdout.write(`${await serve()}\n`);
}

main().catch(error => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exit(1);
});
