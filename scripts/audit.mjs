/**
 * @module What npm's registry knows against the packages of package-lock.json: `node scripts/audit.mjs [--required]`.
 *
 * Ends with 1 when something of the severity high or critical is known. A registry without that service is told plainly, and
 * is an error only where the audit is required.
 */
import { spawnSync } from "node:child_process";

const required = process.argv.includes("--required");
const npm = process.platform === "win32" ? "npm.cmd" : "npm";
const { stdout, error } = spawnSync(npm, ["audit", "--json"], {
  encoding: "utf8",
  maxBuffer: 64 * 1024 * 1024,
});
const report = reportIn(stdout);

if (report) {
  const { high, critical, moderate, low } = report.metadata.vulnerabilities;
  for (const { name, severity, via } of Object.values(report.vulnerabilities)) {
    const why = via.map(cause =>
      typeof cause === "string" ? `by ${cause}` : `${cause.title} (${cause.url})`,
    );
    console.log(`${severity}: ${name}: ${why.join("; ")}`);
  }
  console.log(`audit: ${critical} critical, ${high} high, ${moderate} moderate, ${low} low`);
  process.exitCode = high + critical > 0 ? 1 : 0;
} else {
  console.log(`audit: not done, for the registry did not answer it: ${error?.message ?? reasonIn(stdout)}`);
  process.exitCode = required ? 1 : 0;
}

/**
 * @typedef {{ name: string, severity: string, via: (string | { title: string, url: string })[] }} Finding
 * @typedef {{ metadata: { vulnerabilities: Record<'critical' | 'high' | 'moderate' | 'low', number> }, vulnerabilities: Record<string, Finding> }} Report
 * @param {string} text
 * @returns {Report | undefined}
 */
function reportIn(text) {
  const parsed = parse(text);
  return parsed?.metadata?.vulnerabilities ? parsed : undefined;
}

/** @param {string} text */
function reasonIn(text) {
  const { message, error: { summary = "" } = {} } = parse(text) ?? {};
  return String(message ?? (summary || "without a word"));
}

/** @param {string} text */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
