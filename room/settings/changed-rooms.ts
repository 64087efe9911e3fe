/** @module Which rooms a change of files is about. */

/** A room and the files that make it, relative to the project's folder, `/` between folders. */
export interface RoomFiles {
  readonly room: string;
  readonly files: readonly string[];
}

/** A room that a change is about, and the changed files that say so. */
export type ChangedRoom = RoomFiles;

/** @param changed paths as git gives them */
export function changedRooms(rooms: readonly RoomFiles[], changed: readonly string[]): ChangedRoom[] {
  const paths = new Set(changed);
  return rooms.flatMap(({ room, files }) => {
    const own = [...new Set(files)].filter(file => paths.has(file));
    return own.length > 0 ? [{ room, files: own }] : [];
  });
}

/** The canary first, the others in their order. */
export function canaryFirst(rooms: readonly string[], canary: string | undefined): string[] {
  return [...rooms].sort((a, b) => Number(b === canary) - Number(a === canary));
}
