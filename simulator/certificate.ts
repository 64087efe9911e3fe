/**
 * @module The engine's certificate for 127.0.0.1 and localhost, and the authority that signed it: itself.
 */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { generate } from "selfsigned";
import type { Certificate } from "./http/server";

export interface CertificateFile extends Certificate {
  /** PEM, to verify the engine by. */
  caFile: string;
  remove(): void;
}

export async function makeCertificate(): Promise<CertificateFile> {
  const pems = await generate([{ name: "commonName", value: "localhost" }], {
    keyType: "ec",
    algorithm: "sha256",
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      {
        name: "subjectAltName",
        altNames: [
          { type: 2, value: "localhost" },
          { type: 7, ip: "127.0.0.1" },
        ],
      },
    ],
  });
  const folder = mkdtempSync(path.join(tmpdir(), "ovirt-simulator-"));
  const caFile = path.join(folder, "ca.pem");
  writeFileSync(caFile, pems.cert);
  return {
    key: pems.private,
    cert: pems.cert,
    caFile,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
