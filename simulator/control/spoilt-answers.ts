/**
 * @module Answers that an engine, or what stands in front of it, gives when something is wrong. The 401 and the words of
 * the 409s are recorded ones; the 503 is Apache's own page.
 */

import type { IncomingMessage, ServerResponse } from "node:http";
import type { RequestFault } from "./fault-rules";

type Answered = Exclude<RequestFault, "slow" | "cut" | "cut-after" | "half">;

export function answerWith(fault: Answered, request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  switch (fault) {
    case "busy":
      page(response, 503, BUSY);
      break;
    case "html":
      page(
        response,
        200,
        "<!DOCTYPE html><html><body>Welcome to the guest network. Please sign in.</body></html>",
      );
      break;
    case "broken":
      page(response, 500, "<html><head><title>Error</title></head><body>Internal Server Error</body></html>");
      break;
    case "expired":
      response.setHeader("WWW-Authenticate", 'Basic realm="RESTAPI"');
      page(response, 401, EXPIRED);
      break;
    case "locked":
      refusal(request, response, "[Cannot run VM: VM is locked. Please try again in a few minutes.]");
      break;
    case "conflict":
      refusal(
        request,
        response,
        "[Cannot edit VM. Related operation is currently in progress. Please try again later.]",
      );
  }
}

const EXPIRED =
  "<html><head><title>Error</title></head><body>invalid_grant: The provided authorization grant for the auth code has expired.</body></html>";

const BUSY = `<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">
<html><head>
<title>503 Service Unavailable</title>
</head><body>
<h1>Service Unavailable</h1>
<p>The server is temporarily unable to service your
request due to maintenance downtime or capacity
problems. Please try again later.</p>
</body></html>
`;

function page(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { "Content-Type": "text/html;charset=UTF-8" });
  response.end(body);
}

function refusal(request: IncomingMessage, response: ServerResponse, detail: string): void {
  const wantsJson = (request.headers.accept ?? "").includes("json");
  response.writeHead(409, {
    "Content-Type": wantsJson ? "application/json" : "application/xml;charset=UTF-8",
  });
  response.end(
    wantsJson
      ? JSON.stringify({ detail, reason: "Operation Failed" }, null, 2)
      : `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<fault>\n    <detail>${detail}</detail>\n    <reason>Operation Failed</reason>\n</fault>\n`,
  );
}
