import { useQuery, useQueryClient } from "@tanstack/react-query";
import { hc } from "hono/client";
import type { AudienceRoutes } from "#audience";
import { answer, apiBase, consoleFetch } from "#ui/api.ts";

const { audience } = hc<AudienceRoutes>(apiBase, { fetch: consoleFetch });

/** Minutes after midnight; the agency's own words by language. */
export interface SettingsData {
  quietFrom: number;
  quietUntil: number;
  digestAt: number;
  intro: { en: string; es: string };
}
export interface Wish {
  way: "email" | "text";
  address: string;
}

export const audienceApi = {
  counts: () => answer(audience.$get()),
  settings: () => answer(audience.settings.$get()),
  arrange: (json: SettingsData) => answer(audience.settings.$put({ json })),
  take: (json: Wish) => answer(audience.wishes.$post({ json })),
};

export type CountsData = Awaited<ReturnType<typeof audienceApi.counts>>;
export type FanOutRow = CountsData["fanOuts"][number];

const key = ["audience"] as const;

/** Again and again while something is on its way. */
export const useCounts = () =>
  useQuery({
    queryKey: [...key, "counts"],
    queryFn: audienceApi.counts,
    refetchInterval: ({ state }) =>
      state.data?.fanOuts.some(({ finishedAt }) => finishedAt === null) ? 3_000 : 60_000,
  });
export const useSettings = () =>
  useQuery({ queryKey: [...key, "settings"], queryFn: audienceApi.settings });

export function useAudienceChanged(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: key });
}
