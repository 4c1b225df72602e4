import { useQuery, useQueryClient } from "@tanstack/react-query";
import { hc } from "hono/client";
import type { BlotterRoutes } from "#blotter";
import { answer, apiBase, consoleFetch } from "#ui/api.ts";

const client = hc<BlotterRoutes>(apiBase, { fetch: consoleFetch });
const sources = client["call-sources"];

export const sourcesApi = {
  list: () => answer(sources.$get()),
  add: (json: SourceDraft) => answer(sources.$post({ json })),
  suggest: (url: string, token: string) =>
    answer(client["call-source-suggestion"].$post({ json: { url, token } })),
  rotate: (id: string) => answer(sources[":id"].secret.$post({ param: { id }, json: {} })),
  ask: (id: string) => answer(sources[":id"].asking.$post({ param: { id } })),
  end: (id: string) => answer(sources[":id"].$delete({ param: { id } })),
  answer: (id: string, note: string) =>
    answer(client["call-silences"][":id"].answer.$post({ param: { id }, json: { note } })),
};

export type SourceDraft = Parameters<typeof sources.$post>[0]["json"];
export type SourceList = Awaited<ReturnType<typeof sourcesApi.list>>;
export type SourceRow = SourceList["sources"][number];
export type Suggestion = Awaited<ReturnType<typeof sourcesApi.suggest>>;

const key = ["call-sources"] as const;

export const useCallSources = () => useQuery({ queryKey: key, queryFn: sourcesApi.list });

export function useCallSourcesChanged(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: key });
}
