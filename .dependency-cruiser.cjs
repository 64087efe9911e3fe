/**
 * @module Which folder may import which: index.ts and cli -> components -> dynamic-providers -> delivery -> answer-file,
 * ovirt. `room` is pure and open to all; the simulator and the product know nothing of each other.
 */
const product = [
  "answer-file",
  "cli",
  "components",
  "delivery",
  "dynamic-providers",
  "logging",
  "ovirt",
  "report",
  "room",
];
const folder = names => `^(${[names].flat().join("|")})/`;

/**
 * @param {string} from a folder of ours
 * @param {string[]} to the folders of ours that it may import, besides itself
 */
const onlyImports = (from, to) => ({
  name: `${from}-imports-only-what-lies-below-it`,
  comment: `${from}/ may import ${to.length > 0 ? to.map(name => `${name}/`).join(", ") : "nothing of ours"}.`,
  severity: "error",
  from: { path: folder(from) },
  // Which version this is, anyone may say.
  to: { dependencyTypes: ["local"], pathNot: [folder([from, ...to]), "^package\\.json$"] },
});

module.exports = {
  forbidden: [
    onlyImports("room", []),
    onlyImports("room/text", []),
    onlyImports("room/fault", ["room/text"]),
    {
      name: "settings-know-no-engine",
      comment: "room/preflight/ holds settings against the engine; reading settings needs none.",
      severity: "error",
      from: { path: folder("room/settings") },
      to: { path: folder(["room/preflight", "room/old-config"]) },
    },
    onlyImports("ovirt", ["room"]),
    onlyImports("logging", ["room"]),
    onlyImports("answer-file", ["room"]),
    onlyImports("delivery", ["answer-file", "ovirt", "room"]),
    onlyImports("dynamic-providers", ["delivery", "answer-file", "logging", "ovirt", "room"]),
    onlyImports("components", ["dynamic-providers", "delivery", "answer-file", "ovirt", "room"]),
    onlyImports("report", ["room"]),
    onlyImports("cli", [
      "report",
      "components",
      "dynamic-providers",
      "delivery",
      "answer-file",
      "logging",
      "ovirt",
      "room",
    ]),
    onlyImports("simulator", []),
    {
      name: "steps-know-no-resource",
      comment:
        "What the resources of a seat are made of serves them all: steps, deliveries, the conversation, the project.",
      severity: "error",
      from: { path: "^dynamic-providers/(conversation|deliveries|project|steps)/" },
      to: { path: "^dynamic-providers/(host/|restore/|(?!provider-error)[^/]+$)" },
    },
    {
      name: "only-the-program-knows-its-commands",
      comment: "What commands share lies beside them, and knows none of them.",
      severity: "error",
      from: { path: "^cli/", pathNot: "^cli/(commands/|program\\.ts$)" },
      to: { path: "^cli/commands/" },
    },
    {
      name: "parts-of-the-command-go-one-way",
      comment: "cli/stack -> cli/room -> cli/settings -> cli/pulumi; progress and outcome know none of them.",
      severity: "error",
      from: { path: "^cli/(pulumi|progress|outcome|report|settings|room)/" },
      to: { path: "^cli/(stack|doctor|init|pipeline|completion)/" },
    },
    {
      name: "settings-files-know-no-room",
      severity: "error",
      from: { path: "^cli/(pulumi|progress|outcome|report|settings)/" },
      to: { path: "^cli/room/" },
    },
    {
      name: "progress-and-pulumi-stand-alone",
      severity: "error",
      from: { path: "^cli/(pulumi|progress|outcome)/" },
      to: { path: "^cli/(report|settings)/" },
    },
    {
      name: "nobody-imports-the-program",
      comment: "index.ts runs when it is loaded.",
      severity: "error",
      from: {},
      to: { path: "^index\\.ts$" },
    },
    {
      name: "the-program-imports-only-the-product",
      comment:
        "Tests, demo and bench import the product, never the other way round; both ends of the wire are written apart.",
      severity: "error",
      from: { path: "^index\\.ts$" },
      to: { dependencyTypes: ["local"], pathNot: folder(product) },
    },
    {
      name: "room-is-pure",
      comment: "room/ computes: no files, no network, no processes, no clock of the machine, no Pulumi.",
      severity: "error",
      from: { path: folder("room") },
      to: {
        path: "@pulumi/|^(node:)?(fs|net|http|https|tls|dgram|dns|child_process|worker_threads|os|process|timers)(/|$)",
      },
    },
    {
      name: "a-report-is-pure",
      comment: "report/ draws: no files, no network, no processes.",
      severity: "error",
      from: { path: folder("report") },
      to: {
        path: "^(node:)?(fs|net|http|https|tls|dgram|dns|child_process|worker_threads|os|process|timers)(/|$)",
      },
    },
    {
      name: "the-sdk-is-loaded-in-parts",
      comment: "Pulumi's index loads TypeScript and npm, 0.4 s of every run: import from components/pulumi.",
      severity: "error",
      from: { path: [folder(product), "^index\\.ts$"] },
      to: {
        path: "@pulumi/pulumi/((runtime/)?index\\.js|automation/)",
        // Who needs the whole of it loads it then.
        dependencyTypesNot: ["type-only", "dynamic-import"],
      },
    },
    {
      name: "components-do-no-io",
      comment: "components/ say which resources there are; what happens on the wire is the providers'.",
      severity: "error",
      from: { path: folder("components") },
      to: {
        path: "^(node:)?(fs|net|http|https|tls|dgram|dns|child_process|worker_threads)(/|$)|node_modules/(node-fetch|ssh2)",
      },
    },
    {
      name: "what-runs-is-a-dependency",
      comment:
        "What the product and its launchers load stands in `dependencies`: who installs without the tools of development has it too.",
      severity: "error",
      from: {
        path: [folder(product), "^index\\.ts$", "^scripts/([^/]+|(setup|provider-host)/.*)\\.[cm]js$"],
        pathNot: "^scripts/mocha-reporter\\.cjs$",
      },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    },
    {
      name: "no-circles",
      comment:
        "But the types of the engine's API name each other: a VM has snapshots, a snapshot is of a VM.",
      severity: "error",
      from: { pathNot: "^simulator/api/types/" },
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "no-missing-files",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^\\.build/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
