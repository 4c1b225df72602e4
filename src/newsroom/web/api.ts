import { useQuery, useQueryClient } from "@tanstack/react-query";
import { hc } from "hono/client";
import type { NewsroomRoutes } from "#newsroom";
import { answer, apiBase, consoleFetch } from "#ui/api.ts";

const client = hc<NewsroomRoutes>(apiBase, { fetch: consoleFetch });
const { host } = client.newsroom;

export const hostApi = {
  read: () => answer(host.$get()),
  set: (json: HostDraft) => answer(host.$put({ json })),
  push: () => answer(host.push.$post()),
  end: (leave: boolean) => answer(host.end.$post({ json: { leave } })),
};

export type HostDraft = Parameters<typeof host.$put>[0]["json"];
export type HostRow = NonNullable<Awaited<ReturnType<typeof hostApi.read>>["host"]>;

const key = ["newsroom-host"] as const;

/** While something is on its way it is looked at every other second. */
export const useHost = () =>
  useQuery({
    queryKey: key,
    queryFn: hostApi.read,
    refetchInterval: ({ state }) => (isBusy(state.data?.host ?? undefined) ? 2_000 : 15_000),
  });

export function isBusy(row: HostRow | undefined): boolean {
  return row !== undefined && (row.askedAt !== null || row.endedAt !== null);
}

export function useHostChanged(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: key });
}
