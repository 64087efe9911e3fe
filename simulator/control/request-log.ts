/**
 * @module Counts of the requests that came to the engine, by kind, and of those in flight.
 */

export class RequestLog {
  readonly inFlight = { now: 0, max: 0 };
  #byKind = new Map<string, number>();

  begin(method: string, path: string): void {
    const kind = `${method} ${kindOf(path)}`;
    this.#byKind.set(kind, (this.#byKind.get(kind) ?? 0) + 1);
    this.inFlight.now += 1;
    this.inFlight.max = Math.max(this.inFlight.max, this.inFlight.now);
  }

  end(): void {
    this.inFlight.now -= 1;
  }

  /** Such as `{ "POST /vms/{id}/start": 7 }`, most frequent first. */
  byKind(): Record<string, number> {
    return Object.fromEntries([...this.#byKind].sort(([, a], [, b]) => b - a));
  }

  clear(): void {
    this.#byKind.clear();
    this.inFlight.max = this.inFlight.now;
  }
}

/** The path with ids taken out, and of the query only which parameters there are. */
function kindOf(path: string): string {
  const [plain = "", query] = path.split("?");
  const kind = plain
    .replace(/^\/ovirt-engine(\/api)?/, "")
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi, "{id}")
    .replace(/\/\d+(?=\/|$)/g, "/{id}");
  const parameters = [...new Set(new URLSearchParams(query).keys())].sort();
  return (kind === "" ? "/" : kind) + (parameters.length > 0 ? `?${parameters.join("&")}` : "");
}
