import { hc } from "hono/client";
import type {
  ApprovalClass,
  ApprovalStep,
  ListKind,
  Policy,
  PolicyRoutes,
  TrainingDraft,
  Tuned,
} from "#policy";
import { answer, apiBase, consoleFetch } from "#ui/api.ts";

const client = hc<PolicyRoutes>(apiBase, { fetch: consoleFetch });
const versions = client.policy.versions;
const at = (version: number) => ({ version: String(version) });

export type { ApprovalClass, ApprovalStep, ListKind, Policy, TrainingDraft, Tuned };
export type PolicyContent = Pick<Policy, "title" | "paragraphs" | "classes" | "rules">;
export type Paragraph = Policy["paragraphs"][number];

export const policyApi = {
  inForce: () => answer(client.policy.$get()),
  versions: () => answer(versions.$get()),
  version: (version: number) => answer(versions[":version"].$get({ param: at(version) })),
  begin: () => answer(versions.$post()),
  change: (version: number, json: PolicyContent) =>
    answer(versions[":version"].$put({ param: at(version), json: sendable(json) })),
  adopt: (version: number) => answer(versions[":version"].adoption.$post({ param: at(version) })),
  acknowledge: (version: number) =>
    answer(versions[":version"].acknowledgement.$post({ param: at(version) })),
  readiness: () => answer(client.policy.readiness.$get()),
  rules: () => answer(client.policy.rules.$get()),
  trainings: () => answer(client.trainings.$get()),
  defineTraining: (json: TrainingDraft) => answer(client.trainings.$put({ json })),
  listCounts: () => answer(client.policy.lists.$get()),
  list: (json: { kind: ListKind; value: string; places?: string[] }) =>
    answer(client.policy.lists.$post({ json })),
  openLists: (why: string) => answer(client.policy.lists.reading.$post({ json: { why } })),
  unlist: (id: string) => answer(client.policy.lists[":id"].$delete({ param: { id } })),
};

/** The client's types want lists that may be written to. */
function sendable({ rules, ...rest }: PolicyContent) {
  const own = Object.entries(rules).map(([code, { roles, ...tuned }]) => [
    code,
    roles ? { ...tuned, roles: [...roles] } : tuned,
  ]);
  return { ...rest, rules: Object.fromEntries(own) };
}

export type LintRule = Awaited<ReturnType<typeof policyApi.rules>>["rules"][number];
export type ListEntry = Awaited<ReturnType<typeof policyApi.openLists>>["entries"][number];
export type Readiness = Awaited<ReturnType<typeof policyApi.readiness>>;
export type VersionRow = Awaited<ReturnType<typeof policyApi.versions>>["versions"][number];
