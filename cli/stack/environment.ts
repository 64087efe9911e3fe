/** @module The environment in which `virtroom` runs Pulumi. */

/**
 * Only the last state is written, and not the whole of it before and after each step: a fifth of a large rollout's time
 * (docs/performance.md). What a killed run has done is found again on the engine by its marker, so nothing is lost with
 * the states in between. Pulumi asks for the first word with the second.
 *
 * And a resource whose inputs are as they were is not asked for differences: what our providers compare is in the inputs, so they
 * would find none, and half of the calls of a run that changes nothing are these. Who has set any of them otherwise is followed.
 */
export const pulumiEnvironment: Readonly<Record<string, string>> = {
  PULUMI_EXPERIMENTAL: process.env.PULUMI_EXPERIMENTAL ?? "1",
  PULUMI_SKIP_CHECKPOINTS: process.env.PULUMI_SKIP_CHECKPOINTS ?? "1",
  PULUMI_ENABLE_LEGACY_DIFF: process.env.PULUMI_ENABLE_LEGACY_DIFF ?? "1",
};
