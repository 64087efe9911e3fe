/**
 * @module Stands in for `pulumi-resource-command`, the plugin of `@pulumi/command`, where it cannot be had: serves
 * `command:local:Command` by Pulumi's provider protocol. `/bin/sh -c` runs `create` (again, in place, when an input other
 * than `triggers` has changed) and `delete`; `triggers` replace; what a command says becomes `stdout` and `stderr`, and an
 * exit code other than 0 an error. A cancelled run kills the shells alone (exec.CommandContext), and their output is waited for.
 *
 * @see https://www.pulumi.com/registry/packages/command/api-docs/local/command/
 */

import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import * as grpc from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { type IResourceProviderServer, ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import {
  type CheckRequest,
  CheckResponse,
  ConfigureResponse,
  CreateResponse,
  DiffResponse,
  UpdateResponse,
} from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";

const shells = new Set<ChildProcess>();

type Properties = Record<string, JavaScriptValue>;

/** What Pulumi says for a value that is not known yet. */
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

function properties(struct: Struct | undefined): Properties {
  return struct?.toJavaScript() ?? {};
}

/** @throws Error with all that the command said, when its exit code is not 0 */
function run(command: JavaScriptValue | undefined, { dir, environment }: Properties): Promise<Properties> {
  if (typeof command !== "string") return Promise.resolve({ stdout: "", stderr: "" });
  const child = spawn("/bin/sh", ["-c", command], {
    cwd: typeof dir === "string" ? dir : process.cwd(),
    env: { ...process.env, ...(environment as Record<string, string> | undefined) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  shells.add(child);
  const said = { stdout: "", stderr: "", both: "" };
  for (const stream of ["stdout", "stderr"] as const) {
    child[stream].setEncoding("utf8").on("data", (text: string) => {
      said[stream] += text;
      said.both += text;
    });
  }
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", code => {
      shells.delete(child);
      const { stdout, stderr, both } = said;
      if (code === 0) resolve({ stdout: stdout.replace(/\n$/, ""), stderr: stderr.replace(/\n$/, "") });
      else reject(new Error(`exit status ${code}: running ${JSON.stringify(command)}:\n${both}`));
    });
  });
}

/** A handler that answers with what `answer` yields, or with its error. */
function unary<Request, Response>(
  answer: (request: Request) => Response | Promise<Response>,
): grpc.handleUnaryCall<Request, Response> {
  return (call, callback) => {
    Promise.resolve()
      .then(() => answer(call.request))
      .then(
        response => callback(null, response),
        (error: Error) => callback({ code: grpc.status.UNKNOWN, details: error.message }),
      );
  };
}

const check = unary((request: CheckRequest) => {
  const response = new CheckResponse();
  response.setInputs(request.getNews());
  return response;
});

const provider: Partial<IResourceProviderServer> = {
  checkConfig: check,
  check,
  configure: unary(() => {
    const response = new ConfigureResponse();
    response.setAcceptsecrets(false);
    response.setSupportspreview(true);
    return response;
  }),
  getPluginInfo: unary(() => {
    const info = new PluginInfo();
    info.setVersion("1.2.1");
    return info;
  }),
  cancel: unary(() => {
    for (const shell of shells) shell.kill("SIGKILL");
    return new Empty();
  }),
  diff: unary(request => {
    const olds = properties(request.getOldInputs() ?? request.getOlds());
    const news = properties(request.getNews());
    const keys = [...new Set([...Object.keys(olds), ...Object.keys(news)])];
    const changed = keys.filter(key => !isDeepStrictEqual(olds[key], news[key]));
    const response = new DiffResponse();
    response.setChanges(
      changed.length > 0 ? DiffResponse.DiffChanges.DIFF_SOME : DiffResponse.DiffChanges.DIFF_NONE,
    );
    response.setDiffsList(changed);
    response.setReplacesList(changed.filter(key => key === "triggers"));
    return response;
  }),
  create: unary(async request => {
    const inputs = properties(request.getProperties());
    const outputs = request.getPreview()
      ? { stdout: unknown, stderr: unknown }
      : await run(inputs.create, inputs);
    const response = new CreateResponse();
    response.setId(`command-${randomUUID()}`);
    response.setProperties(Struct.fromJavaScript({ ...inputs, ...outputs }));
    return response;
  }),
  update: unary(async request => {
    const inputs = properties(request.getNews());
    const outputs = request.getPreview()
      ? { stdout: unknown, stderr: unknown }
      : await run(inputs.update ?? inputs.create, inputs);
    const response = new UpdateResponse();
    response.setProperties(Struct.fromJavaScript({ ...inputs, ...outputs }));
    return response;
  }),
  delete: unary(async request => {
    const state = properties(request.getProperties());
    await run(state.delete, state);
    return new Empty();
  }),
};

const server = new grpc.Server();
server.addService(ResourceProviderService, provider as grpc.UntypedServiceImplementation);
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  // Pulumi reads the port from the first line.
  process.stdout.write(`${port}\n`);
});
