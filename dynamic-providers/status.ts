/**
 * @module Live status in the row of a resource: an ephemeral log message sent straight to Pulumi's engine, which shows
 * it while the resource is worked on and keeps nothing of it (facts/pulumi.md).
 */

import * as grpc from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";

export type ShowStatus = (urn: string, text: string) => void;

/** @param address of Pulumi's engine, as a dynamic provider's host gets it; without one nothing is shown */
export function createStatus(address: string | undefined): ShowStatus {
  if (!address) return () => {};
  const client = new EngineClient(address, grpc.credentials.createInsecure());
  const shown = new Map<string, string>();
  return (urn, text) => {
    if (shown.get(urn) === text) return;
    shown.set(urn, text);
    const request = new LogRequest();
    request.setSeverity(LogSeverity.INFO);
    request.setMessage(text);
    request.setUrn(urn);
    request.setEphemeral(true);
    // A status that cannot be shown is no reason to stop a rollout.
    client.log(request, () => {});
  };
}
