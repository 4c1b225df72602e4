import { useQuery } from "@tanstack/react-query";
import { hc } from "hono/client";
import type { ChannelRoutes } from "#channels";
import { answer, apiBase, consoleFetch } from "#ui/api.ts";

const client = hc<ChannelRoutes>(apiBase, { fetch: consoleFetch });

export const captureApi = {
  completeness: (month: string | undefined) =>
    answer(client.completeness.$get({ query: month === undefined ? {} : { month } })),
  answer: (id: string, json: { note: string; alike: boolean }) =>
    answer(client["capture-gaps"][":id"].answer.$post({ param: { id }, json })),
};

export type Completeness = Awaited<ReturnType<typeof captureApi.completeness>>;
export type AccountRow = Completeness["accounts"][number];
export type GapRow = Completeness["gaps"][number];

const everyMs = 60_000;

export function useCompleteness(month: string | undefined) {
  return useQuery({
    queryKey: ["completeness", month ?? ""],
    queryFn: () => captureApi.completeness(month),
    refetchInterval: everyMs,
  });
}
