import { hc } from "hono/client";
import type { RequestRoutes } from "#records";
import { answer, apiBase, consoleFetch } from "#ui/api.ts";

const client = hc<RequestRoutes>(apiBase, { fetch: consoleFetch });
const requests = client["record-requests"];
const one = requests[":id"];
const law = client["records-law"];

type Json<Call> = Call extends (given: infer Given, ...rest: never[]) => unknown
  ? Given extends { json: infer Body }
    ? Body
    : never
  : never;

export type LetterDraft = Json<typeof one.letters.$post>;
export type IntakeDraft = Json<typeof requests.$post>;
export type ClosingDraft = Json<typeof one.closing.$post>;
export type SetQuery = Json<typeof one.counts.$post>;
export type ReviewDraft = Json<typeof one.reviews.$post>;
export type Show = "undecided" | "unseconded" | "all";
export type ExemptionDraft = Json<(typeof client)["records-exemptions"]["$put"]>;
export type LawDraft = Json<typeof law.$put>;

export const requestsApi = {
  list: (query: Record<string, string>) => answer(requests.$get({ query })),
  one: (id: string) => answer(one.$get({ param: { id } })),
  handlers: () => answer(client["record-request-handlers"].$get()),
  file: (json: IntakeDraft) => answer(requests.$post({ json })),
  assign: (id: string, to: string | null, expected: string | null) =>
    answer(one.assignment.$post({ param: { id }, json: { to, expected } })),
  write: (id: string, json: LetterDraft) => answer(one.letters.$post({ param: { id }, json })),
  resume: (id: string, why: string) => answer(one.pause.$delete({ param: { id }, json: { why } })),
  close: (id: string, json: ClosingDraft) => answer(one.closing.$post({ param: { id }, json })),
  reopen: (id: string, why: string) =>
    answer(one.closing.$delete({ param: { id }, json: { why } })),
  law: () => answer(law.$get()),
  changeLaw: (json: LawDraft) => answer(law.$put({ json })),
  changeDay: (day: string, reason: string | null) =>
    answer(law.days.$put({ json: { day, reason } })),
  count: (id: string, json: SetQuery) => answer(one.counts.$post({ param: { id }, json })),
  freeze: (id: string, query: SetQuery, note: string) =>
    answer(one.searches.$post({ param: { id }, json: { query, note } })),
  queue: (id: string, query: { show: Show; offset: string }) =>
    answer(one.records.$get({ param: { id }, query })),
  decide: (id: string, json: ReviewDraft) => answer(one.reviews.$post({ param: { id }, json })),
  second: (id: string, recordId: string, seen: string | undefined) =>
    answer(
      one["second-reviews"].$post({
        param: { id },
        json: seen === undefined ? { recordId } : { recordId, seen },
      }),
    ),
  exemptions: () => answer(client["records-exemptions"].$get()),
  changeExemption: (json: ExemptionDraft) => answer(client["records-exemptions"].$put({ json })),
};

export type RequestRow = Awaited<ReturnType<typeof requestsApi.list>>["requests"][number];
export type RequestData = Awaited<ReturnType<typeof requestsApi.one>>;
export type ClockData = RequestData["clock"];
export type DeadlineData = ClockData["deadlines"][number];
export type Counted = Awaited<ReturnType<typeof requestsApi.count>>;
export type QueueData = Awaited<ReturnType<typeof requestsApi.queue>>;
export type Group = QueueData["groups"][number];
export type LawData = Awaited<ReturnType<typeof requestsApi.law>>;
export type ExemptionData = Awaited<
  ReturnType<typeof requestsApi.exemptions>
>["exemptions"][number];
