/** @module What is done with a resource of a seat, is done in this. */

import type { Owner } from "../../room/marker";
import type { Conversation } from "./conversation";

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
