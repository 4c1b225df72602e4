import { useQuery, useQueryClient } from "@tanstack/react-query";
import { hc } from "hono/client";
import type { RetentionRoutes } from "#records";
import { answer, apiBase, consoleFetch } from "#ui/api.ts";

const client = hc<RetentionRoutes>(apiBase, { fetch: consoleFetch });
const { retention, dispositions } = client;
const holds = client["legal-holds"];

export const retentionApi = {
  schedule: () => answer(retention.$get()),
  begin: () => answer(retention.$post()),
  write: (json: SeriesDraft) => answer(retention.series.$put({ json })),
  verify: (code: string) => answer(retention.verifications.$post({ json: { code } })),
  retire: (code: string) => answer(retention.retirements.$post({ json: { code } })),
  setRules: (rules: { kind?: string; direction?: "in" | "out" | "internal"; series: string }[]) =>
    answer(retention.rules.$put({ json: { rules } })),
  assignments: (id: string) => answer(retention.records[":id"].$get({ param: { id } })),
  assign: (id: string, series: string, why: string) =>
    answer(retention.records[":id"].$post({ param: { id }, json: { series, why } })),
  dispositions: () => answer(dispositions.$get()),
  propose: (series: string, why: string) => answer(dispositions.$post({ json: { series, why } })),
  certificate: (id: string) => answer(dispositions[":id"].$get({ param: { id } })),
  approve: (id: string) => answer(dispositions[":id"].approval.$post({ param: { id } })),
  cancel: (id: string) => answer(dispositions[":id"].$delete({ param: { id } })),
  holds: () => answer(holds.$get()),
  place: (json: { matter: string; why: string; query: { words?: string } }) =>
    answer(holds.$post({ json })),
  release: (id: string, why: string) =>
    answer(holds[":id"].release.$post({ param: { id }, json: { why } })),
};

export interface SeriesDraft {
  code: string;
  title: string;
  authority: string;
  appliesTo: string;
  months: number | null;
  action: "destroy" | "transfer" | "permanent";
}

export type ScheduleData = Awaited<ReturnType<typeof retentionApi.schedule>>;
export type SeriesRow = ScheduleData["series"][number];
export type RuleRow = ScheduleData["rules"][number];
export type DispositionsData = Awaited<ReturnType<typeof retentionApi.dispositions>>;
export type DueRow = DispositionsData["due"][number];
export type DispositionRow = DispositionsData["dispositions"][number];
export type CertificateData = Awaited<ReturnType<typeof retentionApi.certificate>>;
export type LegalHoldRow = Awaited<ReturnType<typeof retentionApi.holds>>["holds"][number];

const key = ["retention"] as const;

export const useSchedule = () =>
  useQuery({ queryKey: [...key, "schedule"], queryFn: retentionApi.schedule });
export const useAssignments = (id: string) =>
  useQuery({ queryKey: [...key, "record", id], queryFn: () => retentionApi.assignments(id) });
export const useDispositions = () =>
  useQuery({ queryKey: [...key, "dispositions"], queryFn: retentionApi.dispositions });
export const useLegalHolds = () =>
  useQuery({ queryKey: [...key, "holds"], queryFn: retentionApi.holds });
export const useCertificate = (id: string) =>
  useQuery({
    queryKey: [...key, "certificate", id],
    queryFn: () => retentionApi.certificate(id),
    // While it is carried out the page counts along.
    refetchInterval: ({ state }) =>
      state.data?.disposition.approvedAt && !state.data.disposition.finishedAt ? 2_000 : false,
  });

/** Everything of retention is read anew. */
export function useRetentionChanged(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: key });
}
