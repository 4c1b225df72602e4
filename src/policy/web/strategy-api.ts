import { useQuery, useQueryClient } from "@tanstack/react-query";
import { hc } from "hono/client";
import type { ChannelRoutes } from "#channels";
import type { Objective, PolicyRoutes, PublicKind, StrategyContent } from "#policy";
import { answer, apiBase, consoleFetch } from "#ui/api.ts";

const client = hc<PolicyRoutes>(apiBase, { fetch: consoleFetch });
const channels = hc<ChannelRoutes>(apiBase, { fetch: consoleFetch });
const versions = client.strategy.versions;
const at = (version: number) => ({ version: String(version) });

export type { Objective, PublicKind, StrategyContent };

export const strategyApi = {
  inForce: () => answer(client.strategy.$get()),
  versions: () => answer(versions.$get()),
  begin: () => answer(versions.$post()),
  change: (version: number, json: StrategyContent) =>
    answer(versions[":version"].$put({ param: at(version), json })),
  adopt: (version: number) => answer(versions[":version"].adoption.$post({ param: at(version) })),
};
export type StrategyRow = Awaited<ReturnType<typeof strategyApi.versions>>["versions"][number];

export const useStrategy = () => useQuery({ queryKey: ["strategy"], queryFn: strategyApi.inForce });

export const useStrategyVersions = () =>
  useQuery({ queryKey: ["strategy", "versions"], queryFn: strategyApi.versions });

/** The open channels, by name: what a plan of posts a week is made for. */
export function useChannelChoices() {
  const { data } = useQuery({
    queryKey: ["channels"],
    queryFn: () => answer(channels.channels.$get()),
    staleTime: 30_000,
  });
  return data?.channels ?? [];
}

export function useStrategyChanged(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ["strategy"] });
}
