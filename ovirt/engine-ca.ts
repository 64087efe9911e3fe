/** @module The engine's CA certificate, on which all trust in the engine rests: where it is fetched, and how to know that it is the right one. */

/** It comes over a line that nothing protects: whoever stands in the engine's place hands out a CA of his own. */
export const compareCa =
  "Compare what `openssl x509 -noout -fingerprint -sha256 -in FILE` prints of it with what it prints of /etc/pki/ovirt-engine/ca.pem on the engine's own machine";

/** What to do where there is no CA yet. @param url of the engine */
export function fetchCa(url: string): string {
  const { hostname } = new URL(url);
  return `Fetch the engine's: http://${hostname}/ovirt-engine/services/pki-resource?resource=ca-certificate&format=X509-PEM-CA. ${compareCa}`;
}
