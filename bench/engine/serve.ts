/** @module A simulated engine in a process of its own, so that what it costs is not counted as anybody else's. */

import { sealedWindows } from "../../simulator/guest/contract";
import { type Simulator, startSimulator } from "../../simulator/index";
import type { SeatDurations } from "../chain";
import type { Answer, EngineFacts, Question } from "./messages";

const gibibyte = 1024 ** 3;

async function serve(durations: SeatDurations): Promise<void> {
  const simulator = await startSimulator({
    clusterLevel: "4.8",
    hostMemory: 16 * 1024 * gibibyte,
    durations: durations.engine,
    guests: { durations: durations.guest, restarts: durations.restarts },
    templates: [{ name: "win10-gold", os: "windows_10x64", disk: sealedWindows(), memory: 4 * gibibyte }],
  });
  const { url, caFile, username, password } = simulator;
  const facts: EngineFacts = { url, caFile, username, password };
  process.on("message", (question: Question) => {
    if (question.ask === "stop") void simulator.stop().then(() => process.exit(0));
    else process.send?.({ answer: answerTo(question, simulator) });
  });
  // The bench is gone: nobody asks any more.
  process.on("disconnect", () => process.exit(0));
  process.send?.({ facts });
}

function answerTo(question: Question, simulator: Simulator): Answer {
  if (question.ask === "forget") simulator.interference.requests.clear();
  const { user, system } = process.cpuUsage();
  const statuses = simulator.vms().map(vm => vm.status);
  return {
    requests: simulator.requests(),
    cpuSeconds: (user + system) / 1e6,
    memory: process.resourceUsage().maxRSS * 1024,
    statuses,
  };
}

void serve(JSON.parse(process.argv[2] ?? "{}"));
