/** @module The process that hosts the providers, as Pulumi starts it by Pulumi.yaml. */

import { strict as assert } from "node:assert";
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

const run = promisify(execFile);
const launcher = resolve(__dirname, "../../scripts/provider-host/pulumi-resource-pulumi-nodejs");

const urn =
  "urn:pulumi:room01::virtroom::ovirt:Room$ovirt:Seat$pulumi-nodejs:dynamic/ovirt:Power::room01-vd01";
const vmId = "a1b2";
const owner = "virtroom/room01/room01-vd01";

describe("the host of the providers", function () {
  this.timeout(20_000);
  let host: ChildProcess;
  let client: ResourceProviderClient;

  /** In place of Pulumi's engine: where nothing listens, the host ends. */
  const engine = createServer();

  before(async () => {
    engine.listen(0, "127.0.0.1");
    await once(engine, "listening");
    const { port: enginePort } = engine.address() as AddressInfo;
    host = spawn(launcher, [`127.0.0.1:${enginePort}`], {
      env: { ...process.env, PULUMI_NODEJS_PROJECT: "virtroom" },
      stdio: ["ignore", "pipe", "inherit"],
    });
    if (!host.stdout) throw new Error("no output");
    const [port] = await once(createInterface(host.stdout), "line");
    client = new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
  });
  after(() => {
    client.close();
    host.kill();
    engine.close();
  });

  const changesOf = (olds: object, oldInputs: object, news: object) => {
    const request = new messages.DiffRequest();
    request.setUrn(urn);
    request.setOlds(structOf(olds));
    request.setOldInputs(structOf(oldInputs));
    request.setNews(structOf(news));
    return new Promise<string[]>((done, failed) =>
      client.diff(request, (error, response) => (error ? failed(error) : done(response.getReplacesList()))),
    );
  };

  it("says what is wrong when a person starts it", async () => {
    await assert.rejects(run(launcher), /Pulumi starts this/);
  });

  it("takes a resource's owner from its URN, and what is an input from there", async () => {
    assert.deepEqual(await changesOf({}, { vmId }, { vmId }), []);
    assert.deepEqual(await changesOf({}, { vmId }, { vmId: "c3d4" }), ["vmId"]);
  });

  it("understands states that hold the owner, the provider's code and each value twice", async () => {
    const old = { vmId, owner, __provider: "exports.handler=()=>require('./providers.cjs').Power" };
    assert.deepEqual(await changesOf(old, old, { vmId }), []);
    assert.deepEqual(await changesOf(old, old, { vmId: "c3d4" }), ["vmId"]);
  });

  it("keeps the settings that it was given first: others come from somebody else on this machine", async () => {
    const configured = (settings: object) => {
      const request = new messages.ConfigureRequest();
      request.setArgs(structOf(settings));
      return new Promise((done, failed) =>
        client.configure(request, (error, response) => (error ? failed(error) : done(response))),
      );
    };
    const settings = { "virtroom:engine": { url: "https://engine.example.org/ovirt-engine/api" } };
    await configured(settings);
    await configured(settings);
    await assert.rejects(
      configured({ "virtroom:engine": {} }),
      /has its settings already, and takes no others/,
    );
  });

  it("refuses a type that it does not know", async () => {
    const request = new messages.CreateRequest();
    request.setUrn(urn.replace("Power", "Printer"));
    request.setProperties(structOf({ vmId }));
    const created = new Promise((done, failed) =>
      client.create(request, (error, response) => (error ? failed(error) : done(response))),
    );
    await assert.rejects(created, /is of no type that this version knows/);
  });

  it("loads neither TypeScript nor npm's resolver, as Pulumi's own host does", async () => {
    const maps = await readFile(`/proc/${host.pid}/status`, "utf8");
    const peak = Number(/^VmHWM:\s+(\d+)/m.exec(maps)?.[1]) / 1024;
    assert.ok(peak < 110, `${peak} MB`);
  });
});

function structOf(values: object): Struct {
  return Struct.fromJavaScript({ ...values });
}
