/**
 * @module A client of the engine's API that is no more than HTTPS and JSON, for tests of the simulator.
 */

import { readFileSync } from "node:fs";
import https from "node:https";
import type { Simulator } from "../../simulator/index";

export interface EngineAnswer {
  status: number;
  type: string;
  body: string;
  /** The body, read as JSON. */
  json<T>(): T;
}

export class EngineClient {
  #token: string | undefined;
  readonly #ca: string;
  readonly #agent = new https.Agent({ keepAlive: true });

  constructor(readonly simulator: Pick<Simulator, "url" | "caFile" | "username" | "password">) {
    this.#ca = readFileSync(simulator.caFile, "utf8");
  }

  async logIn(): Promise<void> {
    this.#token = undefined;
    const { username, password } = this.simulator;
    const form = new URLSearchParams({ grant_type: "password", scope: "ovirt-app-api", username, password });
    const answer = await this.send("POST", "/ovirt-engine/sso/oauth/token", form.toString());
    this.#token = answer.json<{ access_token: string }>().access_token;
  }

  /** The token stays what is sent. */
  logOut(): Promise<EngineAnswer> {
    const form = new URLSearchParams({ scope: "", token: this.#token ?? "" });
    return this.send("POST", "/ovirt-engine/services/sso-logout", form.toString());
  }

  /** `path`: below the API, such as `/vms?search=name%3Dx`. Rejects when the connection ends before the answer does. */
  ask(method: string, path: string, body?: object): Promise<EngineAnswer> {
    return this.send(
      method,
      `/ovirt-engine/api${path}`,
      body === undefined ? undefined : JSON.stringify(body),
    );
  }

  send(method: string, path: string, body?: string): Promise<EngineAnswer> {
    const headers: Record<string, string> = { Accept: "application/json" };
    if (this.#token !== undefined) {
      headers.Authorization = `Bearer ${this.#token}`;
    }
    if (body !== undefined) {
      headers["Content-Type"] = body.startsWith("{")
        ? "application/json"
        : "application/x-www-form-urlencoded";
    }
    const url = new URL(path, this.simulator.url);
    return new Promise((resolve, reject) => {
      const request = https.request(url, { method, headers, ca: this.#ca, agent: this.#agent }, response => {
        let text = "";
        response.setEncoding("utf8").on("data", (part: string) => {
          text += part;
        });
        response.on("error", reject);
        response.on("end", () =>
          resolve({
            status: response.statusCode ?? 0,
            type: response.headers["content-type"] ?? "",
            body: text,
            json: () => JSON.parse(text),
          }),
        );
      });
      request.on("error", reject);
      request.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}
