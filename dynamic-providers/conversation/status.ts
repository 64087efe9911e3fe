/**
 * @module What is told in the row of a resource: a log message sent straight to Pulumi's engine. An ephemeral one is live
 * status, shown while the resource is worked on and kept nowhere (docs/facts/pulumi.md).
 */

import * as grpc from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import { printable } from "../../room/text/printable";

/** Each with the URN of the resource, and a text. */
export interface Teller {
  /** What is being done just now. */
  readonly show: (urn: string, text: string) => void;
  /** What somebody should know afterwards. */
  readonly warn: (urn: string, text: string) => void;
}

/** @param address of Pulumi's engine, as a dynamic provider's host gets it; without one nothing is told */
export function createTeller(address: string | undefined): Teller {
  if (!address) return { show: () => {}, warn: () => {} };
  const client = new EngineClient(address, grpc.credentials.createInsecure());
  const shown = new Map<string, string>();
  /** The messages of a row follow each other: two on their way at once may arrive in either order. */
  const sent = new Map<string, Promise<void>>();
  // A message that cannot be shown is no reason to stop a rollout.
  const send = (urn: string, request: LogRequest) => {
    const log = () => new Promise<void>(done => client.log(request, () => done()));
    sent.set(urn, (sent.get(urn) ?? Promise.resolve()).then(log));
  };
  return {
    show: (urn, text) => {
      if (shown.get(urn) === text) return;
      shown.set(urn, text);
      const request = message(LogSeverity.INFO, urn, text);
      request.setEphemeral(true);
      send(urn, request);
    },
    warn: (urn, text) => send(urn, message(LogSeverity.WARNING, urn, text)),
  };
}

function message(severity: LogSeverity, urn: string, text: string) {
  const request = new LogRequest();
  request.setSeverity(severity);
  request.setMessage(printable(text));
  request.setUrn(urn);
  return request;
}
