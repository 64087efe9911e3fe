/** @module A room that is not there: which there are, and where the tool before this one may have it. */

import { relative } from "node:path";
import { findOldFile, oldPlaces, roomsInOldFile } from "./old-files/old-file";
import { type Project, realRooms } from "./project";
import { UserError } from "./user-error";

export function noRoom(project: Project, name: string, file: string): UserError {
  const rooms = realRooms(project);
  const there = rooms.length > 0 ? `There are: ${rooms.join(", ")}` : "There are none yet";
  const make = `Make it: virtroom init ${name}`;
  return new UserError(
    `there is no room ${name}: ${relative(project.folder, file)} is missing`,
    `${there}. ${make}\n${inOldFile(name)}`,
  );
}

/** Whether the file of the old tool has a room, and what to do then. */
function inOldFile(name: string): string {
  const found = findOldFile();
  if (found === undefined)
    return `A file of the old tool is in none of ${oldPlaces().join(", ")}: name it with --config`;
  const rooms = roomsIn(found);
  if (!rooms) return `Whether the old tool's file has it is not known: ${found} cannot be read`;
  if (!rooms.includes(name)) return `The file of the old tool has no such room either: ${found}`;
  return `It is a room of the old tool's file ${found}: import it first, by virtroom import ${found} ${name}`;
}

function roomsIn(file: string): readonly string[] | undefined {
  try {
    return roomsInOldFile(file);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
