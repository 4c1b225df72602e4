import { useQuery, useQueryClient } from "@tanstack/react-query";
import { hc } from "hono/client";
import type { AgencyRoutes } from "#agency";
import type { IntakeRoutes } from "#records";
import { answer, apiBase, consoleFetch } from "#ui/api.ts";

const client = hc<IntakeRoutes>(apiBase, { fetch: consoleFetch });
const sources = client["intake-sources"];
const people = hc<AgencyRoutes>(apiBase, { fetch: consoleFetch }).people;

export interface SourceDraft {
  kind: "api" | "texts" | "mail";
  name: string;
  account?: string;
  token?: string;
  silentMinutes: number | null;
}

export interface Owner {
  address: string;
  personId: string;
}

export const sourcesApi = {
  list: () => answer(sources.$get()),
  people: () => answer(people.$get()),
  add: (json: SourceDraft) => answer(sources.$post({ json })),
  rotate: (id: string) => answer(sources[":id"].secret.$post({ param: { id }, json: {} })),
  end: (id: string) => answer(sources[":id"].$delete({ param: { id } })),
  owners: (id: string, owners: Owner[]) =>
    answer(sources[":id"].people.$put({ param: { id }, json: { people: owners } })),
  answer: (id: string, note: string) =>
    answer(client["intake-gaps"][":id"].answer.$post({ param: { id }, json: { note } })),
};

export type SourceList = Awaited<ReturnType<typeof sourcesApi.list>>;
export type SourceRow = SourceList["sources"][number];

export function useSources() {
  return useQuery({ queryKey: ["sources"], queryFn: sourcesApi.list });
}

export function useSourcesChanged() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ["sources"] });
}
