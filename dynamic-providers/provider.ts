/**
 * @module What every dynamic provider of this project is: the verbs of one kind of resource over the conversation that
 * all share, and the adapter that makes it what the host calls.
 */

import { type Log, noLog } from "../logging/log";
import { createStop, endingSoon, isStopped } from "../ovirt/stop";
import { parseOwner } from "../room/owner";
import { type ResourceKind, urnOf } from "../room/resource-types";
import type { Context } from "./conversation/context";
import { Conversation, type ReadConfig, rawSettings } from "./conversation/conversation";
import { createTeller } from "./conversation/status";
import { openProjectLog, stepLog } from "./project/project-log";
import { forPeople } from "./provider-error";

/** Inputs of every resource of a seat. */
export interface SeatInputs {
  /** `project/stack/seat`. */
  readonly owner: string;
}

export interface Created<State> {
  readonly id: string;
  readonly state: State;
}

/**
 * The verbs of one kind of resource. Each may be killed at any moment and has to be safe to repeat.
 *
 * `State` is what Pulumi keeps of the resource: no more than verbs and diffs need, since all of it is written anew at
 * each step of a rollout.
 */
export interface Provider<Inputs extends SeatInputs, State extends SeatInputs> {
  readonly kind: ResourceKind;
  /** Inputs whose change means another resource. */
  readonly replacedBy: readonly (keyof Inputs & keyof State & string)[];
  /** Inputs whose change is made in place; what is in neither list makes no difference. */
  readonly updatedBy: readonly (keyof Inputs & keyof State & string)[];
  /** Whether there is another reason to make the resource anew, as the input that says so. */
  readonly alsoReplacedBy?: (id: string, news: Inputs) => (keyof Inputs & string) | undefined;
  /** Whether there is another reason to update it. */
  readonly alsoUpdated?: (news: Inputs) => boolean;
  create(inputs: Inputs, context: Context): Promise<Created<State>>;
  /** The resource as the engine has it; undefined when it is gone. */
  read?(id: string, state: State, context: Context): Promise<State | undefined>;
  update?(id: string, olds: State, news: Inputs, context: Context): Promise<State>;
  delete?(id: string, state: State, context: Context): Promise<void>;
}

/** What the stack's configuration says, once the host has told. */
let readConfig: ReadConfig | undefined;
/** Comes when Pulumi is interrupted. */
const stop = createStop();
/** The one conversation of this process: Pulumi runs all dynamic resources of a stack in one. */
let conversation: Promise<Conversation> | undefined;

/** Takes what the stack's configuration says, before anything else is called. */
export function configure(read: ReadConfig): void {
  readConfig = read;
}

/** Ends what only waits: Pulumi is interrupted. */
export function interrupt(): void {
  stop.abort();
}

async function openConversation(read: ReadConfig, room: string): Promise<Conversation> {
  const tell = createTeller(process.argv[2]);
  const warn = (message: string) => tell.warn("", message);
  // The program has refused a log that cannot be opened; where it did not run, this is no reason to stop.
  const log = await openProjectLog(rawSettings(read), room, warn).catch(error => {
    warn(error.message);
    return noLog;
  });
  return new Conversation(read, tell, log, stop.signal);
}

/** A verb, as it is begun and as it is done. */
const verbs = {
  create: ["creating", "created"],
  read: ["reading", "read"],
  update: ["updating", "updated"],
  delete: ["deleting", "deleted"],
} as const;

/** Does a verb's work in its context, and writes down how it went. */
async function inContext<T>(
  kind: ResourceKind,
  verb: keyof typeof verbs,
  inputs: SeatInputs,
  work: (context: Context) => Promise<T>,
): Promise<T> {
  const owner = parseOwner(inputs.owner);
  const { seat } = owner;
  try {
    if (!readConfig) throw new Error("the provider was not configured");
    conversation ??= openConversation(readConfig, owner.stack);
    const talking = await conversation;
    const { tell, log } = talking;
    const urn = urnOf(kind, owner);
    const step = stepLog(log, seat);
    let doing = `${verbs[verb][0]} ${kind}`;
    const show = (text: string) => {
      doing = text;
      step(text);
      tell.show(urn, text);
    };
    const warn = (text: string) => {
      log.write("seats", "warn", text, { seat });
      tell.warn(urn, text);
    };
    const context = { conversation: talking, owner, seat, show, warn };
    return await written(log, seat, kind, verb, () =>
      endingSoon(
        stop.signal,
        () => doing,
        () => work(context),
      ),
    );
  } catch (error) {
    throw forPeople(`${kind === "Remains" ? "room" : "seat"} ${seat}`, error);
  }
}

async function written<T>(
  log: Log,
  seat: string,
  kind: ResourceKind,
  verb: keyof typeof verbs,
  work: () => Promise<T>,
): Promise<T> {
  const [doing, done] = verbs[verb];
  const level = verb === "read" ? "debug" : "info";
  const began = performance.now();
  const facts = () => ({ seat, milliseconds: Math.round(performance.now() - began) });
  log.write("seats", level, `${doing} ${kind}`, { seat });
  try {
    const result = await work();
    log.write("seats", level, `${done} ${kind}`, facts());
    return result;
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    log.write("seats", isStopped(error) ? "warn" : "error", `${doing} ${kind}: ${words}`, facts());
    throw error;
  }
}

/** A provider as the host calls it: inputs and states are those of its own kind. */
export interface HostedProvider {
  diff(id: string, olds: SeatInputs, news: SeatInputs): Difference;
  create(inputs: SeatInputs): Promise<Created<SeatInputs>>;
  /** @returns undefined when the engine says that it is gone */
  read(id: string, state: SeatInputs): Promise<SeatInputs | undefined>;
  update(id: string, olds: SeatInputs, news: SeatInputs): Promise<SeatInputs>;
  delete(id: string, state: SeatInputs): Promise<void>;
}

interface Difference {
  readonly changes: boolean;
  /** Inputs for whose change the resource is made anew. */
  readonly replaces: readonly string[];
}

/** Makes a provider what the host calls. */
export function hosted<Inputs extends SeatInputs, State extends SeatInputs>(
  provider: Provider<Inputs, State>,
): HostedProvider {
  const { kind } = provider;
  return {
    diff: (id, olds: State, news: Inputs) => diffOf(provider, id, olds, news),
    create: (inputs: Inputs) =>
      inContext(kind, "create", inputs, context => provider.create(inputs, context)),
    read: (id, state: State) =>
      inContext(kind, "read", state, async context =>
        provider.read ? provider.read(id, state, context) : state,
      ),
    update: (id, olds: State, news: Inputs) =>
      inContext(kind, "update", news, async context =>
        provider.update ? provider.update(id, olds, news, context) : olds,
      ),
    delete: (id, state: State) =>
      inContext(kind, "delete", state, async context => provider.delete?.(id, state, context)),
  };
}

/** Compares by value: inputs are texts, numbers and booleans. What is unknown in a preview differs from what is known. */
function diffOf<Inputs extends SeatInputs, State extends SeatInputs>(
  provider: Provider<Inputs, State>,
  id: string,
  olds: State,
  news: Inputs,
): Difference {
  const differs = (key: keyof Inputs & keyof State): boolean => (olds[key] as unknown) !== news[key];
  const also = provider.alsoReplacedBy?.(id, news);
  const replaces = [...provider.replacedBy.filter(differs), ...(also ? [also] : [])];
  const updates = provider.updatedBy.some(differs) || provider.alsoUpdated?.(news) === true;
  const changes = replaces.length > 0 || updates;
  return { changes, replaces };
}
