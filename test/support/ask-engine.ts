/** @module Asks an engine for its VMs in a process of its own, whose environment a test chooses: base and CA are its arguments. */

import { Engine } from "../../ovirt/engine";

const [base = "", ca = ""] = process.argv.slice(2);
const engine = new Engine({ base, ca, username: "admin@internal", password: "Passw0rd-Marked", outage: 1 });
engine.vms
  .search("name=x", "looking")
  .then(
    vms => process.stdout.write(`let in: ${vms.length}\n`),
    (error: Error) => process.stdout.write(`${error.message}\n`),
  )
  .finally(() => engine.close());
