import assert from "node:assert/strict";
import { tlsAddress } from "../../ovirt/tls-address";

describe("an engine's address for a TLS connection", () => {
  const cases = [
    ["https://engine.example.org/ovirt-engine", { host: "engine.example.org", port: 443 }],
    ["https://engine.example.org:8443/ovirt-engine", { host: "engine.example.org", port: 8443 }],
  ] as const;
  for (const [url, address] of cases)
    it(`by its name: ${url}`, () =>
      assert.deepEqual(tlsAddress(url), { ...address, servername: address.host }));

  it("by an IPv4 or IPv6 address, which is no name, and has no brackets", () => {
    assert.deepEqual(tlsAddress("https://192.0.2.5/ovirt-engine"), { host: "192.0.2.5", port: 443 });
    assert.deepEqual(tlsAddress("https://[2001:DB8::5]:8443/x"), { host: "2001:db8::5", port: 8443 });
    assert.deepEqual(tlsAddress("https://[::1]/ovirt-engine"), { host: "::1", port: 443 });
  });
});
