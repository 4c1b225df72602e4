import { hc } from "hono/client";
import type { ApprovalClass, ApprovalStep, Policy, PolicyRoutes } from "#policy";
import { answer, apiBase, consoleFetch } from "#ui/api.ts";

const client = hc<PolicyRoutes>(apiBase, { fetch: consoleFetch });
const versions = client.policy.versions;
const at = (version: number) => ({ version: String(version) });

export type { ApprovalClass, ApprovalStep, Policy };
export type PolicyContent = Pick<Policy, "title" | "paragraphs" | "classes">;
export type Paragraph = Policy["paragraphs"][number];

export const policyApi = {
  inForce: () => answer(client.policy.$get()),
  versions: () => answer(versions.$get()),
  version: (version: number) => answer(versions[":version"].$get({ param: at(version) })),
  begin: () => answer(versions.$post()),
  change: (version: number, json: PolicyContent) =>
    answer(versions[":version"].$put({ param: at(version), json })),
  adopt: (version: number) => answer(versions[":version"].adoption.$post({ param: at(version) })),
  acknowledge: (version: number) =>
    answer(versions[":version"].acknowledgement.$post({ param: at(version) })),
  readiness: () => answer(client.policy.readiness.$get()),
};

export type Readiness = Awaited<ReturnType<typeof policyApi.readiness>>;
export type VersionRow = Awaited<ReturnType<typeof policyApi.versions>>["versions"][number];
