/** @module An error whose text is meant for the person who typed the command: shown without a stack. */
export class UserError extends Error {}
