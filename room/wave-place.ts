/** @module What is told of a seat that waits for its turn: written by its provider, known by the report's timeline. */

export const waitingForPlace = "waiting for a place in the wave";
