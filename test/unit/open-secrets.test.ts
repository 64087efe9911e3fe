import assert from "node:assert/strict";
import { stringify } from "yaml";
import { openSecretFaults, openSecrets } from "../../room/settings/open-secrets";
import { secretPlaces } from "../../room/settings/secret-words";
import { type Schema, settingsSchema, toSchema } from "../../room/settings/settings-schema";

const secure = { secure: "v1:x" };

describe("secrets in the clear", () => {
  it("are found wherever a setting is a secret, and nowhere else", () => {
    const settings = {
      engine: { password: secure, username: "a" },
      sftp: { password: "open", keyPassphrase: 5, username: "a" },
      secretValues: {
        joinPassword: "open",
        licence: secure,
        products: [secure, "open"],
        none: null,
        empty: "",
      },
      secretSeatValues: { "room-vd01": { blob: "open" }, "room-vd02": secure, "vd.03": { blob: "open" } },
      values: { joinUser: "open" },
    };
    assert.deepEqual(openSecrets(settings), [
      "sftp.password",
      "sftp.keyPassphrase",
      "secretValues.joinPassword",
      "secretValues.products[1]",
      "secretSeatValues.room-vd01.blob",
      'secretSeatValues["vd.03"].blob',
    ]);
    assert.deepEqual(openSecrets({ engine: secure, secretValues: secure }), []);
  });

  it("are found in what was set as JSON, without a path", () => {
    const settings = { engine: '{"password": "open"}', secretValues: '{"joinPassword": "open"}' };
    assert.deepEqual(openSecrets(settings), ["engine.password", "secretValues.joinPassword"]);
  });

  it("are faults that say what to type, and not what they are", () => {
    const faults = (settings: object) =>
      openSecretFaults("virtroom", "room01", stringify({ config: settings }));
    const [fault, ...others] = faults({ "virtroom:engine": { password: "hunter2" } });
    assert.deepEqual(others, []);
    assert.equal(fault?.path, "engine.password");
    assert.match(
      fault?.remedy ?? "",
      /: pulumi config set --secret --path virtroom:engine\.password --stack room01$/,
    );
    assert.doesNotMatch(JSON.stringify(fault), /hunter2/);
    const [listed] = faults({ "virtroom:secretValues": { products: ["open"] } });
    assert.match(listed?.remedy ?? "", /--path 'virtroom:secretValues\.products\[0\]' --stack/);
    assert.deepEqual(faults({ "virtroom:engine": { password: secure }, "aws:secretKey": "open" }), []);
    assert.deepEqual(openSecretFaults("virtroom", "room01", "{"), []);
  });

  it("are looked for in every place that the schema calls secret", () => {
    const secretsIn = (name: string, schema: Schema): string[] =>
      schema.secret
        ? [name]
        : [
            ...Object.entries(schema.properties ?? {}).flatMap(([key, inner]) =>
              secretsIn(`${name}.${key}`, toSchema(inner)),
            ),
            ...(typeof schema.additionalProperties === "object"
              ? secretsIn(name, schema.additionalProperties)
              : []),
          ];
    const places = secretPlaces.map(place => `.${place.join(".")}`);
    assert.deepEqual(places.sort(), secretsIn("", settingsSchema()).sort());
  });
});
