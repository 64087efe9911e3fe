/**
 * @module A CD-ROM drive of a VM.
 */

import { entity } from "../schema";
import { reference } from "./reference";

export const cdrom = entity("Cdrom", { file: reference("File"), vm: reference("Vm") });
