import "./verbs.ts";
import { slice } from "#platform/slice.ts";
import { policyRoutes } from "./routes.ts";

/** The written policy as versioned paragraphs, the classes that follow from it, and who is ready to act under it. */
export const policy = slice({ name: "policy", routes: policyRoutes });

export type { ApprovalClass, ApprovalStep } from "./classes.ts";
export type { Finding, Level, LintDraft, LintMedia, Said } from "./lint/finding.ts";
export type { Tuned, Tuning } from "./lint/lint.ts";
export { mustPassFindings } from "./lint/gate.ts";
export { keyOf, lintDraft, type KeyedFinding } from "./lint/look.ts";
export { ruleOf } from "./lint/rules.ts";
export { bookingDays } from "./lint/rules/pictures.ts";
export { urlsIn } from "./lint/rules/links.ts";
export { addListed, listedNames, type ListKind } from "./lint/lists.ts";
export { adoptPolicy } from "./adoption.ts";
export {
  draftPolicy,
  policyInForce,
  policyVersion,
  type Policy,
  type PolicyContent,
} from "./policies.ts";
export { acknowledgePolicy, readinessOf, type Readiness } from "./readiness.ts";
export {
  objectiveKey,
  type Objective,
  type PublicKind,
  type StrategyContent,
} from "./strategy-content.ts";
export {
  adoptStrategy,
  changeStrategy,
  draftStrategy,
  publicKindOf,
  strategyInForce,
  wasObjective,
  type Strategy,
} from "./strategy.ts";
export type { PolicyRoutes } from "./routes.ts";
export { defineTraining, recordTraining, type TrainingDraft } from "./trainings.ts";
