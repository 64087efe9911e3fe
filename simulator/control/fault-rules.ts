/**
 * @module Which requests to the engine are spoilt, and how: rules and a request in, a verdict and the rules as they are
 * afterwards out. No I/O.
 */

/** What is done to a request. */
export type RequestFault =
  /** Answered later. */
  | "slow"
  /** 503 from the proxy in front of the engine; not carried out. */
  | "busy"
  /** 200 with a page of HTML, as a captive portal would; not carried out. */
  | "html"
  /** 409: the VM is locked; not carried out. */
  | "locked"
  /** 409: a related operation is in progress; not carried out. */
  | "conflict"
  /** 500 with a stack trace of the engine; not carried out. */
  | "broken"
  /** 401 as for a token that has expired; not carried out, and the token is dead from now on. */
  | "expired"
  /** The connection is cut; not carried out. */
  | "cut"
  /** The connection is cut; carried out, and nobody hears of it. */
  | "cut-after"
  /** Half of the answer, then the connection is cut; carried out. */
  | "half";

export const REQUEST_FAULTS: RequestFault[] = [
  "slow",
  "busy",
  "html",
  "locked",
  "conflict",
  "broken",
  "expired",
  "cut",
  "cut-after",
  "half",
];

export interface RequestRule {
  fault: RequestFault;
  /** @default any */
  method?: string;
  /** Of path and query; `*` stands for anything, such as `/ovirt-engine/api/vms/*\/start`. @default any of the API */
  path?: string;
  /** Every so-manieth that fits. @default each */
  every?: number;
  /** So many that fit go through unharmed first. @default 0 */
  after?: number;
  /** How many are spoilt in all. @default no limit */
  times?: number;
  /** Milliseconds, for `slow`. @default 1000 */
  delay?: number;
}

/** A rule, with what has come by it so far. */
export interface CountedRule extends RequestRule {
  matched: number;
  spoilt: number;
}

export interface RequestFacts {
  method: string;
  /** With the query. */
  path: string;
}

export interface Verdict {
  /** Milliseconds until something happens. */
  delay: number;
  /** What happens instead of, or after, the engine's work. @default nothing, the engine answers */
  fault?: Exclude<RequestFault, "slow">;
}

const API = "/ovirt-engine/api*";

/** The first rule that spoils decides; delays of all that fit are added. */
export function judge(
  rules: readonly CountedRule[],
  request: RequestFacts,
): { verdict: Verdict; rules: CountedRule[] } {
  const verdict: Verdict = { delay: 0 };
  const after = rules.map(rule => {
    if (!fits(rule, request)) {
      return rule;
    }
    const counted = { ...rule, matched: rule.matched + 1 };
    if (!isDue(counted) || (rule.fault !== "slow" && verdict.fault !== undefined)) {
      return counted;
    }
    if (rule.fault === "slow") {
      verdict.delay += rule.delay ?? 1000;
    } else {
      verdict.fault = rule.fault;
    }
    return { ...counted, spoilt: rule.spoilt + 1 };
  });
  return { verdict, rules: after };
}

function fits(rule: RequestRule, request: RequestFacts): boolean {
  const expression = (rule.path ?? API).replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*");
  return (
    (rule.method === undefined || rule.method.toUpperCase() === request.method) &&
    new RegExp(`^${expression}$`).test(request.path)
  );
}

function isDue(rule: CountedRule): boolean {
  const number = rule.matched - (rule.after ?? 0);
  return (
    number > 0 && number % (rule.every ?? 1) === 0 && (rule.times === undefined || rule.spoilt < rule.times)
  );
}
