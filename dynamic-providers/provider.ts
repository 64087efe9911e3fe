/**
 * @module What every dynamic provider of this project is: the verbs of one kind of resource over the conversation that
 * all share, and the adapter that makes it what Pulumi's host expects.
 */

import type * as dynamic from "@pulumi/pulumi/dynamic";
import type { Owner } from "../room/marker";
import { parseOwner } from "../room/owner";
import { type ResourceKind, urnOf } from "../room/resource-types";
import { Conversation } from "./conversation";
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

/** The one conversation of this process: Pulumi runs all dynamic resources of a stack in one. */
let conversation: Conversation | undefined;

/** Makes a provider what Pulumi's host of dynamic providers calls. */
export function toDynamic<Inputs extends SeatInputs, State extends SeatInputs>(
  provider: Provider<Inputs, State>,
): dynamic.ResourceProvider {
  const inContext = async <T>(inputs: SeatInputs, work: (context: Context) => Promise<T>): Promise<T> => {
    const owner = parseOwner(inputs.owner);
    try {
      if (!conversation) throw new Error("the provider was not configured");
      const { tell } = conversation;
      const urn = urnOf(provider.kind, owner);
      const show = (text: string) => tell.show(urn, text);
      const warn = (text: string) => tell.warn(urn, text);
      return await work({ conversation, owner, seat: owner.seat, show, warn });
    } catch (error) {
      throw forPeople(owner.seat, error);
    }
  };
  return {
    // Nothing here is awaited: the host uses a provider before its configure is done (facts/pulumi.md).
    configure: async request => {
      conversation ??= new Conversation(key => request.config.get(key), createTeller(process.argv[2]));
    },
    diff: async (id, olds: State, news: Inputs) => diffOf(provider, id, olds, news),
    create: (inputs: Inputs) =>
      inContext(inputs, async context => {
        const { id, state } = await provider.create(inputs, context);
        return { id, outs: state };
      }),
    read: (id, state: State) =>
      inContext(state, async context => {
        const read = provider.read ? await provider.read(id, state, context) : state;
        return read ? { id, props: read, inputs: read } : { id: "", props: {} };
      }),
    update: (id, olds: State, news: Inputs) =>
      inContext(news, async context => ({
        outs: provider.update ? await provider.update(id, olds, news, context) : olds,
      })),
    delete: (id, state: State) => inContext(state, async context => provider.delete?.(id, state, context)),
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
