/** @module What may be ordered of the control interface: the bodies of its routes. */

import * as z from "zod";
import { GUEST_FAULTS } from "../guest/faults";
import { REQUEST_FAULTS } from "./fault-rules";
import { VM_FAULTS } from "./levers";
import { BadOrder } from "./route";

const count = z.int().positive();

export const requestRule = z.strictObject({
  fault: z.enum(REQUEST_FAULTS),
  method: z.string().optional(),
  path: z.string().optional(),
  every: count.optional(),
  after: z.int().nonnegative().optional(),
  times: count.optional(),
  delay: count.optional(),
});

export const guestRule = z.strictObject({
  vm: z.string(),
  fault: z.enum(GUEST_FAULTS),
  times: count.optional(),
  now: z.boolean().optional(),
});

export const vmOrder = z.strictObject({ vm: z.string(), fault: z.enum(VM_FAULTS) });
export const away = z.strictObject({
  seconds: z.number().positive(),
  how: z.enum(["refuse", "proxy"]).optional(),
});
export const tokens = z.strictObject({
  expire: z.literal(true).optional(),
  requests: count.nullable().optional(),
});
export const host = z.strictObject({ name: z.string(), lost: z.boolean() });
export const storage = z.strictObject({ name: z.string(), full: z.boolean() });
export const template = z.strictObject({ name: z.string(), delay: count.nullable() });
export const sftp = z.strictObject({
  away: z.boolean().optional(),
  freeBytes: z.int().nonnegative().nullable().optional(),
  cut: z
    .strictObject({ every: count, at: z.enum(["connect", "write", "rename"]) })
    .nullable()
    .optional(),
  delay: z.int().nonnegative().optional(),
});

export function parse<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body);
  if (!result.success) {
    throw new BadOrder(z.prettifyError(result.error));
  }
  return result.data;
}
