/**
 * @module The certificate authority's certificate, for whoever does not know it yet.
 */

import { answer, type Handler } from "./exchange";

export function pkiResource(caCertificate: string): Handler {
  return async (exchange, next) => {
    if (exchange.path !== "/ovirt-engine/services/pki-resource") {
      await next();
      return;
    }
    if (exchange.query.get("resource") === "ca-certificate") {
      exchange.reply.headers["Content-Disposition"] = 'attachment; filename="ca.pem"';
      answer(exchange, 200, "application/x-x509-ca-cert", caCertificate);
    } else {
      answer(exchange, 404, "text/html;charset=UTF-8", "Resource not found");
    }
  };
}
