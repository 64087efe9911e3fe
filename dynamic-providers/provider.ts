/**
 * @module What every dynamic provider of this project is: the verbs of one kind of resource over the conversation that
 * all share, and the adapter that makes it what Pulumi's host expects.
 */

import type * as dynamic from "@pulumi/pulumi/dynamic";
import { type Log, noLog } from "../logging/log";
import type { Owner } from "../room/marker";
import { parseOwner } from "../room/owner";
import { type ResourceKind, urnOf } from "../room/resource-types";
import { Conversation, type ReadConfig, rawSettings } from "./conversation";
import { endWithPulumi } from "./end-with-pulumi";
import { openProjectLog, stepLog } from "./project-log";
import { forPeople } from "./provider-error";
import { createTeller } from "./status";

/** Inputs of every resource of a seat. */
export interface SeatInputs {
  /** `project/stack/seat`. */
  readonly owner: string;
}

/** What a provider's verbs work with. */
export interface Context {
  readonly conversation: Conversation;
  readonly owner: Owner;
  /** The seat's name, which is its VM's. */
  readonly seat: string;
  /** Shows text in the resource's row. */
  readonly show: (text: string) => void;
  /** Warns of something, for good, beside the resource. */
  readonly warn: (text: string) => void;
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
/** The one conversation of this process: Pulumi runs all dynamic resources of a stack in one. */
let conversation: Promise<Conversation> | undefined;

async function openConversation(read: ReadConfig, room: string): Promise<Conversation> {
  const tell = createTeller(process.argv[2]);
  const warn = (message: string) => tell.warn("", message);
  // The program has refused a log that cannot be opened; where it did not run, this is no reason to stop.
  const log = await openProjectLog(rawSettings(read), room, warn).catch(error => {
    warn(error.message);
    return noLog;
  });
  return new Conversation(read, tell, log);
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
    const show = (text: string) => {
      step(text);
      tell.show(urn, text);
    };
    const warn = (text: string) => {
      log.write("seats", "warn", text, { seat });
      tell.warn(urn, text);
    };
    return await written(log, seat, kind, verb, () =>
      work({ conversation: talking, owner, seat, show, warn }),
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
    log.write("seats", "error", `${doing} ${kind}: ${words}`, facts());
    throw error;
  }
}

/** Makes a provider what Pulumi's host of dynamic providers calls. */
export function toDynamic<Inputs extends SeatInputs, State extends SeatInputs>(
  provider: Provider<Inputs, State>,
): dynamic.ResourceProvider {
  const { kind } = provider;
  return {
    // Nothing here is awaited: the host uses a provider before its configure is done (facts/pulumi.md).
    configure: async request => {
      if (!readConfig) endWithPulumi(process.argv[2]);
      readConfig ??= key => request.config.get(key);
    },
    diff: async (id, olds: State, news: Inputs) => diffOf(provider, id, olds, news),
    create: (inputs: Inputs) =>
      inContext(kind, "create", inputs, async context => {
        const { id, state } = await provider.create(inputs, context);
        return { id, outs: state };
      }),
    read: (id, state: State) =>
      inContext(kind, "read", state, async context => {
        const read = provider.read ? await provider.read(id, state, context) : state;
        return read ? { id, props: read, inputs: read } : { id: "", props: {} };
      }),
    update: (id, olds: State, news: Inputs) =>
      inContext(kind, "update", news, async context => ({
        outs: provider.update ? await provider.update(id, olds, news, context) : olds,
      })),
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
): dynamic.DiffResult {
  const differs = (key: keyof Inputs & keyof State): boolean => (olds[key] as unknown) !== news[key];
  const also = provider.alsoReplacedBy?.(id, news);
  const replaces = [...provider.replacedBy.filter(differs), ...(also ? [also] : [])];
  const updates = provider.updatedBy.some(differs) || provider.alsoUpdated?.(news) === true;
  const changes = replaces.length > 0 || updates;
  return { changes, replaces, deleteBeforeReplace: true };
}
