/**
 * @module The host of the providers: what Pulumi's engine calls, and the provider that it means. It stands in for the host
 * of Pulumi's SDK, which finds a provider's code in the state of each resource; here it is found by the resource's type
 * (docs/decisions/008-provider-host.md).
 */

import { isDeepStrictEqual } from "node:util";
import * as grpc from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import { kindOf } from "../../room/resource-types";
import { configure, type HostedProvider, interrupt } from "../provider";
import { providers } from "../providers";
import { readHanded } from "./handed-settings";
import { outputsOf, refreshedInputs, type Values, whole } from "./kept-state";

/** Bytes: as Pulumi's own host has it. */
const longestMessage = 400 * 1024 * 1024;

/** Whose settings are read: Pulumi names the project so to the host of dynamic providers. */
const project = process.env.PULUMI_NODEJS_PROJECT;

/** @returns the port at which Pulumi's engine is served */
export function serve(): Promise<number> {
  // Nobody asks for statistics of these calls, which cost a part of each.
  const server = new grpc.Server({
    "grpc.max_receive_message_length": longestMessage,
    "grpc.enable_channelz": 0,
  });
  server.addService(ResourceProviderService as unknown as grpc.ServiceDefinition, service());
  return new Promise((resolve, reject) => {
    const credentials = grpc.ServerCredentials.createInsecure();
    server.bindAsync("127.0.0.1:0", credentials, (error, port) => (error ? reject(error) : resolve(port)));
  });
}

/** What is not named here, the engine is told not to be there: that is how it asks what a provider can do. */
function service(): grpc.UntypedServiceImplementation {
  return {
    getPluginInfo: answering(async () => new PluginInfo()),
    /** Pulumi was interrupted (^C, SIGTERM). */
    cancel: answering(async () => {
      interrupt();
      return new Empty();
    }),
    configure: answering(async (request: messages.ConfigureRequest) => {
      takeSettings(request.getArgs()?.toJavaScript() ?? {});
      return new messages.ConfigureResponse();
    }),
    /** Inputs are taken as they are: the program has checked them, room and all. */
    check: answering(async (request: messages.CheckRequest) => {
      const response = new messages.CheckResponse();
      response.setInputs(request.getNews());
      return response;
    }),
    diff: answering(async (request: messages.DiffRequest) => {
      const urn = request.getUrn();
      const olds = whole(urn, valuesOf(request.getOldInputs()), valuesOf(request.getOlds()));
      const news = whole(urn, valuesOf(request.getNews()));
      const { changes, replaces } = providerOf(urn).diff(request.getId(), olds, news);
      const response = new messages.DiffResponse();
      const { DIFF_SOME, DIFF_NONE } = messages.DiffResponse.DiffChanges;
      response.setChanges(changes ? DIFF_SOME : DIFF_NONE);
      response.setReplacesList([...replaces]);
      response.setDeletebeforereplace(true);
      return response;
    }),
    create: answering(async (request: messages.CreateRequest) => {
      const urn = request.getUrn();
      const inputs = valuesOf(request.getProperties());
      const { id, state } = await providerOf(urn).create(whole(urn, inputs));
      const response = new messages.CreateResponse();
      response.setId(id);
      response.setProperties(structOf(outputsOf(urn, inputs, state)));
      return response;
    }),
    read: answering(async (request: messages.ReadRequest) => {
      const urn = request.getUrn();
      const inputs = valuesOf(request.getInputs());
      const state = whole(urn, inputs, valuesOf(request.getProperties()));
      const read = await providerOf(urn).read(request.getId(), state);
      const response = new messages.ReadResponse();
      if (!read) return response;
      const refreshed = refreshedInputs(inputs, read);
      response.setId(request.getId());
      response.setInputs(structOf(refreshed));
      response.setProperties(structOf(outputsOf(urn, refreshed, read)));
      return response;
    }),
    update: answering(async (request: messages.UpdateRequest) => {
      const urn = request.getUrn();
      const inputs = valuesOf(request.getNews());
      const olds = whole(urn, valuesOf(request.getOldInputs()), valuesOf(request.getOlds()));
      const state = await providerOf(urn).update(request.getId(), olds, whole(urn, inputs));
      const response = new messages.UpdateResponse();
      response.setProperties(structOf(outputsOf(urn, inputs, state)));
      return response;
    }),
    delete: answering(async (request: messages.DeleteRequest) => {
      const urn = request.getUrn();
      const state = whole(urn, valuesOf(request.getOldInputs()), valuesOf(request.getProperties()));
      await providerOf(urn).delete(request.getId(), state);
      return new Empty();
    }),
  };
}

/** What this process was configured with. */
let taken: Values | undefined;

/** Pulumi configures a process once (its `configSource`): another time with other settings is somebody else on this machine. */
function takeSettings(config: Values): void {
  if (isDeepStrictEqual(taken, config)) return;
  if (taken) throw new Error("the provider has its settings already, and takes no others");
  configure(readHanded() ?? (key => textOf(config[`${project}:${key}`])));
  taken = config;
}

function providerOf(urn: string): HostedProvider {
  const kind = kindOf(urn);
  if (!kind) throw new Error(`${urn} is of no type that this version knows`);
  return providers[kind];
}

/** A call is answered with what the work gives, or with the words of its error. */
function answering<Request, Response>(
  work: (request: Request) => Promise<Response>,
): grpc.handleUnaryCall<Request, Response> {
  return async ({ request }, answer) => {
    try {
      answer(null, await work(request));
    } catch (error) {
      const details = error instanceof Error ? error.message : String(error);
      answer({ code: grpc.status.UNKNOWN, details });
    }
  };
}

function valuesOf(struct: Struct | undefined): Values {
  return struct?.toJavaScript() ?? {};
}

function structOf(values: Values): Struct {
  return Struct.fromJavaScript(values as Record<string, JavaScriptValue>);
}

/** A secret arrives in plain text, in a wrapping that says that it is one. */
function textOf(value: unknown): string | undefined {
  const plain = typeof value === "object" && value !== null && "value" in value ? value.value : value;
  return typeof plain === "string" ? plain : undefined;
}
