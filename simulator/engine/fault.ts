/**
 * @module How the engine says no. Its answers come in a few forms; each has a constructor here.
 */

export class EngineFault extends Error {
  /** `empty`: status alone. `html`: text/html. `bare`: never inside an action's answer. */
  form: "fault" | "empty" | "html" | "bare" = "fault";

  constructor(
    readonly status: number,
    readonly reason: string | undefined,
    readonly detail: string | undefined,
  ) {
    super(detail ?? reason ?? `status ${status}`);
  }

  as(form: EngineFault["form"]): this {
    this.form = form;
    return this;
  }
}

/** A command was refused: its messages stand in one bracket. */
export function refused(status: 400 | 409 | 500, ...messages: string[]): EngineFault {
  return new EngineFault(status, "Operation Failed", `[${messages.join(", ")}]`);
}

export function conflict(...messages: string[]): EngineFault {
  return refused(409, ...messages);
}

export function invalid(...messages: string[]): EngineFault {
  return refused(400, ...messages);
}

/** No such id: 404 without a body. */
export function notFound(): EngineFault {
  return new EngineFault(404, undefined, undefined).as("empty");
}

/** Something that a request names does not exist. */
export function entityNotFound(what: string): EngineFault {
  return new EngineFault(404, "Operation Failed", `Entity not found: ${what}`).as("bare");
}

/** `Vm [name] required for add` */
export function incomplete(type: string, parameters: string, method: string): EngineFault {
  return new EngineFault(400, "Incomplete parameters", `${type} [${parameters}] required for ${method}`).as(
    "bare",
  );
}

export function mandatory(parameter: string): EngineFault {
  return new EngineFault(
    400,
    "Input validation failed.",
    `Parameter '${parameter}' is mandatory but was not provided.`,
  );
}

/** The command died of a bug of the engine's own. */
export function crashed(detail: string): EngineFault {
  return new EngineFault(500, "Operation Failed", detail);
}
