/** @module Turns an answer that is no success into an `EngineError`, with the engine's own words. */

import { EngineError, faultOf } from "./errors";
import type { EngineAnswer, Handler } from "./exchange";
import { isObject, object, text } from "./json";

export const handleFaults: Handler = next => async request => {
  const answer = await next(request);
  // An action may be answered with a success whose body says that it has failed.
  const failed = isObject(answer.json.fault);
  if (answer.status < 300 && !failed) return answer;
  const status = failed && answer.status < 300 ? 409 : answer.status;
  const fault = faultOf(status, wordsOf(answer), answer.contentType.includes("json"));
  // A proxy in front of the engine says none; the engine has logged what we gave it.
  const correlationId = answer.correlationId ?? request.headers?.["Correlation-Id"];
  throw new EngineError({
    ...fault,
    operation: request.operation,
    status: answer.status,
    ...(correlationId ? { correlationId } : {}),
  });
};

/**
 * The three forms of a fault, `{"detail","reason"}`, `{"fault":{...}}` and `{"reason"}`, the login's
 * `{"error","error_code"}`, and HTML (docs/facts/ovirt.md).
 */
function wordsOf(answer: EngineAnswer): string {
  const fault = answer.json.fault ? object(answer.json, "fault") : answer.json;
  const words = [text(fault, "reason"), text(fault, "detail")].filter(word => word && word !== "[]");
  const login = text(answer.json, "error");
  if (words.length > 0) return words.join(": ");
  if (login) return login;
  return plainText(answer.text);
}

/** The readable text of an HTML page, at most a line of it. */
function plainText(html: string): string {
  return html
    .slice(0, 4000)
    .replaceAll(/<(style|script|title)[\s\S]*?<\/\1>/gi, " ")
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/[\p{Cc}\s]+/gu, " ")
    .trim()
    .slice(0, 300);
}
