/**
 * @module How far a creation that went on in the background has come.
 */

import { entity, later, text } from "../schema";
import { fault } from "./fault";

export const creation = entity("Creation", { status: text, fault: later(() => fault) });
