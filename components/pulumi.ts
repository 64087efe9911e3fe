/**
 * @module The parts of Pulumi's SDK that the program needs, for all who would import `@pulumi/pulumi`.
 *
 * Its index loads the compiler of TypeScript and half of npm as well, for closures and automation that nobody here
 * uses: 0.4 s of every preview (docs/decisions/001-build.md).
 */

export { RunError } from "@pulumi/pulumi/errors";
export { warn } from "@pulumi/pulumi/log";
export { getProject, getStack } from "@pulumi/pulumi/metadata";
export { all, type Input, type Output } from "@pulumi/pulumi/output";
export {
  ComponentResource,
  type ComponentResourceOptions,
  CustomResource,
  type CustomResourceOptions,
  type Resource,
} from "@pulumi/pulumi/resource";
export { allConfig } from "@pulumi/pulumi/runtime/config";
export { isDryRun } from "@pulumi/pulumi/runtime/settings";
