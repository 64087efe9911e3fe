import assert from "node:assert/strict";
import { withoutUrlSecrets } from "../../room/text/url-secrets";

describe("an address that is told", () => {
  const hidden: readonly (readonly [what: string, told: string, shown: string])[] = [
    ["a password", "postgres://ann:hunter2@db/rooms", "postgres://ann:********@db/rooms"],
    ["a password of digits", "postgres://ann:12345@db:5432/rooms", "postgres://ann:********@db:5432/rooms"],
    ["a password with marks of URLs", "postgres://ann:a/b#c@d'e?f@db/x", "postgres://ann:********@db/x"],
    ["a password without a name", "redis://:hunter2@db", "redis://:********@db"],
    ["a password behind a name with an @", "postgres://a@b:hunter2@db/x", "postgres://a@b:********@db/x"],
    ["a password over HTTPS", "https://ann:hunter2@pulumi.example", "https://ann:********@pulumi.example"],
    [
      "secrets among parameters",
      's3://rooms?region=eu&secretkey=a%2Fb&sslmode=on, "postgres://db/x?password=hunter2"',
      's3://rooms?region=eu&secretkey=********&sslmode=on, "postgres://db/x?password=********"',
    ],
    [
      "each of several",
      'open "postgres://ann:one@db/x": parse postgres://ann:two@db/x: no',
      'open "postgres://ann:********@db/x": parse postgres://ann:********@db/x: no',
    ],
  ];
  for (const [what, told, shown] of hidden) {
    it(`hides ${what}`, () => assert.equal(withoutUrlSecrets(told), shown));
  }

  it("stays as it is where it holds no secret", () => {
    for (const text of [
      "file:///srv/state?metadata=skip",
      "s3://rooms?region=eu-west-1&endpoint=minio:9000",
      "https://engine.example:8443/ovirt-engine/api as admin@internal",
      "https://engine.example:8443/ovirt-engine/api/users/alice@internal",
      "http://engine.example/services/pki-resource?resource=ca-certificate&format=X509-PEM-CA",
      "file:///state/.pulumi/locks/r1/7c9e.json: created by anna@pc7 (pid 4711)",
    ]) {
      assert.equal(withoutUrlSecrets(text), text);
    }
  });
});
